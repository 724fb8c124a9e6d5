import type { Clock } from '#capabilities/clock/core/clock.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, instantText, type Instant } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { rowArrays } from '#platform/db/row-arrays.ts'
import { awaiting, type CaseState } from '../core/case-state.ts'
import { isOpenClock, type CaseAggregate } from '../core/unfolding.ts'
import { nextDueAt, wakeAt } from '../core/wake.ts'
import { mailableIn } from './mailable.ts'

/** A case as it was loaded: the aggregate, the version its next event follows, and whether a mail can reach its customer. */
export type LoadedCase = { readonly aggregate: CaseAggregate; readonly version: number; readonly subject: string | null; readonly mailable: boolean }

const COLUMNS = `id, version, state, subject, ${mailableIn('cases.customer_id')} as mailable`

/** A case to be saved: state after the decision, what only rows know, and the clocks that changed. */
export type SavedCase = {
  readonly aggregate: CaseAggregate
  readonly changedClocks: readonly Clock[]
  readonly version: number
  readonly subject: string | null
  readonly green: boolean
  readonly at: Instant
}

/** Locks the cases in the order of their ids, so that two batches cannot wait for each other. One alone has a statement whose plan is kept. */
export const lockCases = (ids: readonly Id[]): Statement =>
  ids.length === 1
    ? { name: 'case.lock_one', text: `select ${COLUMNS} from cases where id = $1 for update`, values: ids }
    : { name: 'case.lock', text: `select ${COLUMNS} from cases where id = any($1::uuid[]) order by id for update`, values: [ids] }

export const clocksOfCases = (ids: readonly Id[]): Statement =>
  ids.length === 1
    ? { name: 'case.clocks_of_one', text: 'select case_id, state from clocks where case_id = $1 order by started_at, id', values: ids }
    : { name: 'case.clocks', text: 'select case_id, state from clocks where case_id = any($1::uuid[]) order by started_at, id', values: [ids] }

export const readCases = (ids: readonly Id[]): Statement => ({
  name: 'case.read',
  text: 'select id, version, state, subject from cases where id = any($1::uuid[])',
  values: [ids],
})

/** Reads loaded cases by id. */
export function loadedCases(cases: Rows, clocks: Rows): ReadonlyMap<Id, LoadedCase> {
  const byCase = new Map<string, Clock[]>()
  for (const row of clocks.rows) {
    const list = byCase.get(String(row['case_id']))
    if (list === undefined) byCase.set(String(row['case_id']), [row['state'] as Clock])
    else list.push(row['state'] as Clock)
  }
  return new Map(cases.rows.map((row) => [row['id'] as Id, loadedCase(row, byCase.get(String(row['id'])) ?? [])]))
}

export const loadedCase = (row: Readonly<Record<string, unknown>>, clocks: readonly Clock[]): LoadedCase => ({
  aggregate: { state: row['state'] as CaseState, clocks },
  version: Number(row['version']),
  subject: row['subject'] as string | null,
  mailable: row['mailable'] === true,
})

/** Takes cases that have something to do by themselves; what another worker holds is passed over. */
export const takeDueCases = (now: Instant, limit: number): Statement => ({
  name: 'case.take_due',
  text: `select ${COLUMNS} from cases where wake_at <= $1 order by wake_at, id limit $2 for update skip locked`,
  values: [formatInstant(now), limit],
})

const ROW = rowArrays<SavedCase>([
  ['id', 'uuid', ({ aggregate }) => aggregate.state.id],
  ['number', 'text', ({ aggregate }) => aggregate.state.number],
  ['scenario', 'text', ({ aggregate }) => aggregate.state.scenario],
  ['handbook_id', 'uuid', ({ aggregate }) => aggregate.state.handbook],
  ['version', 'int', ({ version }) => version],
  ['status', 'text', ({ aggregate }) => aggregate.state.status],
  ['observed', 'boolean', ({ aggregate }) => aggregate.state.observed],
  ['customer_id', 'uuid', ({ aggregate }) => aggregate.state.customerId],
  ['team_id', 'uuid', ({ aggregate }) => aggregate.state.teamId],
  ['assignee_id', 'uuid', ({ aggregate }) => aggregate.state.assigneeId],
  ['parent_id', 'uuid', ({ aggregate }) => aggregate.state.parentId],
  ['subject', 'text', ({ subject }) => subject],
  ['green', 'boolean', ({ green }) => green],
  ['new_reply', 'boolean', ({ aggregate }) => aggregate.state.newReply],
  ['awaiting', 'text', ({ aggregate }) => awaiting(aggregate.state)],
  ['channel', 'text', ({ aggregate }) => aggregate.state.channel],
  ['state', 'json', ({ aggregate }) => aggregate.state],
  ['opened_at', 'timestamptz', ({ aggregate }) => instantText(aggregate.state.openedAt)],
  ['resolved_at', 'timestamptz', ({ aggregate }) => instantText(aggregate.state.resolvedAt)],
  ['closed_at', 'timestamptz', ({ aggregate }) => instantText(aggregate.state.closedAt)],
  ['next_due_at', 'timestamptz', ({ aggregate }) => instantText(nextDueAt(aggregate.clocks))],
  ['wake_at', 'timestamptz', ({ aggregate }) => instantText(wakeAt(aggregate))],
  ['updated_at', 'timestamptz', ({ at }) => instantText(at)],
])

export const insertCases = (cases: readonly SavedCase[]): Statement => ({
  name: 'case.insert',
  text: `insert into cases (${ROW.names}) select * from ${ROW.table}`,
  values: ROW.values(cases),
})

const CHANGING = ROW.names.split(', ').filter((name) => !['id', 'number', 'scenario', 'observed', 'channel', 'parent_id', 'opened_at'].includes(name))

export const updateCases = (cases: readonly SavedCase[]): Statement => ({
  name: 'case.update',
  text: `update cases set ${CHANGING.map((name) => `${name} = row.${name}`).join(', ')} from ${ROW.table} as row (${ROW.names}) where cases.id = row.id and cases.id = any($1::uuid[])`,
  values: ROW.values(cases),
})

type SavedClock = { readonly caseId: Id; readonly clock: Clock }
const CLOCK_ROW = rowArrays<SavedClock>([
  ['id', 'uuid', ({ clock }) => clock.id],
  ['case_id', 'uuid', ({ caseId }) => caseId],
  ['key', 'text', ({ clock }) => clock.key],
  ['clause', 'text', ({ clock }) => clock.clause],
  ['status', 'text', ({ clock }) => clock.status],
  ['state', 'json', ({ clock }) => clock],
  ['started_at', 'timestamptz', ({ clock }) => instantText(clock.startedAt)],
  ['ended_at', 'timestamptz', ({ clock }) => instantText(clock.endedAt)],
  ['due_at', 'timestamptz', ({ clock }) => instantText(clock.dueAt)],
  ['missed_at', 'timestamptz', ({ clock }) => instantText(clock.missedAt)],
  ['provisional', 'boolean', ({ clock }) => clock.provisional && isOpenClock(clock)],
])

/** Rows of the clocks that a decision started or changed. */
export const saveClocks = (cases: readonly SavedCase[]): Statement => ({
  name: 'case.save_clocks',
  text: `insert into clocks (${CLOCK_ROW.names}) select * from ${CLOCK_ROW.table}
    on conflict (id) do update set status = excluded.status, state = excluded.state, ended_at = excluded.ended_at, due_at = excluded.due_at,
    missed_at = excluded.missed_at, provisional = excluded.provisional`,
  values: CLOCK_ROW.values(cases.flatMap(({ aggregate, changedClocks }) => changedClocks.map((clock) => ({ caseId: aggregate.state.id, clock })))),
})

/** What a person wrote into a form or said on the telephone: codes readable, words sealed. */
export type NewRecord = {
  readonly id: Id
  readonly caseId: Id
  readonly kind: 'form' | 'record' | 'contact' | 'reason' | 'survey'
  readonly subject: string
  readonly form: string | null
  readonly codes: Readonly<Record<string, unknown>>
  readonly words: Buffer | null
  readonly author: { readonly kind: string; readonly id: Id | null }
  readonly at: Instant
}

export const insertRecord = (record: NewRecord): Statement => ({
  name: 'case.insert_record',
  text: `insert into case_records (id, case_id, kind, subject, form, codes, words, author_kind, author_id, recorded_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  values: [record.id, record.caseId, record.kind, record.subject, record.form, JSON.stringify(record.codes), record.words, record.author.kind, record.author.id, formatInstant(record.at)],
})

export const teamsStatement: Statement = {
  name: 'case.teams',
  text: 'select id, role, lead_id from teams where archived_at is null order by created_at, id',
  values: [],
}

/** Reserves `count` serial numbers of a day; answers the last of them. */
export const takeSerials = (prefix: string, day: string, count: number): Statement => ({
  name: 'case.take_serials',
  text: `insert into case_serials (prefix, day, last) values ($1, $2, $3)
    on conflict (prefix, day) do update set last = case_serials.last + excluded.last returning last`,
  values: [prefix, day, count],
})

/** A case whose own time could not be decided: looked at again later, so that it does not stop the others. */
export const postponeWake = (id: Id, until: Instant): Statement => ({
  name: 'case.postpone_wake',
  text: 'update cases set wake_at = $2 where id = $1',
  values: [id, formatInstant(until)],
})
