import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { ScenarioPage } from '../../book-contract.ts'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import styles from './scenario-parts.module.css'

type Wording = ScenarioPage['wordings'][number]

const HOLES = ['customer.name', 'case.number', 'case.subject', 'agent.name', 'agent.role', 'company.name', 'need', 'plan', 'due', 'link'] as const
const KINDS = ['notice', 'confirmation', 'survey', 'reply'] as const
const HOLE = /\{\{\s*([^{}]*?)\s*\}\}/

/** What the scenario sends to customers by itself; what is filled in stands out. */
export function WordingPart({ wordings }: { readonly wordings: readonly Wording[] }) {
  const say = useHandbookWords()
  if (wordings.length === 0) return <EmptyNote title={say('wording.none')} />
  return <div className={styles['cards']}>{wordings.map((wording) => <WordingSheet key={wording.key} wording={wording} />)}</div>
}

function WordingSheet({ wording: { name, kind, clauses, subject, body, page } }: { readonly wording: Wording }) {
  const say = useHandbookWords()
  const known = KINDS.find((each) => each === kind)
  return (
    <section className={styles['card']}>
      <div className={styles['cardHead']}><h3>{name}</h3><span>{known !== undefined && <ToneChip tone="calm">{say(`wording.kind.${known}`)}</ToneChip>}<ClauseTags ids={clauses} /></span></div>
      <div><p className={styles['small']}>{say('wording.subject')}</p><p><WithHoles text={subject} /></p></div>
      <div><p className={styles['small']}>{say('wording.body')}</p><p className={styles['text']}><WithHoles text={body} /></p></div>
      {page !== null && <div><p className={styles['small']}>{say('wording.page')}</p><p><strong>{page.title}</strong> · {page.question}</p><p><ToneChip tone="good">{page.yes}</ToneChip> <ToneChip tone="calm">{page.no}</ToneChip></p></div>}
    </section>
  )
}

/** A text with its holes named instead of written. */
function WithHoles({ text }: { readonly text: string }) {
  const say = useHandbookWords()
  return text.trim().split(new RegExp(HOLE, 'g')).map((part, at) => {
    if (at % 2 === 0) return part
    const known = HOLES.find((hole) => hole === part)
    return <mark key={`${at} ${part}`} className={styles['hole']}>{known === undefined ? part : say(`hole.${known}`)}</mark>
  })
}
