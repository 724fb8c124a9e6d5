import { useQuery } from '@tanstack/react-query'
import { useReader } from '#ui/time/use-reader.ts'
import { weeksQuery, type Period, type Standing } from '../pieces/insight-api.ts'
import { weeksOf } from '../pieces/period.ts'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import styles from './attainment-part.module.css'

const ORDER = ['met', 'running', 'unknown', 'missed'] as const satisfies readonly Standing[]
const SIZE = { height: 92, labels: 9 } as const
type Week = Readonly<Record<Standing, number>> & { readonly week: string }

/** Week by week, how many cases stand how: small bars, and the same numbers as a table for those who hear them. */
export function WeekBars({ clause, period }: { readonly clause: string; readonly period: Period }) {
  const say = useInsightWords()
  const { locale } = useReader()
  const { data } = useQuery(weeksQuery(clause, period))
  if (data === undefined) return null
  const weeks: readonly Week[] = weeksOf(period).map((week) => data.find((each) => each.week === week) ?? { week, met: 0, missed: 0, unknown: 0, running: 0 })
  const most = Math.max(1, ...weeks.map(totalOf))
  const every = Math.ceil(weeks.length / SIZE.labels)
  const day = (week: string): string => new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${week}T00:00:00Z`))
  return (
    <figure className={styles['weeks']} tabIndex={0}>
      <figcaption className={styles['legend']}>
        <strong>{say('weeks')}</strong>
        {ORDER.map((standing) => <span key={standing}><svg viewBox="0 0 10 10" aria-hidden><rect width="10" height="10" rx="2" className={styles[standing]} /></svg>{say(`standing.${standing}`)}</span>)}
      </figcaption>
      <div className={styles['chart']} aria-hidden>
        {weeks.map((week, at) => <Bar key={week.week} week={week} scale={SIZE.height / most} label={at % every === 0 ? day(week.week) : null} />)}
      </div>
      <table className="unseen">
        <caption>{say('weeks')}</caption>
        <thead><tr><th>{say('week')}</th>{ORDER.map((standing) => <th key={standing}>{say(`standing.${standing}`)}</th>)}</tr></thead>
        <tbody>{weeks.map((week) => <tr key={week.week}><th>{week.week}</th>{ORDER.map((standing) => <td key={standing}>{week[standing]}</td>)}</tr>)}</tbody>
      </table>
    </figure>
  )
}

const totalOf = (week: Week): number => ORDER.reduce((sum, standing) => sum + week[standing], 0)

function Bar({ week, scale, label }: { readonly week: Week; readonly scale: number; readonly label: string | null }) {
  const total = totalOf(week)
  return (
    <div className={styles['week']} title={`${week.week}: ${total}`}>
      {total > 0 && <span>{total}</span>}
      {ORDER.toReversed().map((standing) => week[standing] > 0 && <div key={standing} className={`${styles['bar']} ${styles[standing]}`} style={{ height: Math.max(1, week[standing] * scale) }} />)}
      <div className={styles['foot']}>{label !== null && <span>{label}</span>}</div>
    </div>
  )
}
