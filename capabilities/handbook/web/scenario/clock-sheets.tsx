import type { ScenarioPage } from '../../book-contract.ts'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { useHandbookWords, type SayHandbook } from '../pieces/use-handbook-words.ts'
import styles from './scenario-parts.module.css'

type Ladder = ScenarioPage['ladders'][number]
type Calendar = ScenarioPage['calendars'][number]
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Who is told, step by step, before and after a promise is missed. */
export function LadderSheet({ ladder: { name, clauses, warnings, rungs } }: { readonly ladder: Ladder }) {
  const say = useHandbookWords()
  return (
    <section className={styles['card']}>
      <div className={styles['cardHead']}><h3>{name}</h3><ClauseTags ids={clauses} /></div>
      <ol className={styles['limits']}>
        {warnings.map((length) => <li key={length}>{say('ladder.warning', { length })}</li>)}
        {rungs.map((rung) => <li key={rung.key}>{say('ladder.line', { when: rung.after === null ? say('ladder.at_once') : say('ladder.after', { length: rung.after }), does: rungWords(rung, say) })}</li>)}
      </ol>
    </section>
  )
}

function rungWords({ does, role }: Ladder['rungs'][number], say: SayHandbook): string {
  if (does === 'superior') return say('ladder.superior', { role: role ?? '' })
  return does === 'reassign' ? say('ladder.reassign', { role: role ?? '' }) : say('ladder.remind')
}

/** The hours in which working time counts. */
export function CalendarSheet({ calendar: { name, timezone, statutory, week } }: { readonly calendar: Calendar }) {
  const say = useHandbookWords()
  return (
    <section className={styles['card']}>
      <div className={styles['cardHead']}><h3>{name}</h3><span className={styles['small']}>{say('calendar.zone', { zone: timezone })}</span></div>
      <dl className={styles['week']}>
        {DAYS.map((day) => {
          const hours = week.find((each) => each.day === day)?.hours ?? []
          return [<dt key={`${day} name`}>{say(`day.${day}`)}</dt>, <dd key={day}>{hours.length === 0 ? say('calendar.closed') : hours.join(' · ')}</dd>]
        })}
      </dl>
      {statutory && <p className={styles['small']}>{say('calendar.statutory')}</p>}
    </section>
  )
}
