import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Alert, Button, Progress } from 'antd'
import { useCallback, useState } from 'react'
import type { Upload } from '#capabilities/conversation/contract.ts'
import { MESSAGE_BYTES_MAX } from '#capabilities/conversation/core/upload-rules.ts'
import { useSteady } from '#ui/keys/use-steady.ts'
import { useProblemSentence } from '#ui/pieces/use-problem-sentence.ts'
import { sayBytes } from '#ui/text/say-bytes.ts'
import styles from './composer.module.css'
import { isTooLarge, uploadFile } from './upload-file.ts'
import type { Desk } from './use-desk.ts'
import { useThreadWords } from './use-thread-words.ts'

type Coming = { readonly key: number; readonly name: string; readonly part: number }
/** `problem` is null where the file is too large to be tried. */
type Failure = { readonly key: number; readonly name: string; readonly problem: unknown }

let tried = 0

/** Brings files to the server while one goes on writing. */
export function useUploads(desk: Desk) {
  const [coming, setComing] = useState<readonly Coming[]>([])
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const add = useSteady((made: Upload) => desk.change({ files: [...desk.draft.now().files, made] }))
  const take = useCallback((files: Iterable<File>) => {
    setFailures([])
    for (const file of files) {
      const { name } = file
      const key = (tried += 1)
      const fail = (problem: unknown): void => setFailures((before) => [...before, { key, name, problem }])
      if (isTooLarge(file)) {
        fail(null)
        continue
      }
      setComing((before) => [...before, { key, name, part: 0 }])
      void uploadFile(file, (part) => setComing((before) => before.map((each) => (each.key === key ? { ...each, part } : each))))
        .then(add, fail)
        .finally(() => setComing((before) => before.filter((each) => each.key !== key)))
    }
  }, [add])
  return { coming, failures, take, forget: (key: number) => setFailures((before) => before.filter((each) => each.key !== key)) }
}

type FilesProps = { readonly desk: Desk; readonly uploads: ReturnType<typeof useUploads> }

/** Files that will go with the message. */
export function WaitingFiles({ desk, uploads: { coming, failures, forget } }: FilesProps) {
  const say = useThreadWords()
  const { files } = desk.draft.writing
  return (
    <>
      {(files.length > 0 || coming.length > 0) && (
        <ul className={styles['files']} aria-label={say('files.label')}>
          {files.map((file) => (
            <li key={file.id} className={styles['file']}>
              <PaperClipOutlined aria-hidden /> {file.name} <span className={styles['hint']}>{sayBytes(file.bytes)}</span>
              <Button type="text" size="small" icon={<CloseOutlined />} aria-label={say('write.remove_file', { name: file.name })} onClick={() => {
                desk.change({ files: files.filter(({ id }) => id !== file.id) })
                desk.box.current?.focus()
              }} />
            </li>
          ))}
          {coming.map(({ key, name, part }) => (
            <li key={key} className={styles['file']}>
              <Progress type="circle" size={16} percent={Math.round(part * 100)} aria-label={say('write.uploading', { name })} />
              <span className={styles['coming']}>{say('write.uploading', { name })}</span>
            </li>
          ))}
        </ul>
      )}
      {failures.map((failure) => <FailureNote key={failure.key} failure={failure} onClose={() => forget(failure.key)} />)}
    </>
  )
}

const MEGABYTE = 1 << 20

function FailureNote({ failure: { name, problem }, onClose }: { readonly failure: Failure; readonly onClose: () => void }) {
  const say = useThreadWords()
  const why = useProblemSentence(problem) ?? say('write.too_large', { megabytes: MESSAGE_BYTES_MAX / MEGABYTE })
  return <Alert type="error" showIcon role="alert" closable={{ onClose, 'aria-label': say('write.close_note') }} title={say('write.upload_failed', { name, why })} />
}
