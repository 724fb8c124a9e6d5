import type { Why } from '#capabilities/calendar/core/calendar.ts'
import { must } from '#kernel/assert.ts'
import type { Instant, Millis } from '#kernel/instant.ts'
import type { Calendars, Clock, ClockPolicy, Pause } from './clock.ts'

/** What a clock's time is measured from: its start, the rules it ran under, its pauses. A `Clock` is one. */
export type Promised = Pick<Clock, 'startedAt' | 'policies' | 'pauses'>

/** A line of the ledger: [from, to) counted or not, and why. */
export type LedgerLine = { readonly from: Instant; readonly to: Instant; readonly counts: boolean; readonly why: Why }

/** A stretch under one rule, wholly paused or wholly not; `to` is Infinity for the last one of an open promise. */
export type Piece = { readonly from: Instant; readonly to: number; readonly policy: ClockPolicy; readonly paused: boolean }

const COUNTED: ReadonlySet<Why> = new Set<Why>(['working', 'makeup', 'wall'])

/**
 * The ledger of [start, until): contiguous lines, neighbours of equal why merged. A pause wins over what the calendar says;
 * each stretch is counted by the rule that held then.
 */
export function ledger(promised: Promised, until: Instant, calendars: Calendars): readonly LedgerLine[] {
  const lines: LedgerLine[] = []
  const push = (from: number, to: number, why: Why) => {
    const last = lines.at(-1)
    if (last && last.why === why) lines[lines.length - 1] = { ...last, to: to as Instant }
    else lines.push({ from: from as Instant, to: to as Instant, counts: COUNTED.has(why), why })
  }
  for (const { from, to, policy, paused } of piecesOf(promised, until)) {
    if (paused) push(from, to, 'paused')
    else if (policy.counting === 'wall') push(from, to, 'wall')
    else for (const span of calendars(policy.calendar).spans(from, to as Instant)) push(span.from, span.to, span.why)
  }
  return lines
}

/** The rule in force. */
export const currentPolicy = (promised: Promised): ClockPolicy => must(promised.policies.at(-1), 'a clock starts with a policy').policy

/** [start, until) cut at changes of policy and at edges of pauses. */
export function piecesOf(promised: Promised, until: number): readonly Piece[] {
  const pauses = mergedPauses(promised.pauses)
  const pieces: Piece[] = []
  for (const [index, { from, policy }] of promised.policies.entries()) {
    const end = Math.min(until, promised.policies[index + 1]?.from ?? Infinity)
    let at: number = Math.max(promised.startedAt, from)
    for (const pause of pauses) {
      if (pause.to <= at || pause.from >= end) continue
      if (pause.from > at) pieces.push({ from: at as Instant, to: pause.from, policy, paused: false })
      const to = Math.min(pause.to, end)
      pieces.push({ from: Math.max(at, pause.from) as Instant, to, policy, paused: true })
      at = to
    }
    if (at < end) pieces.push({ from: at as Instant, to: end, policy, paused: false })
  }
  return pieces
}

/** Pauses in order, overlaps joined, empty ones dropped; an open pause ends at Infinity. */
export function mergedPauses(pauses: readonly Pause[]): readonly { readonly from: Instant; readonly to: number }[] {
  const merged: { from: Instant; to: number }[] = []
  const ordered = pauses.map(({ from, to }) => ({ from, to: to ?? Infinity })).sort((a, b) => a.from - b.from)
  for (const pause of ordered) {
    const last = merged.at(-1)
    if (pause.to <= pause.from) continue
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to)
    else merged.push(pause)
  }
  return merged
}

/** Time of [from, to) that counts under a policy, pauses aside. */
export function countedBetween(policy: ClockPolicy, from: Instant, to: Instant, calendars: Calendars): Millis {
  return policy.counting === 'wall' ? (Math.max(0, to - from) as Millis) : calendars(policy.calendar).workingBetween(from, to)
}
