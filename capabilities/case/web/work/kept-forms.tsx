import type { ReactNode } from 'react'
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { FoldedText } from '#ui/pieces/folded-text.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import type { CaseView, MessageView, RecordView } from '../../contract.ts'
import { fileIdsIn } from '../../core/file-answer.ts'
import type { GuideField, ScenarioGuide } from '../../guide-contract.ts'
import { useRecords } from '../pieces/use-records.ts'
import { MessageFiles } from '../thread/message-files.tsx'
import styles from './kept-forms.module.css'
import { usePageWords, type SayPage } from './use-page-words.ts'

type Props = { readonly view: CaseView; readonly guide: ScenarioGuide }

/** Every form that was filled in, the newest first; opened by a press. */
export function KeptForms({ view, guide }: Props) {
  const say = usePageWords()
  const colleagues = useColleagues()
  const kept = useRecords(view.id).filter(({ kind }) => kind === 'form' || kind === 'record').toReversed()
  return kept.map((record) => {
    const of = formOf(record, guide)
    const lines = linesOf(of.fields, record, say)
    return (
      <details key={record.id} className={styles['form']}>
        <summary>{of.name} <span className={styles['small']}>{colleagues.find(({ id }) => id === record.authorId)?.name ?? ''} <TimeText past at={record.recordedAt} /></span></summary>
        <dl className={styles['lines']}>{lines.map(({ key, name, value }) => <div key={key}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      </details>
    )
  })
}

type Kept = Pick<RecordView, 'files'> & { readonly kind: string; readonly subject: string; readonly codes: Readonly<Record<string, unknown>>; readonly words: Readonly<Record<string, string>> }

function formOf({ kind, subject }: Kept, { forms, steps, records }: ScenarioGuide): { readonly name: string; readonly fields: readonly GuideField[] } {
  const owner = kind === 'record' ? records.find(({ key }) => key === subject) : steps.find(({ key }) => key === subject)
  const fields = forms.find(({ key }) => key === owner?.form)?.fields ?? []
  return { name: owner?.name ?? subject, fields }
}

type Line = { readonly key: string; readonly name: string; readonly value: ReactNode }

const linesOf = (fields: readonly GuideField[], kept: Kept, say: SayPage): readonly Line[] => fields.flatMap((field) => lineOf(field, kept, say))

function lineOf({ key, name, kind, choices }: GuideField, { codes, words, files }: Kept, say: SayPage): readonly Line[] {
  const value = words[key] ?? codes[key]
  if (value === undefined || value === null) return []
  if (kind === 'file') return [{ key, name, value: <MessageFiles files={filesOf(files, String(value))} /> }]
  if (kind === 'moment') return [{ key, name, value: <TimeText past at={String(value)} /> }]
  if (words[key] !== undefined) return [{ key, name, value: <FoldedText text={String(value)} /> }]
  return [{ key, name, value: typeof value === 'boolean' ? say(value ? 'yes' : 'no') : (choices.find((choice) => choice.key === value)?.name ?? String(value)) }]
}

/** The files that a field names, as messages show theirs. */
const filesOf = (files: Kept['files'], said: string): MessageView['files'] => files.filter(({ id }) => (fileIdsIn(said) ?? []).includes(id))
