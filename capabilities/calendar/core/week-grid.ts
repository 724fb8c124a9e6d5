import type { Weekday } from './calendar.ts'

/** Minutes since local midnight, [from, to); `to` may be 1440, written "24:00". */
export type Stretch = readonly [from: number, to: number]
/** The stretches of one day, in order and apart. */
export type GridDay = readonly Stretch[]
/** A week as it is drawn: all seven days. */
export type GridWeek = Readonly<Record<Weekday, GridDay>>

export const GRID_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[]
/** What a drag rounds to, in minutes. */
export const STEP = 15
const DAY_END = 1440

/** The nearest step, within the day. */
export const snap = (minute: number): number => Math.min(DAY_END, Math.max(0, Math.round(minute / STEP) * STEP))

/** Clamped into the day, empty ones dropped, in order, those that touch or overlap made one. */
export function tidy(stretches: GridDay): GridDay {
  const clamp = (minute: number): number => Math.min(DAY_END, Math.max(0, Math.round(minute)))
  const sorted = stretches.map(([from, to]): Stretch => [clamp(from), clamp(to)]).filter(([from, to]) => from < to).toSorted(([a], [b]) => a - b)
  const joined: Stretch[] = []
  for (const [from, to] of sorted) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], to)]
    else joined.push([from, to])
  }
  return joined
}

/** A day with one stretch more; drawn backwards it is the same. */
export const withStretch = (day: GridDay, [one, other]: Stretch): GridDay => tidy([...day, one <= other ? [one, other] : [other, one]])

/** A day without one of its stretches. */
export const withoutStretch = (day: GridDay, index: number): GridDay => day.filter((_stretch, at) => at !== index)

/** A day with nothing open in [from, to): what lies around it stays, so that a stretch is split. */
export const cut = (day: GridDay, [from, to]: Stretch): GridDay =>
  tidy(day.flatMap(([start, end]): readonly Stretch[] => (to <= start || end <= from ? [[start, end]] : [[start, Math.min(end, from)], [Math.max(start, to), end]])))

/** A day with one stretch put elsewhere or given another length; moved whole, it keeps its length within the day. */
export const reshaped = (day: GridDay, index: number, stretch: Stretch): GridDay => tidy(day.map((old, at) => (at === index ? stretch : old)))

/** A stretch as it lies after a drag of `by` minutes, taken in the middle or at one of its ends. */
export function dragged([from, to]: Stretch, grip: 'body' | 'from' | 'to', by: number): Stretch {
  switch (grip) {
    case 'from': return [Math.min(snap(from + by), to - STEP), to]
    case 'to': return [from, Math.max(snap(to + by), from + STEP)]
    case 'body': {
      const length = to - from
      const start = Math.min(Math.max(snap(from + by), 0), DAY_END - length)
      return [start, start + length]
    }
  }
}

/** The hours of one day for others too. */
export const copied = (week: GridWeek, from: Weekday, to: readonly Weekday[]): GridWeek => Object.fromEntries(GRID_DAYS.map((day) => [day, to.includes(day) ? week[from] : week[day]])) as GridWeek

/** `09:00` of 540; the end of the day is `24:00`. */
export const sayMinute = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** 540 of `09:00` (also `9:00` and full-width `９：００`); null when it is no time of a day. */
export function readMinute(typed: string): number | null {
  const found = /^(\d{1,2}):?(\d\d)$/.exec(typed.trim().normalize('NFKC').replace('.', ':'))
  if (found === null) return null
  const minute = Number(found[1]) * 60 + Number(found[2])
  return Number(found[2]) < 60 && minute <= DAY_END ? minute : null
}

/** The week of a calendar as it is drawn. */
export const drawWeek = (week: Readonly<Record<string, readonly (readonly string[])[]>>): GridWeek =>
  Object.fromEntries(GRID_DAYS.map((day) => [day, tidy((week[day] ?? []).map(([from = '', to = '']): Stretch => [readMinute(from) ?? 0, readMinute(to) ?? 0]))])) as GridWeek

/** The week as a calendar writes it: days without hours are left out. */
export const writeWeek = (week: GridWeek): { [day in Weekday]?: string[][] } =>
  Object.fromEntries(GRID_DAYS.flatMap((day) => (week[day].length === 0 ? [] : [[day, week[day].map(([from, to]) => [sayMinute(from), sayMinute(to)])]])))

/** Open minutes of the whole week. */
export const openMinutes = (week: GridWeek): number => GRID_DAYS.reduce((sum, day) => sum + week[day].reduce((inside, [from, to]) => inside + to - from, 0), 0)

/** The days that differ. */
export const changedDays = (before: GridWeek, after: GridWeek): readonly Weekday[] => GRID_DAYS.filter((day) => JSON.stringify(before[day]) !== JSON.stringify(after[day]))
