import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { ScenarioPage } from '../../book-contract.ts'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { useHandbookWords, type SayHandbook } from '../pieces/use-handbook-words.ts'
import styles from './scenario-parts.module.css'

type Form = ScenarioPage['forms'][number]
type Field = Form['fields'][number]

const KINDS = ['class', 'choice', 'number', 'score', 'flag', 'date', 'moment', 'text', 'long_text', 'phone', 'file'] as const

/** Every form of a scenario, as an empty sheet. */
export function FormsPart({ forms }: { readonly forms: readonly Form[] }) {
  const say = useHandbookWords()
  if (forms.length === 0) return <EmptyNote title={say('form.none')} />
  return <div className={styles['cards']}>{forms.map((form) => <FormSheet key={form.key} form={form} />)}</div>
}

function FormSheet({ form: { name, clauses, usedBy, fields } }: { readonly form: Form }) {
  const say = useHandbookWords()
  return (
    <section className={styles['card']}>
      <header>
        <div className={styles['cardHead']}><h3>{name}</h3><ClauseTags ids={clauses} /></div>
        {usedBy.length > 0 && <p className={styles['small']}>{say('form.used_by', { steps: usedBy.join(' · ') })}</p>}
      </header>
      <ul className={styles['fields']}>
        {fields.map((field) => (
          <li key={field.key} className={styles['field']}>
            <p className={styles['fieldName']}>
              <strong>{field.name}</strong>
              {field.required && <ToneChip tone="bad">{say('form.required')}</ToneChip>}
              {field.outcome && <ToneChip tone="info">{say('form.outcome')}</ToneChip>}
              {field.when !== null && <ToneChip tone="calm">{say('form.when', { condition: field.when })}</ToneChip>}
            </p>
            <p className={styles['blank']} data-kind={field.kind}>{blankOf(field, say)}</p>
            {field.help !== null && <p className={styles['small']}>{field.help}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function blankOf({ kind, choices, minimum, maximum }: Field, say: SayHandbook): string {
  if (choices.length > 0) return choices.map((choice) => `○\u00a0${choice}`).join('　')
  const known = KINDS.find((each) => each === kind)
  const range = minimum === null && maximum === null ? [] : [say('form.range', { minimum: minimum ?? '–', maximum: maximum ?? '–' })]
  return [known === undefined ? kind : say(`field.${known}`), ...range].join(' · ')
}
