import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { ScenarioPage } from '../../book-contract.ts'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { useHandbookWords, type SayHandbook } from '../pieces/use-handbook-words.ts'
import { CalendarSheet, LadderSheet } from './clock-sheets.tsx'
import styles from './scenario-parts.module.css'

type Clock = ScenarioPage['clocks'][number]

/** The promises on a clock: limits, when they run and stand still, who is told when they are missed, and in which hours they count. */
export function ClocksPart({ scenario }: { readonly scenario: ScenarioPage }) {
  const say = useHandbookWords()
  const { clocks, ladders, calendars } = scenario
  if (clocks.length === 0) return <EmptyNote title={say('clock.none')} />
  return (
    <div className={styles['parts']}>
      <div className={styles['cards']}>{clocks.map((clock) => <ClockSheet key={clock.key} clock={clock} scenario={scenario} />)}</div>
      <section><h2>{say('ladders')}</h2><div className={styles['cards']}>{ladders.map((ladder) => <LadderSheet key={ladder.key} ladder={ladder} />)}</div></section>
      <section><h2>{say('calendars')}</h2><div className={styles['cards']}>{calendars.map((calendar) => <CalendarSheet key={calendar.key} calendar={calendar} />)}</div></section>
    </div>
  )
}

function ClockSheet({ clock, scenario: { ladders, calendars } }: { readonly clock: Clock; readonly scenario: ScenarioPage }) {
  const say = useHandbookWords()
  const { name, clauses, starts, stops, limits, notBefore, calendar, ladder } = clock
  return (
    <section className={styles['card']}>
      <div className={styles['cardHead']}><h3>{name}</h3><ClauseTags ids={clauses} /></div>
      <dl className={styles['facts']}>
        <dt>{say('clock.limits')}</dt>
        <dd><ul className={styles['limits']}>{limits.map((limit) => <li key={limit.when ?? ''}>{limitWords(limit, limits.length, say)} <strong>{limit.limit}</strong>{limit.emergency && <> <ToneChip tone="warn">{say('clock.emergency')}</ToneChip></>}</li>)}</ul></dd>
        <dt>{say('clock.starts')}</dt><dd>{starts.join(say('or'))}</dd>
        <dt>{say('clock.stops')}</dt><dd>{stops.join(say('or'))}{notBefore !== null && <p className={styles['small']}>{say('clock.not_before', { length: notBefore })}</p>}</dd>
        <dt>{say('clock.pauses')}</dt><dd>{pauseWords(clock, say)}</dd>
        <dt>{say('clock.calendar')}</dt><dd>{calendars.find(({ key }) => key === calendar)?.name ?? calendar}</dd>
        <dt>{say('clock.ladder')}</dt><dd>{ladder === null ? say('clock.ladder.none') : (ladders.find(({ key }) => key === ladder)?.name ?? ladder)}</dd>
      </dl>
    </section>
  )
}

const limitWords = ({ when }: Clock['limits'][number], count: number, say: SayHandbook): string => when ?? say(count > 1 ? 'clock.otherwise' : 'clock.always')

function pauseWords({ pausesWhileWaiting, pausesWhileAsking }: Clock, say: SayHandbook): string {
  const asking = pausesWhileAsking.length === 0 ? [] : [say('clock.pauses.asking', { steps: pausesWhileAsking.join(' · ') })]
  const all = [...(pausesWhileWaiting ? [say('clock.pauses.waiting')] : []), ...asking]
  return all.length === 0 ? say('clock.pauses.never') : all.join(say('or'))
}
