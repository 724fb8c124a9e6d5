import type { Period } from './insight-api.ts'

const DAY_MS = 86_400_000

/** The last so many days up to the beginning of tomorrow, so that a screen asks for the same period all day. `now` in milliseconds. */
export function lastDays(days: number, now: number): Period {
  const tomorrow = new Date(now)
  tomorrow.setHours(24, 0, 0, 0)
  return { from: new Date(tomorrow.getTime() - days * DAY_MS).toISOString(), to: tomorrow.toISOString() }
}

/** The Mondays of a period, as local dates; weeks in which nothing happened are there too. */
export function weeksOf({ from, to }: Period): readonly string[] {
  const monday = new Date(from)
  monday.setHours(0, 0, 0, 0)
  monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7))
  const weeks: string[] = []
  while (monday.getTime() < Date.parse(to)) {
    weeks.push(`${monday.getFullYear()}-${String(monday.getMonth() + 1).padStart(2, '0')}-${String(monday.getDate()).padStart(2, '0')}`)
    monday.setDate(monday.getDate() + 7)
  }
  return weeks
}
