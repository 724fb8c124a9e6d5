import { useQuery } from '@tanstack/react-query'
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import type { CaseView } from '../../contract.ts'
import type { GuideField, ScenarioGuide } from '../../guide-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import styles from './kept-forms.module.css'
import { usePageWords, type SayPage } from './use-page-words.ts'

type Props = { readonly view: CaseView; readonly guide: ScenarioGuide }

/** Every form that was filled in, the newest first; opened by a press. */
export function KeptForms({ view, guide }: Props) {
  const say = usePageWords()
  const colleagues = useColleagues()
  const { data } = useQuery({ queryKey: caseKeys.records(view.id), queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/records', { params: { id: view.id }, query: { limit: 100 } }, { signal }) })
  const kept = (data?.items ?? []).filter(({ kind }) => kind === 'form' || kind === 'record').toReversed()
  return kept.map((record) => {
    const of = formOf(record, guide)
    const lines = linesOf(of.fields, record, say)
    return (
      <details key={record.id} className={styles['form']}>
        <summary>{of.name} <span className={styles['small']}>{colleagues.find(({ id }) => id === record.authorId)?.name ?? ''} <TimeText at={record.recordedAt} /></span></summary>
        <dl className={styles['lines']}>{lines.map(({ key, name, value }) => <div key={key}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      </details>
    )
  })
}

type Kept = { readonly kind: string; readonly subject: string; readonly codes: Readonly<Record<string, unknown>>; readonly words: Readonly<Record<string, string>> }

function formOf({ kind, subject }: Kept, { forms, steps, records }: ScenarioGuide): { readonly name: string; readonly fields: readonly GuideField[] } {
  const owner = kind === 'record' ? records.find(({ key }) => key === subject) : steps.find(({ key }) => key === subject)
  const fields = forms.find(({ key }) => key === owner?.form)?.fields ?? []
  return { name: owner?.name ?? subject, fields }
}

function linesOf(fields: readonly GuideField[], { codes, words }: Kept, say: SayPage) {
  return fields.flatMap(({ key, name, choices }) => {
    const value = words[key] ?? codes[key]
    if (value === undefined || value === null) return []
    const shown = typeof value === 'boolean' ? say(value ? 'yes' : 'no') : (choices.find((choice) => choice.key === value)?.name ?? String(value))
    return [{ key, name, value: shown }]
  })
}
