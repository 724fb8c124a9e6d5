import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Problem } from '#ui/talk/problem.ts'
import type { CaseView } from '../../contract.ts'
import { saidTo } from '../../core/customer-words.ts'
import { openedByScore } from '../../core/opened-by-score.ts'
import { caseQuery } from '../pieces/case-queries.ts'
import { useRecords } from '../pieces/use-records.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { useGuide } from '../work/use-case.ts'
import { CustomerQuotes } from './customer-quotes.tsx'
import { useVoiceWords } from './use-voice-words.ts'
import styles from './why-opened.module.css'

/** Why a case that came of another one exists: the score it was opened for, in the customer's words, and the way to it. */
export function WhyOpened({ parentId, scenario }: { readonly parentId: string; readonly scenario: string }) {
  const say = useVoiceWords()
  const { data: parent, error } = useQuery(caseQuery(parentId))
  const hidden = error instanceof Problem && error.missing
  if (parent === undefined && !hidden) return null
  return (
    <section className={styles['why']} aria-label={say('why')}>
      <h2 className={styles['title']}>{say('why')}</h2>
      {parent === undefined ? <p>{say('why.hidden')}</p> : <Origin parent={parent} scenario={scenario} />}
    </section>
  )
}

function Origin({ parent, scenario }: { readonly parent: CaseView; readonly scenario: string }) {
  const say = useVoiceWords()
  const sayCase = useCaseWords()
  const records = useRecords(parent.id)
  const guide = useGuide(parent)
  const scored = parent.invitations.findLast(({ score }) => score !== null && guide !== undefined && openedByScore(guide, { scenario, score, facts: parent.facts }))
  const quotes = scored === undefined ? [] : saidTo(records, scored.id)
  return (
    <>
      <p>{say('why.parent', { number: parent.number, subject: parent.subject ?? sayCase('list.no_subject') })}</p>
      {scored !== undefined && <p>{say(quotes.length === 0 ? 'why.score_only' : 'why.score', { score: scored.score ?? 0 })}</p>}
      <CustomerQuotes quotes={quotes} />
      <p className={styles['small']}>{say('why.thread')} <Link to="/cases/$id" params={{ id: parent.id }}>{say('why.open', { number: parent.number })}</Link></p>
    </>
  )
}
