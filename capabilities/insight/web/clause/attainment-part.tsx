import { useQuery } from '@tanstack/react-query'
import { Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useReader } from '#ui/time/use-reader.ts'
import { localeNow } from '#ui/words/words.ts'
import { attainmentQuery, type Period } from '../pieces/insight-api.ts'
import { lastDays } from '../pieces/period.ts'
import { sayDuration } from '../pieces/say-duration.ts'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import { AttainedList } from './attained-list.tsx'
import styles from './attainment-part.module.css'
import { WeekBars } from './week-bars.tsx'

const SPANS = [30, 90, 180, 365] as const

/** How well a clause was kept over a period: the figures, week by week, and the cases behind them. */
export function AttainmentPart({ clause }: { readonly clause: string }) {
  const say = useInsightWords()
  const { now } = useReader()
  const [days, setDays] = useState<(typeof SPANS)[number]>(90)
  const period = lastDays(days, now)
  const { data, error } = useQuery(attainmentQuery(period, clause))
  const figures = data?.[0]
  return (
    <section className={styles['part']} aria-labelledby="attainment">
      <div className={styles['head']}>
        <h2 id="attainment">{say('attainment')}</h2>
        <Segmented aria-label={say('period')} value={days} onChange={setDays} options={SPANS.map((value) => ({ value, label: say('period.days', { days: value }) }))} />
      </div>
      <ProblemNote problem={error} />
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && figures === undefined && <EmptyNote title={say('none.title')} text={say('none.text')} />}
      {figures !== undefined && <Figures figures={figures} clause={clause} period={period} />}
    </section>
  )
}

type Figure = { readonly cases: number; readonly met: number; readonly missed: number; readonly unknown: number; readonly running: number; readonly median: string | null; readonly ninetieth: string | null }

function Figures({ figures, clause, period }: { readonly figures: Figure; readonly clause: string; readonly period: Period }) {
  const say = useInsightWords()
  const { cases, met, missed, unknown, running, median, ninetieth } = figures
  const judged = met + missed
  const cells: readonly (readonly [word: Parameters<typeof say>[0], value: string])[] = [
    ['figure.share', judged === 0 ? '–' : `${((met / judged) * 100).toFixed(1)}%`], ['figure.cases', String(cases)], ['standing.met', String(met)], ['standing.missed', String(missed)],
    ['standing.running', String(running)], ['standing.unknown', String(unknown)], ['figure.median', sayDuration(median, localeNow())], ['figure.ninetieth', sayDuration(ninetieth, localeNow())],
  ]
  return (
    <>
      <dl className={styles['figures']}>{cells.map(([word, value]) => <div key={word}><dt>{say(word)}</dt><dd>{value}</dd></div>)}</dl>
      <WeekBars clause={clause} period={period} />
      <AttainedList clause={clause} period={period} />
    </>
  )
}
