import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import type { LiveSocket } from '#platform/realtime/live-socket.ts'
import type { PresenceState } from '../live-contract.ts'

/** A colleague at one socket: what they may see, and which cases they have open. */
export type Seat = { readonly id: Id; readonly viewer: Viewer; readonly socket: LiveSocket; readonly watches: Map<Id, PresenceState> }

/** Everybody who sits here, found by audience key, by person and by the case they have open. */
export type Seats = {
  readonly all: ReadonlySet<Seat>
  under(key: string): Iterable<Seat>
  of(staffId: Id): ReadonlySet<Seat>
  at(caseId: Id): ReadonlySet<Seat>
  add(seat: Seat): void
  remove(seat: Seat): void
  watch(seat: Seat, caseId: Id, state: PresenceState): void
  leave(seat: Seat, caseId: Id): void
}

const NOBODY: ReadonlySet<Seat> = new Set()

export function createSeats(): Seats {
  const all = new Set<Seat>()
  const byKey = new Map<string, Set<Seat>>()
  const byPerson = new Map<Id, Set<Seat>>()
  const byCase = new Map<Id, Set<Seat>>()
  const leave = (seat: Seat, caseId: Id): void => {
    seat.watches.delete(caseId)
    takeOut(byCase, caseId, seat)
  }
  return {
    all,
    under: (key) => byKey.get(key) ?? NOBODY,
    of: (staffId) => byPerson.get(staffId) ?? NOBODY,
    at: (caseId) => byCase.get(caseId) ?? NOBODY,
    add: (seat) => {
      all.add(seat)
      putIn(byPerson, seat.viewer.id, seat)
      for (const key of seat.viewer.keys) putIn(byKey, key, seat)
    },
    remove: (seat) => {
      all.delete(seat)
      takeOut(byPerson, seat.viewer.id, seat)
      for (const key of seat.viewer.keys) takeOut(byKey, key, seat)
      for (const caseId of Array.from(seat.watches.keys())) leave(seat, caseId)
    },
    watch: (seat, caseId, state) => {
      seat.watches.set(caseId, state)
      putIn(byCase, caseId, seat)
    },
    leave,
  }
}

function putIn<K>(index: Map<K, Set<Seat>>, key: K, seat: Seat): void {
  const known = index.get(key)
  if (known === undefined) index.set(key, new Set([seat]))
  else known.add(seat)
}

function takeOut<K>(index: Map<K, Set<Seat>>, key: K, seat: Seat): void {
  const known = index.get(key)
  known?.delete(seat)
  if (known?.size === 0) index.delete(key)
}
