import { CloseOutlined, LoadingOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useCallback, useState } from 'react'
import type { Upload } from '#capabilities/conversation/contract.ts'
import { useSteady } from '#ui/keys/use-steady.ts'
import { useProblemSentence } from '#ui/pieces/use-problem-sentence.ts'
import { sayBytes } from '#ui/text/say-bytes.ts'
import styles from './composer.module.css'
import { uploadFile } from './upload-file.ts'
import type { Desk } from './use-desk.ts'
import { useThreadWords } from './use-thread-words.ts'

type Failure = { readonly name: string; readonly problem: unknown }

/** Brings files to the server while one goes on writing. */
export function useUploads(desk: Desk) {
  const [coming, setComing] = useState<readonly string[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const add = useSteady((made: Upload) => desk.change({ files: [...desk.draft.writing.files, made] }))
  const take = useCallback((files: Iterable<File>) => {
    setFailure(null)
    for (const file of files) {
      setComing((before) => [...before, file.name])
      void uploadFile(file)
        .then(add, (problem: unknown) => setFailure({ name: file.name, problem }))
        .finally(() => setComing((before) => before.toSpliced(before.indexOf(file.name), 1)))
    }
  }, [add])
  return { coming, failure, take }
}

type FilesProps = { readonly desk: Desk; readonly uploads: ReturnType<typeof useUploads> }

/** Files that will go with the message. */
export function WaitingFiles({ desk, uploads: { coming, failure } }: FilesProps) {
  const say = useThreadWords()
  const why = useProblemSentence(failure?.problem)
  const { files } = desk.draft.writing
  return (
    <>
      {(files.length > 0 || coming.length > 0) && (
        <ul className={styles['files']} aria-label={say('files.label')}>
          {files.map((file) => (
            <li key={file.id} className={styles['file']}>
              <PaperClipOutlined aria-hidden /> {file.name} <span className={styles['hint']}>{sayBytes(file.bytes)}</span>
              <Button type="text" size="small" icon={<CloseOutlined />} aria-label={say('write.remove_file', { name: file.name })} onClick={() => desk.change({ files: files.filter(({ id }) => id !== file.id) })} />
            </li>
          ))}
          {coming.map((name, at) => <li key={`${at}${name}`} className={styles['file']}><LoadingOutlined aria-hidden /> <output>{say('write.uploading', { name })}</output></li>)}
        </ul>
      )}
      {failure !== null && <Alert type="error" showIcon role="alert" title={say('write.upload_failed', { name: failure.name, why: why ?? '' })} />}
    </>
  )
}
