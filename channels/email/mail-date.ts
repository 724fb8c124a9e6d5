import { instant, formatInstant } from '#kernel/instant.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const ZONES: Readonly<Record<string, number>> = { edt: -4, est: -5, cdt: -5, cst: -6, mdt: -6, mst: -7, pdt: -7, pst: -8 }
const DATE = /(\d{1,2})[ -]+([a-z]{3})[a-z]*[ -]+(\d{2,4})[ ,]+(\d{1,2})\s*[:.]\s*(\d{2})(?:\s*[:.]\s*(\d{2}))?(?:\.\d+)?\s*([+-]\d{4}|[a-z]{1,5})?/i

/** A Date field (RFC 5322 §3.3 and its obsolete forms) as RFC 3339 in UTC; null where it names no instant. Without a zone it is UTC. */
export function readMailDate(value: string | undefined): string | null {
  const [, day, month, year, hour, minute, second, zone] = DATE.exec((value ?? '').slice(0, 1_000).replace(/\([^()]*\)/g, ' ').replace(/\s+/g, ' ')) ?? []
  if (day === undefined || month === undefined || year === undefined) return null
  const index = MONTHS.indexOf(month.toLowerCase())
  const parts = [Number(day), Number(hour), Number(minute), Number(second ?? 0)] as const
  if (index < 0 || !isPossible(fullYear(year), index, parts)) return null
  const local = Date.UTC(fullYear(year), index, parts[0], parts[1], parts[2], Math.min(parts[3], 59))
  return formatInstant(instant(local - zoneMinutes(zone) * 60_000))
}

function isPossible(year: number, month: number, [day, hour, minute, second]: readonly [number, number, number, number]): boolean {
  return year >= 1900 && year < 10_000 && day >= 1 && day <= new Date(Date.UTC(year, month + 1, 0)).getUTCDate() && hour < 24 && minute < 60 && second <= 60
}

/** RFC 5322 §4.3: two digits below 50 are of this century, three digits count from 1900. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return text.length === 3 ? 1900 + year : year
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0
  if (!/^[+-]/.test(zone)) return (ZONES[zone.toLowerCase()] ?? 0) * 60
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5))
  return zone.startsWith('-') ? -minutes : minutes
}
