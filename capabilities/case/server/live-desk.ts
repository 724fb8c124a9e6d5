import { Compile } from 'typebox/compile'
import { filedUnder, forgetLostSight, sightLost } from '#capabilities/access/server/visibility.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Db, Rows } from '#platform/db/database.ts'
import type { TailRange } from '#platform/realtime/follow-tail.ts'
import type { LiveSocket } from '#platform/realtime/live-socket.ts'
import type { Guest } from '#platform/realtime/socket-door.ts'
import { LiveAsk, type PresenceState } from '../live-contract.ts'
import { casesAttended, CHANGES_MAX, changedCases, colleaguesTold, unreadNotices } from './live-changes.ts'
import { caseFrames, hearersAt, liveFrame } from './live-news.ts'
import { createSeats, type Seat, type Seats } from './live-seats.ts'
import { comeToCase, endLapsedPresence, forgetPresence, keepPresence, leaveCases, peopleAt, restorePresence } from './presence-store.ts'

export const RESYNC = liveFrame({ type: 'resync' })
export const REFUSED = liveFrame({ type: 'refused' })
const WATCHES_MAX = 50
/** Lost sight is kept for those who read the tail late. */
const LOST_KEPT_MINUTES = 10

export type LiveDeps = { readonly db: Db; readonly newId: IdSource }
/** Where everybody sits whose screen is live in this process. */
export type LiveDesk = {
  /** How many sockets this person has here. */
  socketsOf(staffId: Id): number
  enter(viewer: Viewer, socket: LiveSocket): Guest
  /** Tells everybody here what concerns them of this stretch of the tail. */
  round(range: TailRange): Promise<void>
  /** Everybody here reads everything again. */
  resync(): void
  /** Keeps the presence of those who sit here, ends that of processes that died; several times within a lease. */
  keep(): Promise<void>
}
type Desk = LiveDeps & { readonly seats: Seats; readonly serverId: Id }

export function openLiveDesk(deps: LiveDeps): LiveDesk {
  const desk: Desk = { ...deps, seats: createSeats(), serverId: deps.newId() }
  return {
    socketsOf: (staffId) => desk.seats.of(staffId).size,
    enter: (viewer, socket) => enter(desk, viewer, socket),
    round: (range) => round(desk, range),
    resync: () => resyncAll(desk.seats),
    keep: () => keep(desk),
  }
}

function enter(desk: Desk, viewer: Viewer, socket: LiveSocket): Guest {
  const seat: Seat = { id: desk.newId(), viewer, socket, watches: new Map() }
  desk.seats.add(seat)
  return {
    heard: (text) => hear(desk, seat, text),
    left: async () => {
      const open = [...seat.watches.keys()]
      desk.seats.remove(seat)
      if (open.length > 0) await desk.db.query(leaveCases(seat.id, open))
    },
  }
}

const asks = Compile(LiveAsk)

function askIn(text: string): LiveAsk | null {
  try {
    const value: unknown = JSON.parse(text)
    return asks.Check(value) ? value : null
  } catch {
    return null
  }
}

async function hear(desk: Desk, seat: Seat, text: string): Promise<void> {
  const ask = askIn(text)
  if (ask === null) return seat.socket.tell(REFUSED)
  const caseId = ask.caseId.toLowerCase() as Id
  if (ask.type === 'watch') return come(desk, seat, caseId, ask.state)
  if (!seat.watches.has(caseId)) return
  desk.seats.leave(seat, caseId)
  await desk.db.query(leaveCases(seat.id, [caseId]))
}

/** What is not there and what may not be seen get the same answer. */
async function come({ db, seats, serverId }: Desk, seat: Seat, caseId: Id, state: PresenceState): Promise<void> {
  if (seat.watches.size >= WATCHES_MAX && !seat.watches.has(caseId)) return seat.socket.tell(REFUSED)
  // Noted first: the ring of this very change may come before its answer. Nobody hears of a case they do not see.
  seats.watch(seat, caseId, state)
  const { rows } = await db.query(comeToCase(seat.viewer, { socketId: seat.id, serverId, staffId: seat.viewer.id, caseId, state }))
  if (rows.length > 0) return
  seats.leave(seat, caseId)
  seat.socket.tell(REFUSED)
}

async function round(desk: Desk, range: TailRange): Promise<void> {
  const { db, seats } = desk
  if (seats.all.size === 0) return
  const [changed, lost, attended, told] = await Promise.all([changedCases(range), sightLost(range), casesAttended(range), colleaguesTold(range)].map((statement) => db.query(statement)))
  const touched = idsIn(attended, 'case_id').filter((id) => seats.at(id).size > 0)
  await tellOfCases(desk, { changed: rowsOf(changed), lost: rowsOf(lost), touched })
  await tellOfNotices(desk, idsIn(told, 'staff_id').filter((id) => seats.of(id).size > 0))
}

type Row = Readonly<Record<string, unknown>>
const rowsOf = (rows: Rows | undefined): readonly Row[] => rows?.rows ?? []
const idsIn = (rows: Rows | undefined, column: string): readonly Id[] => rowsOf(rows).map((row) => row[column] as Id)

type Touched = { readonly changed: readonly Row[]; readonly lost: readonly Row[]; readonly touched: readonly Id[] }

async function tellOfCases(desk: Desk, { changed, lost, touched }: Touched): Promise<void> {
  const { db, seats } = desk
  const tooMuch = Math.max(changed.length, lost.length) > CHANGES_MAX
  const cases = tooMuch ? [] : changed.map((row) => ({ id: row['id'] as Id, version: Number(row['version']) }))
  const losses = lost.map((row) => ({ key: String(row['key']), caseId: row['case_id'] as Id }))
  const ids = [...new Set([...cases.map(({ id }) => id), ...losses.map(({ caseId }) => caseId), ...touched])]
  if (ids.length === 0 && !tooMuch) return
  const filed = new Map((await db.query(filedUnder(ids))).rows.map((row) => [row['case_id'] as Id, row['keys'] as string[]]))
  if (tooMuch) resyncAll(seats)
  else for (const [{ socket }, frame] of caseFrames(seats, { changed: cases, filed, lost: losses })) socket.tell(frame)
  await seeOut(desk, [...new Set(losses.map(({ caseId }) => caseId))], filed)
  await tellWhoIsThere(desk, touched, filed)
}

function resyncAll({ all }: Seats): void {
  for (const { socket } of all) socket.tell(RESYNC)
}

/** Whoever may no longer see a case does not have it open either. */
async function seeOut({ db, seats }: Desk, caseIds: readonly Id[], filed: ReadonlyMap<Id, readonly string[]>): Promise<void> {
  for (const caseId of caseIds) {
    const staying = new Set(hearersAt(seats, caseId, filed.get(caseId) ?? []))
    for (const seat of [...seats.at(caseId)].filter((one) => !staying.has(one))) {
      seats.leave(seat, caseId)
      await db.query(leaveCases(seat.id, [caseId]))
    }
  }
}

async function tellWhoIsThere({ db, seats }: Desk, caseIds: readonly Id[], filed: ReadonlyMap<Id, readonly string[]>): Promise<void> {
  if (caseIds.length === 0) return
  const { rows } = await db.query(peopleAt(caseIds))
  for (const caseId of caseIds) {
    const people = rows.filter((row) => row['case_id'] === caseId).map((row) => ({ id: String(row['staff_id']), name: String(row['name']), state: row['state'] as PresenceState }))
    const frame = liveFrame({ type: 'presence', caseId, people })
    for (const { socket } of hearersAt(seats, caseId, filed.get(caseId) ?? [])) socket.tell(frame)
  }
}

async function tellOfNotices({ db, seats }: Desk, staffIds: readonly Id[]): Promise<void> {
  if (staffIds.length === 0) return
  for (const row of (await db.query(unreadNotices(staffIds))).rows) {
    const frame = liveFrame({ type: 'notices', unread: Number(row['unread']) })
    for (const { socket } of seats.of(row['id'] as Id)) socket.tell(frame)
  }
}

async function keep({ db, seats, serverId }: Desk): Promise<void> {
  const watches = [...seats.all].flatMap((seat) => [...seat.watches].map(([caseId, state]) => ({ socketId: seat.id, serverId, staffId: seat.viewer.id, caseId, state })))
  if (watches.length > 0 && (await db.query(keepPresence(serverId))).rowCount < watches.length) await db.query(restorePresence(watches))
  await db.write([endLapsedPresence, forgetPresence, forgetLostSight(LOST_KEPT_MINUTES)])
}
