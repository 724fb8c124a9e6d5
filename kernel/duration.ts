import type { Millis } from './instant.ts'

const SHAPE = /^PT(?=\d)(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,11})S)?$/

/** Reads an ISO 8601 length of time in hours, minutes and whole seconds (`PT3H20M`, `PT0S`); null when it is none. */
export function parseDuration(text: string): Millis | null {
  const found = SHAPE.exec(text)
  if (!found) return null
  const [, hours = '0', minutes = '0', seconds = '0'] = found
  return (((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000) as Millis
}

/** Writes a length of time in hours, minutes and whole seconds, never days: 26 hours are `PT26H`, nothing is `PT0S`. */
export function formatDuration(amount: Millis): string {
  const seconds = Math.floor(Math.abs(amount) / 1000)
  if (seconds === 0) return 'PT0S'
  const part = (count: number, unit: string) => (count > 0 ? `${count}${unit}` : '')
  const body = part(Math.floor(seconds / 3600), 'H') + part(Math.floor(seconds / 60) % 60, 'M') + part(seconds % 60, 'S')
  return `${amount < 0 ? '-' : ''}PT${body}`
}
