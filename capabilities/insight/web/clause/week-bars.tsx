import { useQuery } from '@tanstack/react-query'
import { useReader } from '#ui/time/use-reader.ts'
import { weeksQuery, type Period, type Standing } from '../pieces/insight-api.ts'
import { weeksOf } from '../pieces/period.ts'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import styles from './attainment-part.module.css'

const ORDER = ['met', 'running', 'unknown', 'missed'] as const satisfies readonly Standing[]
const SIZE = { bar: 18, step: 28, height: 100, foot: 24, labels: 9 } as const
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
      <svg className={styles['chart']} viewBox={`0 0 ${Math.max(16, weeks.length) * SIZE.step} ${SIZE.height + SIZE.foot}`} preserveAspectRatio="xMinYMid meet" aria-hidden>
        {weeks.map((week, at) => <Bar key={week.week} week={week} x={at * SIZE.step} scale={(SIZE.height - 14) / most} label={at % every === 0 ? day(week.week) : null} />)}
        <line x1="0" x2={Math.max(16, weeks.length) * SIZE.step} y1={SIZE.height} y2={SIZE.height} className={styles['base']} />
      </svg>
      <table className="unseen">
        <caption>{say('weeks')}</caption>
        <thead><tr><th>{say('week')}</th>{ORDER.map((standing) => <th key={standing}>{say(`standing.${standing}`)}</th>)}</tr></thead>
        <tbody>{weeks.map((week) => <tr key={week.week}><th>{week.week}</th>{ORDER.map((standing) => <td key={standing}>{week[standing]}</td>)}</tr>)}</tbody>
      </table>
    </figure>
  )
}

const totalOf = (week: Week): number => ORDER.reduce((sum, standing) => sum + week[standing], 0)

function Bar({ week, x, scale, label }: { readonly week: Week; readonly x: number; readonly scale: number; readonly label: string | null }) {
  const parts = ORDER.map((standing, at) => ({ standing, height: week[standing] * scale, below: ORDER.slice(0, at).reduce((sum, other) => sum + week[other] * scale, 0) }))
  const total = totalOf(week)
  const middle = x + SIZE.step / 2
  return (
    <g>
      <title>{`${week.week}: ${total}`}</title>
      {parts.map(({ standing, height, below }) => height > 0 && <rect key={standing} x={x + (SIZE.step - SIZE.bar) / 2} y={SIZE.height - below - height} width={SIZE.bar} height={height} className={styles[standing]} />)}
      {total > 0 && <text x={middle} y={SIZE.height - total * scale - 3} textAnchor="middle">{total}</text>}
      {label !== null && <text x={middle} y={SIZE.height + 16} textAnchor="middle">{label}</text>}
    </g>
  )
}
