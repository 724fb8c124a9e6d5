import { CloseOutlined, LoadingOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useRef, useState } from 'react'
import type { Upload } from '#capabilities/conversation/contract.ts'
import { useSteady } from '#ui/keys/use-steady.ts'
import { useProblemSentence } from '#ui/pieces/use-problem-sentence.ts'
import { sayBytes } from '#ui/text/say-bytes.ts'
import { joinFileIds } from '../../core/file-answer.ts'
import { uploadFile } from '../thread/upload-file.ts'
import styles from './file-field.module.css'
import { usePageWords } from './use-page-words.ts'

type FieldProps = { readonly id?: string; readonly name: string; readonly value?: string; readonly onChange?: (ids: string) => void }
type Failure = { readonly name: string; readonly problem: unknown }

/** Files for a field of a form: they come to the server at once and belong to the form when it is handed in. */
export function FileField({ id, name, onChange }: FieldProps) {
  const say = usePageWords()
  const input = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<readonly Upload[]>([])
  // Two files may arrive before the screen is drawn anew.
  const held = useRef(files)
  const [coming, setComing] = useState<readonly string[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const why = useProblemSentence(failure?.problem)
  const hold = (now: readonly Upload[]): void => {
    held.current = now
    setFiles(now)
    onChange?.(joinFileIds(now.map((file) => file.id)))
  }
  const add = useSteady((made: Upload) => hold([...held.current, made]))
  const take = (chosen: FileList | null): void => {
    setFailure(null)
    for (const file of chosen ?? []) {
      setComing((before) => [...before, file.name])
      void uploadFile(file)
        .then(add, (problem: unknown) => setFailure({ name: file.name, problem }))
        .finally(() => setComing((before) => before.toSpliced(before.indexOf(file.name), 1)))
    }
  }
  return (
    <div className={styles['field']}>
      <input ref={input} className="unseen" type="file" multiple tabIndex={-1} aria-hidden onChange={({ target }) => { take(target.files); target.value = '' }} />
      <div><Button {...(id === undefined ? {} : { id })} icon={<UploadOutlined />} aria-label={say('file.choose_for', { field: name })} onClick={() => input.current?.click()}>{say('file.choose')}</Button></div>
      {(files.length > 0 || coming.length > 0) && (
        <ul className={styles['files']} aria-label={name}>
          {files.map((file) => (
            <li key={file.id} className={styles['file']}>
              <PaperClipOutlined aria-hidden /> <span className={styles['name']}>{file.name}</span> <span className={styles['size']}>{sayBytes(file.bytes)}</span>
              <Button type="text" size="small" icon={<CloseOutlined />} aria-label={say('file.remove', { name: file.name })} onClick={() => hold(held.current.filter((other) => other.id !== file.id))} />
            </li>
          ))}
          {coming.map((each, at) => <li key={`${at}${each}`} className={styles['file']}><LoadingOutlined aria-hidden /> <output>{say('file.uploading', { name: each })}</output></li>)}
        </ul>
      )}
      {failure !== null && <Alert type="error" showIcon role="alert" title={say('file.failed', { name: failure.name, why: why ?? '' })} />}
    </div>
  )
}
