import { FolderOpenOutlined } from '@ant-design/icons'
import { Alert, Button, Flex } from 'antd'
import { useRef, useState } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { DraftReport } from '../../book-contract.ts'
import { askHandbook, HANDBOOK_CHANGED } from '../pieces/handbook-api.ts'
import { ChangeListing } from './change-listing.tsx'
import { readFolder, type DraftFile } from './read-folder.ts'
import { useVersionWords } from './use-version-words.ts'
import styles from './versions.module.css'

/** A new version from the files of a folder: checked and compared first, then published. */
export function PublishForm({ onPublished }: { readonly onPublished: () => void }) {
  const say = useVersionWords()
  const [unreadable, setUnreadable] = useState(false)
  const [files, setFiles] = useState<readonly DraftFile[] | null>(null)
  const trial = useCommand({ run: async (draft: readonly DraftFile[], key) => askHandbook('POST /api/v1/handbook/drafts', { body: { files: [...draft] } }, { key }) })
  const publish = useCommand({
    run: async (draft: readonly DraftFile[], key) => askHandbook('POST /api/v1/handbook/versions', { body: { files: [...draft] } }, { key }),
    changes: () => HANDBOOK_CHANGED, onDone: onPublished,
  })
  const take = async (chosen: FileList | null): Promise<void> => {
    // A file that was saved once more after it was chosen can no longer be read.
    const read = await readFolder(chosen ?? []).catch(() => null)
    trial.reset()
    setUnreadable(read === null)
    setFiles(read)
    if (read === null) return
    if (read.length > 0) trial.mutate(read)
  }
  const report = trial.data
  return (
    <Flex vertical gap="middle">
      <p>{say('publish.hint')}</p>
      <FolderButton onTake={(chosen) => void take(chosen)} />
      {files !== null && <p aria-live="polite">{files.length === 0 ? say('publish.none') : say('publish.files', { count: files.length })}{trial.isPending && ` · ${say('publish.checking')}`}</p>}
      {unreadable && <Alert type="error" showIcon role="alert" title={say('publish.unreadable')} />}
      <ProblemNote problem={trial.error ?? publish.error} />
      {report !== undefined && <Report report={report} />}
      {report?.publishable === true && files !== null && <Flex justify="end"><Button type="primary" loading={publish.isPending} onClick={() => publish.mutate(files)}>{say('publish.go', { number: report.number })}</Button></Flex>}
    </Flex>
  )
}

function FolderButton({ onTake }: { readonly onTake: (chosen: FileList | null) => void }) {
  const say = useVersionWords()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div>
      <input
        ref={(element) => { input.current = element; element?.setAttribute('webkitdirectory', '') }}
        className="unseen" type="file" multiple tabIndex={-1} aria-label={say('publish.choose')}
        onChange={(event) => { onTake(event.target.files); event.target.value = '' }}
      />
      <Button icon={<FolderOpenOutlined />} onClick={() => input.current?.click()}>{say('publish.choose')}</Button>
    </div>
  )
}

function Report({ report: { publishable, unchanged, number, effectiveOn, problems, changes } }: { readonly report: DraftReport }) {
  const say = useVersionWords()
  const errors = problems.some(({ severity }) => severity === 'error')
  return (
    <>
      {problems.length > 0 && <Alert type={errors ? 'error' : 'warning'} showIcon title={say(errors ? 'publish.problems' : 'publish.warnings', { count: problems.length })} description={<Problems problems={problems} />} />}
      {unchanged && <Alert type="info" showIcon title={say('publish.unchanged')} />}
      {publishable && <Alert type="success" showIcon title={say('publish.will', { number, date: effectiveOn ?? '' })} />}
      {publishable && <ChangeListing changes={changes} />}
    </>
  )
}

function Problems({ problems }: { readonly problems: DraftReport['problems'] }) {
  const say = useVersionWords()
  return (
    <ul>
      {problems.map(({ file, line, column, code, sentence }) => (
        <li key={`${file}:${line}:${column} ${code} ${sentence}`} className={styles['problem']}><code>{say('publish.at', { file, line, column })}</code><span>{sentence}</span></li>
      ))}
    </ul>
  )
}
