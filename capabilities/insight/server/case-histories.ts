import { upcastEvent } from '#capabilities/case/core/upcast-event.ts'
import { Fault } from '#kernel/fault.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import { fetchHistories, openHistories } from './store.ts'

const ROWS = 2_000

/** An event of a case as it is kept: ids and codes only. */
export type HistoryEvent = { readonly type: string; readonly at: Instant; readonly actor: { readonly kind: string; readonly id: string | null }; readonly data: Readonly<Record<string, unknown>> }
/** A case with all that happened to it. */
export type CaseHistory = { readonly caseId: string; readonly number: string; readonly scenario: string; readonly externalId: string | null; readonly events: readonly HistoryEvent[] }

/** Calls `take` with every case opened in the period, oldest first, as they are at one moment. Memory holds one case. Fault `case.event_unknown`. */
export async function eachHistory(db: Db, period: { readonly from: Instant | null; readonly to: Instant | null }, take: (history: CaseHistory) => Promise<void>): Promise<void> {
  await db.read(async (tx) => {
    await tx.query(openHistories(period))
    let open: (CaseHistory & { readonly events: HistoryEvent[] }) | null = null
    for (let more = true; more; ) {
      const { rows } = await tx.query(fetchHistories(ROWS))
      more = rows.length > 0
      for (const row of rows) {
        if (open !== null && open.caseId !== row['case_id']) {
          await take(open)
          open = null
        }
        open ??= historyOf(row)
        open.events.push(eventOf(row))
      }
    }
    if (open !== null) await take(open)
  })
}

type Row = Readonly<Record<string, unknown>>

const historyOf = (row: Row): CaseHistory & { readonly events: HistoryEvent[] } =>
  ({ caseId: String(row['case_id']), number: String(row['number']), scenario: String(row['scenario']), externalId: row['external_id'] as string | null, events: [] })

function eventOf(row: Row): HistoryEvent {
  const read = upcastEvent({ type: String(row['type']), v: Number(row['v']), at: row['occurred_at'] as Instant, data: row['data'] as Readonly<Record<string, unknown>> })
  if (!read.ok) throw new Fault(read.refusal.code, { retryable: false, params: { type: String(row['type']), v: Number(row['v']) } })
  const { type, at, ...data } = read.event
  return { type, at, actor: { kind: String(row['actor_kind']), id: row['actor_id'] as string | null }, data }
}
