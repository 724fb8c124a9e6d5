import { Link } from '@tanstack/react-router'
import type { Overview } from '#capabilities/case/overview-contract.ts'
import { useCaseWords } from '#capabilities/case/web/pieces/use-case-words.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import styles from './overview.module.css'

/** Who was dissatisfied in the last seven days, and what has become of it. */
export function LowScores({ low, more }: { readonly low: Overview['low']; readonly more: boolean }) {
  const say = useInsightWords()
  const sayCase = useCaseWords()
  return (
    <section className={styles['card']} aria-labelledby="low">
      <h2 id="low">{say('overview.low')}</h2>
      {low.length === 0 && !more && <p className={styles['small']}>{say('overview.no_low')}</p>}
      <ul className={styles['lines']}>
        {low.map(({ caseId, number, subject, score, at, assignee, second }) => (
          <li key={`${caseId} ${at}`} className={styles['scored']}>
            <strong>{say('overview.score', { score })}</strong>
            <span>
              <Link to="/cases/$id" params={{ id: caseId }}>{subject ?? number}</Link>
              <span className={styles['small']}>{number}{assignee !== null && ` · ${assignee}`} · <TimeText past at={at} /></span>
              {second !== null && <span className={styles['small']}>{say('overview.second')} <Link to="/cases/$id" params={{ id: second.caseId }}>{second.number}</Link> · {sayCase(`status.${second.status as 'open'}`)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {more && <p className={styles['small']}>{say('overview.more_low')}</p>}
    </section>
  )
}
