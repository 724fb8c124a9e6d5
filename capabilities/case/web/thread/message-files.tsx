import { PaperClipOutlined } from '@ant-design/icons'
import { sayBytes } from '#ui/text/say-bytes.ts'
import type { MessageView } from '../../contract.ts'
import styles from './message-files.module.css'
import { useThreadWords } from './use-thread-words.ts'

const SMALL_BYTES = 5 << 20
const isPicture = ({ type, bytes }: MessageView['files'][number]): boolean => /^image\/(?:png|jpe?g|gif|webp)$/.test(type) && bytes <= SMALL_BYTES
const addressOf = (id: string): string => `/api/v1/attachments/${id}`

/** Files as downloads with their size; small pictures are shown, through the same door. */
export function MessageFiles({ files }: { readonly files: MessageView['files'] }) {
  const say = useThreadWords()
  if (files.length === 0) return null
  return (
    <ul className={styles['files']} aria-label={say('files.label')}>
      {files.map((file) => {
        const size = sayBytes(file.bytes)
        return (
          <li key={file.id}>
            <a className={styles['file']} href={addressOf(file.id)} download={file.name} title={`${file.name} · ${file.type}`} aria-label={say('files.download', { name: file.name, size })}>
              {isPicture(file) ? <img className={styles['picture']} src={addressOf(file.id)} alt={say('files.preview', { name: file.name })} loading="lazy" /> : <PaperClipOutlined aria-hidden />}
              <span className={styles['name']}>{file.name}</span>
              <span className={styles['size']}>{size}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
