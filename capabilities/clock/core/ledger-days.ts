import type { Calendar, Why } from '#capabilities/calendar/core/calendar.ts'
import { HOUR, MINUTE, type Instant, type Millis } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Calendars } from './clock.ts'
import { currentPolicy, ledger } from './ledger.ts'
import { spentBy } from './measure-clock.ts'
import { sayLength, type Standing } from './remaining.ts'

/** A line of the ledger within one day. `reason`: of a pause. `ahead`: still to come. */
export type LedgerStretch = { readonly from: Instant; readonly to: Instant; readonly counts: boolean; readonly why: Why; readonly reason: string | null; readonly ahead: boolean }
/** The stretches of one local day; days of one kind in a row that count nothing stand together, to `lastDate`. */
export type LedgerDay = { readonly date: string; readonly lastDate: string; readonly stretches: readonly LedgerStretch[] }

/** What the ledger comes to: counted so far, stood still so far (elapsed time), and the share of each in milliseconds. */
export type LedgerSums = { readonly spent: Millis; readonly paused: Millis }

/** The ledger by days: what was, and what will be until the clock is due. */
export function ledgerDays(clock: Standing, at: Instant, calendars: Calendars): readonly LedgerDay[] {
  const calendar = calendars(currentPolicy(clock).calendar)
  const due = clock.manual?.dueAt ?? clock.dueAt
  const until = clock.endedAt ?? (due === null || due < at ? at : due)
  const days: LedgerDay[] = []
  for (const line of ledger(clock, until, calendars)) {
    for (const part of cutAt(line, [at, ...pauseEdges(clock)])) {
      const reason = part.why === 'paused' ? (clock.pauses.find(({ from, to }) => from <= part.from && (to === null || part.from < to))?.reason ?? null) : null
      for (const piece of byDay(part, calendar)) push(days, calendar.dateOf(piece.from), { ...piece, reason, ahead: piece.from >= at && clock.endedAt === null })
    }
  }
  return joined(days)
}

/** What was counted, and how long it stood still, until `at`. */
export function ledgerSums(clock: Standing, at: Instant, calendars: Calendars): LedgerSums {
  const until = clock.endedAt ?? at
  const paused = ledger(clock, until, calendars).reduce((sum, { from, to, why }) => (why === 'paused' ? sum + (to - from) : sum), 0)
  return { spent: spentBy(clock, until, calendars), paused: paused as Millis }
}

type Part = { readonly from: Instant; readonly to: Instant; readonly counts: boolean; readonly why: Why }

const pauseEdges = ({ pauses }: Standing): readonly Instant[] => pauses.flatMap(({ from, to }) => (to === null ? [from] : [from, to]))

function cutAt(part: Part, edges: readonly Instant[]): readonly Part[] {
  const inside = [...new Set(edges.filter((edge) => part.from < edge && edge < part.to))].toSorted((a, b) => a - b)
  const starts = [part.from, ...inside]
  return starts.map((from, index) => ({ ...part, from, to: starts[index + 1] ?? part.to }))
}

function byDay(part: Part, calendar: Calendar): readonly Part[] {
  const pieces: Part[] = []
  let from = part.from
  while (from < part.to) {
    const to = Math.min(part.to, endOfDay(from, calendar)) as Instant
    pieces.push({ ...part, from, to })
    from = to
  }
  return pieces
}

/** The first instant of the next local day; days have 23 to 25 hours. */
function endOfDay(at: Instant, calendar: Calendar): Instant {
  const [hours = 0, minutes = 0, seconds = 0] = calendar.format(at).slice(11, 19).split(':').map(Number)
  let edge = at - (at % 1000) + 24 * HOUR - (hours * 3600 + minutes * 60 + seconds) * 1000
  const isToday = (moment: number): boolean => calendar.dateOf(moment as Instant) === calendar.dateOf(at)
  while (isToday(edge)) edge += 15 * MINUTE
  while (!isToday(edge - 1)) edge -= 15 * MINUTE
  return edge as Instant
}

function push(days: LedgerDay[], date: string, stretch: LedgerStretch): void {
  const last = days.at(-1)
  if (last?.date === date) days[days.length - 1] = { ...last, stretches: [...last.stretches, stretch] }
  else days.push({ date, lastDate: date, stretches: [stretch] })
}

/** A week of holidays is one entry. */
function joined(days: readonly LedgerDay[]): readonly LedgerDay[] {
  const entries: LedgerDay[] = []
  for (const day of days) {
    const last = entries.at(-1)
    const [one, other] = [last?.stretches[0], day.stretches[0]]
    const alike = last !== undefined && one !== undefined && other !== undefined && last.stretches.length === 1 && day.stretches.length === 1
      && !one.counts && one.why === other.why && one.reason === other.reason && one.ahead === other.ahead && one.to === other.from
    if (alike) entries[entries.length - 1] = { ...last, lastDate: day.date, stretches: [{ ...one, to: other.to }] }
    else entries.push(day)
  }
  return entries
}

const WHYS: Readonly<Record<Locale, Readonly<Record<Why, string>>>> = {
  'zh-CN': { working: '工作时间', break: '午休', closed: '下班', weekend: '周末', holiday: '法定节假日', makeup: '调休上班', paused: '暂停', wall: '连续计时' },
  'zh-TW': { working: '工作時間', break: '午休', closed: '下班', weekend: '週末', holiday: '法定節假日', makeup: '調休上班', paused: '暫停', wall: '連續計時' },
  en: { working: 'working hours', break: 'break', closed: 'after hours', weekend: 'weekend', holiday: 'public holiday', makeup: 'makeup workday', paused: 'paused', wall: 'counts day and night' },
}

/** Why a stretch counts or does not, in a word; of a pause, what was waited for. */
export const sayWhy = ({ why, reason }: Pick<LedgerStretch, 'why' | 'reason'>, reasonName: (key: string) => string, locale: Locale): string =>
  (why === 'paused' && reason !== null ? reasonName(reason) : WHYS[locale][why])

const COUNTS: Readonly<Record<Locale, readonly [counts: string, not: string]>> = { 'zh-CN': ['计', '不计时'], 'zh-TW': ['計', '不計時'], en: ['counts', 'does not count'] }

/** 计 30 分钟 · 不计时 */
export function sayCounted({ from, to, counts }: Pick<LedgerStretch, 'from' | 'to' | 'counts'>, locale: Locale): string {
  const [yes, no] = COUNTS[locale]
  return counts ? `${yes} ${sayLength((to - from) as Millis, locale)}` : no
}

/** When a stretch was, by the clock on the wall; a day's end is 24:00. */
export function sayHours({ from, to }: Pick<LedgerStretch, 'from' | 'to'>, calendar: Calendar): string {
  const end = calendar.format(to).slice(11, 16)
  return `${calendar.format(from).slice(11, 16)}–${end === '00:00' ? '24:00' : end}`
}

/** A line in a sentence: 17:30–18:00 工作时间，计 30 分钟. */
export function sayStretch(stretch: LedgerStretch, reading: { readonly calendar: Calendar; readonly locale: Locale; readonly reasonName: (key: string) => string }): string {
  const { calendar, locale, reasonName } = reading
  return `${sayHours(stretch, calendar)} ${sayWhy(stretch, reasonName, locale)}${locale === 'en' ? ', ' : '，'}${sayCounted(stretch, locale)}`
}
