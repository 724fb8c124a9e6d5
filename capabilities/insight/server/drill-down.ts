import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import { must } from '#kernel/assert.ts'
import { formatDuration } from '#kernel/duration.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import { FIRST_ID, nextOf, type Position } from '#platform/http/keyset.ts'
import type { AttainedCases } from '../contract.ts'
import { attainmentOf, type Standing } from '../core/attainment.ts'
import type { AttainmentDeps } from './queries.ts'
import { attainedCases, STANDINGS, standingsByWeek, type AttainedPosition, type Period } from './standing-store.ts'

/** Before the first row: the worst standing, the newest promise. */
export const ATTAINED_FIRST: AttainedPosition = { place: '0', at: 'infinity', id: FIRST_ID }
type Asked = Period & { readonly clause: string; readonly standing: Standing | null; readonly limit: number; readonly after: AttainedPosition }

/** The cases behind the figures of a clause that the viewer may see, the worst first. */
export async function readAttained(deps: AttainmentDeps, viewer: Viewer, asked: Asked): Promise<AttainedCases> {
  const now = deps.now()
  const { rows } = await deps.db.query(attainedCases(viewer, { ...asked, now }))
  const items = await Promise.all(rows.map(async (row) => attained(row, asked.clause, now, deps)))
  const position = (row: (typeof rows)[number]): Position => ({ place: String(row['place']), at: formatInstant(row['started_at'] as Instant), id: String(row['case_id']) })
  return { items, next: nextOf(rows, asked.limit, position) }
}

async function attained(row: Readonly<Record<string, unknown>>, clause: string, at: Instant, deps: AttainmentDeps): Promise<AttainedCases['items'][number]> {
  const caseId = String(row['case_id'])
  const calendars = await deps.calendarsOf(String(row['handbook_id']))
  const { standing, measured } = must(attainmentOf({ caseId, clause }, row['clocks'] as readonly Clock[], { at, calendars }), 'the database judged the case')
  const dueAt = row['due_at'] as Instant | null
  return {
    caseId, number: String(row['number']), scenario: String(row['scenario']), subject: row['subject'] as string | null, standing,
    startedAt: formatInstant(row['started_at'] as Instant), dueAt: dueAt === null ? null : formatInstant(dueAt), counted: measured === null ? null : formatDuration(measured.counted),
  }
}

type Week = Record<Standing, number> & { readonly week: string }
type AskedWeeks = { readonly clause: string; readonly from: Instant; readonly to: Instant; readonly zone: string }

/** How a clause was kept week by week. */
export async function readWeeks(deps: AttainmentDeps, asked: AskedWeeks): Promise<Week[]> {
  const { rows } = await deps.db.query(standingsByWeek({ ...asked, now: deps.now() }))
  const weeks = new Map<string, Week>()
  for (const row of rows) {
    const week = String(row['week'])
    const kept = weeks.get(week) ?? { week, met: 0, missed: 0, unknown: 0, running: 0 }
    kept[must(STANDINGS[Number(row['place'])], 'a standing has a place')] = Number(row['cases'])
    weeks.set(week, kept)
  }
  return [...weeks.values()]
}
