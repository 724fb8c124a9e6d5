import { seenUnder } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { frameOf, type Frame } from '#platform/realtime/live-socket.ts'
import type { LiveFrame } from '../live-contract.ts'
import type { Seat, Seats } from './live-seats.ts'

/** What happened to cases: which changed, under which keys they are filed now, and which keys have lost sight of which. */
export type CaseNews = {
  readonly changed: readonly { readonly id: Id; readonly version: number }[]
  readonly filed: ReadonlyMap<Id, readonly string[]>
  readonly lost: readonly { readonly key: string; readonly caseId: Id }[]
}
type Heard = { readonly changed: number[]; readonly gone: Set<Id> }

export const liveFrame = (frame: LiveFrame): Frame => frameOf(frame)

/**
 * Who hears of which case: the frame for each seat that sees one of the changed cases, or has lost sight of one. Cost goes with the keys of the changed
 * cases and those who sit under them, not with cases × seats; seats that hear the same share one frame.
 */
export function caseFrames(seats: Seats, { changed, filed, lost }: CaseNews): ReadonlyMap<Seat, Frame> {
  const heard = new Map<Seat, Heard>()
  const of = (seat: Seat): Heard => {
    const known = heard.get(seat) ?? { changed: [], gone: new Set<Id>() }
    heard.set(seat, known)
    return known
  }
  for (const [index, { id }] of changed.entries()) {
    for (const key of filed.get(id) ?? []) {
      for (const seat of seats.under(key)) if (of(seat).changed.at(-1) !== index) of(seat).changed.push(index)
    }
  }
  for (const { key, caseId } of lost) {
    for (const seat of seats.under(key)) if (!seenUnder(seat.viewer, filed.get(caseId) ?? [])) of(seat).gone.add(caseId)
  }
  const frames = new Map<string, Frame>()
  return new Map([...heard].map(([seat, { changed: indexes, gone }]) => {
    const same = `${indexes.join()} ${[...gone].join()}`
    const frame = frames.get(same) ?? liveFrame({ type: 'cases', changed: indexes.map((index) => changed[index]!), gone: [...gone] })
    frames.set(same, frame)
    return [seat, frame]
  }))
}

/** Those who have the case open and see it hear who else has it open. */
export const hearersAt = (seats: Seats, caseId: Id, keys: readonly string[]): readonly Seat[] => [...seats.at(caseId)].filter((seat) => seenUnder(seat.viewer, keys))
