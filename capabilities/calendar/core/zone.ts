import { must } from '#kernel/assert.ts'
import { DAY } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import { civilOf, dayNumber } from './local-date.ts'

/** Local time as milliseconds since 1970-01-01T00:00 on the wall clock. */
export type LocalMillis = number

/** A time zone as arithmetic: Temporal is asked once per year, then its answers are a short list of offsets. */
export type Zone = {
  /** Local time minus UTC, in milliseconds. */
  readonly offsetAt: (at: Instant) => number
  /** The first instant whose local time is `local` or later: edges of days and openings; an edge inside a skipped hour is the jump itself. */
  readonly edgeOf: (local: LocalMillis) => Instant
  /** The instant of a local time: the earlier of a repeated one; a skipped one moves on by the length of the jump (as RFC 5545 reads it). */
  readonly momentOf: (local: LocalMillis) => Instant
}

/** A stretch of one offset from UTC. */
export type Stretch = { readonly from: number; readonly to: number; readonly offset: number }

/** The zone of an IANA name (`Asia/Shanghai`) or a fixed offset (`+08:00`); null when there is none of that name. */
export function compileZone(timezone: string): Zone | null {
  if (!isZone(timezone)) return null
  const memo = new Map<number, readonly Stretch[]>()
  const stretchesOf = (ms: number): readonly Stretch[] => {
    const { year } = civilOf(Math.floor(ms / DAY))
    const known = memo.get(year)
    if (known) return known
    const fresh = readStretches(timezone, year)
    memo.set(year, fresh)
    return fresh
  }
  return zoneOver(stretchesOf)
}

/** The arithmetic of a zone over its stretches; those asked for reach two days beyond both ends of the year in question. */
export function zoneOver(stretchesOf: (ms: number) => readonly Stretch[]): Zone {
  const stretchReaching = (local: LocalMillis) =>
    must(stretchesOf(local).find(({ to, offset }) => local < to + offset), 'the stretches of a year reach beyond its end')
  return {
    offsetAt: (at) => must(stretchesOf(at).find(({ to }) => at < to), 'the stretches of a year reach beyond its end').offset,
    edgeOf: (local) => {
      const { from, offset } = stretchReaching(local)
      return Math.max(from, local - offset) as Instant
    },
    momentOf: (local) => {
      const stretches = stretchesOf(local)
      const reaching = stretchReaching(local)
      const before = stretches[stretches.indexOf(reaching) - 1]
      return (local - (local < reaching.from + reaching.offset && before ? before : reaching).offset) as Instant
    },
  }
}

function isZone(timezone: string): boolean {
  // Temporal would also take a whole timestamp as a zone; people write names and offsets.
  if (!/^([A-Za-z][A-Za-z0-9_+\-/]*|[+-]\d\d:\d\d)$/.test(timezone)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Offsets from two days before the year to two days after it, so that every local time of the year is inside in every zone. */
function readStretches(timezone: string, year: number): readonly Stretch[] {
  const end = (dayNumber(year + 1, 1, 1) + 2) * DAY
  const stretches: Stretch[] = []
  let from = (dayNumber(year, 1, 1) - 2) * DAY
  while (from < end) {
    const at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timezone)
    const next = at.getTimeZoneTransition('next')
    const to = Math.min(next?.epochMilliseconds ?? end, end)
    stretches.push({ from, to, offset: at.offsetNanoseconds / 1_000_000 })
    from = to
  }
  return stretches
}
