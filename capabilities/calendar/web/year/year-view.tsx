import type { YearDay } from '../../core/year-days.ts'
import { localeNow } from '#ui/words/words.ts'
import { GRID_DAYS } from '../../core/week-grid.ts'
import { useCalendarWords } from '../use-calendar-words.ts'
import styles from './year.module.css'

const SIGNED = ['holiday', 'makeup', 'own_holiday', 'own_workday', 'exception'] as const

type YearViewProps = { readonly months: readonly (readonly YearDay[])[]; /** Given while dates are being entered. */ readonly onDay?: ((date: string) => void) | undefined }

/** A year on one page: what is off, what is worked instead, what has hours of its own. */
export function YearView({ months, onDay }: YearViewProps) {
  const say = useCalendarWords()
  return (
    <>
      <ul className={styles['legend']}>
        {SIGNED.map((mark) => <li key={mark}><span className={styles['day']} data-mark={mark} aria-hidden>{say(`sign.${mark}`)}</span> {say(`mark.${mark}`)}</li>)}
      </ul>
      <div className={styles['year']}>
        {months.map((days, month) => <Month key={days[0]?.date} month={month + 1} days={days} onDay={onDay} />)}
      </div>
    </>
  )
}

/** 一 二 三 …: a Monday in January 2027 and the six days after it lend their names. */
function weekdayInitials(locale: string): readonly string[] {
  const initial = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' })
  return GRID_DAYS.map((_day, index) => initial.format(Date.UTC(2027, 0, 4 + index)))
}

function Month({ month, days, onDay }: { readonly month: number; readonly days: readonly YearDay[]; readonly onDay: YearViewProps['onDay'] }) {
  const say = useCalendarWords()
  const lead = days[0] === undefined ? 0 : GRID_DAYS.indexOf(days[0].weekday)
  return (
    <section aria-label={say('year.month', { month })}>
      <h4 className={styles['month']}>{say('year.month', { month })}</h4>
      <div className={styles['weekdays']} aria-hidden>{weekdayInitials(localeNow()).map((initial, index) => <span key={GRID_DAYS[index]}>{initial}</span>)}</div>
      <div className={styles['days']}>
        {days.map(({ date, day, mark }, index) => {
          const sign = SIGNED.find((each) => each === mark)
          const about = sign === undefined ? date : `${date} ${say(`mark.${sign}`)}`
          const place = index === 0 ? { gridColumnStart: lead + 1 } : {}
          return onDay === undefined
            ? <span key={date} className={styles['day']} data-mark={mark} style={place} title={about}>{day}{sign !== undefined && <span className="unseen">{say(`mark.${sign}`)}</span>}</span>
            : <button key={date} type="button" className={styles['day']} data-mark={mark} style={place} title={about} aria-label={about} onClick={() => onDay(date)}>{day}</button>
        })}
      </div>
    </section>
  )
}
