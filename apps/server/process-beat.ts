import { hostname } from 'node:os'
import type { Id } from '#kernel/id.ts'
import { DAY, formatInstant, later, type Instant } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { keepWorking } from '#platform/outbox/keep-working.ts'
import type { HealthDetails } from '#capabilities/conversation/health-contract.ts'
import type { Part } from './part.ts'
import { VERSION } from './version.ts'

const EVERY_MS = 10_000

/** Each process says that it is alive, so that one that stands still is seen from the others. */
export const processBeat: Part = {
  name: 'process beat',
  role: 'both',
  open: async ({ db, newId, now, log, config }) => {
    const me = { id: newId(), role: config.role, startedAt: now() }
    const work = async (): Promise<number> => {
      await db.query(beat(me, now()))
      return 0
    }
    return keepWorking({ work, idleMs: EVERY_MS, log, waits: 'process beat waits' })
  },
}

type Me = { readonly id: Id; readonly role: string; readonly startedAt: Instant }

/** Processes that have been gone for a day are forgotten on the way. */
const beat = ({ id, role, startedAt }: Me, now: Instant): Statement => ({
  name: 'process.beat',
  text: `with gone as (delete from process_beats where beat_at < $7)
    insert into process_beats (id, role, host, version, started_at, beat_at) values ($1, $2, $3, $4, $5, $6) on conflict (id) do update set beat_at = excluded.beat_at`,
  values: [id, role, hostname(), VERSION, formatInstant(startedAt), formatInstant(now), formatInstant(later(now, -DAY))],
})

/** The processes of the last day, those that beat last first. */
export const processBeats: Statement = { name: 'process.beats', text: 'select id, role, host, version, started_at, beat_at from process_beats order by beat_at desc limit 50', values: [] }

export const readBeats = ({ rows }: Rows): HealthDetails['processes'] =>
  rows.map((row) => ({
    id: String(row['id']),
    role: String(row['role']),
    host: String(row['host']),
    version: String(row['version']),
    startedAt: formatInstant(row['started_at'] as Instant),
    beatAt: formatInstant(row['beat_at'] as Instant),
  }))
