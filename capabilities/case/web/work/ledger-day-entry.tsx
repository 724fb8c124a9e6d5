import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import { sayCounted, sayHours, sayWhy, type LedgerDay } from '#capabilities/clock/core/ledger-days.ts'
import { sayDay } from '#ui/time/say-time.ts'
import { useReader } from '#ui/time/use-reader.ts'
import styles from './clock-ledger.module.css'
import { usePageWords } from './use-page-words.ts'

type EntryProps = { readonly day: LedgerDay; readonly calendar: Calendar; readonly reasonName: (key: string) => string }

/** A stretch of some seconds says nothing to anybody. */
const SHOWN_MS_MIN = 60_000

/** One day of a ledger, or several alike: when, why, and how much of it counts. */
export function LedgerDayEntry({ day, calendar, reasonName }: EntryProps) {
  const say = usePageWords()
  const reader = useReader()
  // Noon of a date in UTC is that date everywhere the name of a day is asked for.
  const name = (date: string): string => sayDay(Date.parse(`${date}T12:00:00Z`), { ...reader, zone: 'UTC' })
  const alike = day.date !== day.lastDate
  return (
    <li className={styles['day']}>
      <span className={styles['date']}>{alike ? say('ledger.span', { from: name(day.date), to: name(day.lastDate) }) : name(day.date)}</span>
      {day.stretches.filter(({ from, to }) => to - from >= SHOWN_MS_MIN || day.stretches.length === 1).map((stretch) => (
        <span key={stretch.from} className={styles['line']} data-counts={stretch.counts} data-ahead={stretch.ahead}>
          <span className={styles['hours']}>{alike ? say('ledger.whole_days') : sayHours(stretch, calendar)}</span>
          <span>{sayWhy(stretch, reasonName, reader.locale)}{stretch.ahead && <span className={styles['ahead']}> {say('ledger.ahead')}</span>}</span>
          <span className={styles['counted']}>{sayCounted(stretch, reader.locale)}</span>
        </span>
      ))}
    </li>
  )
}
