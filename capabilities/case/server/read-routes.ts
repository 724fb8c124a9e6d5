import type { Clock } from '#capabilities/clock/core/clock.ts'
import { sayRemaining, remaining } from '#capabilities/clock/core/remaining.ts'
import { ledger } from '#capabilities/clock/core/ledger.ts'
import { spentBy } from '#capabilities/clock/core/measure-clock.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { must } from '#kernel/assert.ts'
import { formatDuration } from '#kernel/duration.ts'
import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCase, ByClock, CaseEventPage, CaseView, LedgerView, PageQuery, RecordPage } from '../contract.ts'
import { upcastEvent } from '../core/upcast-event.ts'
import type { CaseDeps } from './case-deps.ts'
import { openWords } from './case-rows.ts'
import { fileIdsIn } from '../core/file-answer.ts'
import { filesNamedIn } from './form-files.ts'
import { presentCase } from './present-case.ts'
import { caseSeen, eventsOfCase, recordsOfCase, timeIn, visibleCaseRow } from './queries.ts'
import { loadedCase } from './store.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'

const HISTORY_LIMIT = 100
const VERSION_MAX = 2 ** 31 - 1

/** A case and its clocks in one look, or nothing this viewer may know of. */
export async function loadVisible(deps: CaseDeps, viewer: Viewer, id: Id) {
  const { rows } = await deps.db.query(visibleCaseRow(viewer, id))
  const row = rows[0]
  if (row === undefined) throw notFound()
  const loaded = loadedCase(row, (row['clocks'] ?? []) as Clock[])
  const handbook = await deps.handbooks.version(loaded.aggregate.state.handbook)
  const scenario = must(handbook.scenario(loaded.aggregate.state.scenario), 'a case runs under a scenario of its handbook')
  return { loaded, handbook, scenario, green: row['green'] === true, mailboxOpen: row['mailbox_open'] === true }
}

/** Nothing is known of a case that the viewer may not see. */
export async function requireSeen(deps: CaseDeps, viewer: Viewer, id: Id): Promise<void> {
  if ((await deps.db.query(caseSeen(viewer, id))).rows.length === 0) throw notFound()
}

/** One case, its history, its records and the ledger of a clock. */
export function registerCaseReads(app: Http, deps: CaseDeps): void {
  registerOne(app, deps)
  registerHistory(app, deps)
  registerRecords(app, deps)
  registerLedger(app, deps)
}

function registerOne(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases/:id',
    schema: { tags: ['case'], summary: '工单详情', params: ByCase, response: { 200: CaseView } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      const { loaded, handbook, scenario, green, mailboxOpen } = await loadVisible(deps, viewer, request.params.id as Id)
      return presentCase(loaded, { viewer, scenario, scenarios: handbook.scenarios, green, mailboxOpen, locale: localeOfHeader(request.headers['accept-language']) })
    },
  })
}

function registerHistory(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases/:id/events',
    schema: { tags: ['case'], summary: '工单历史', params: ByCase, querystring: PageQuery, response: { 200: CaseEventPage } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      const id = request.params.id as Id
      const { limit, after } = pageAsked({ limit: HISTORY_LIMIT, ...request.query }, { version: '0' })
      const { rows } = await deps.db.query(eventsOfCase(viewer, id, { after: Math.min(Number(after.version), VERSION_MAX), limit }))
      if (rows.length === 0) await requireSeen(deps, viewer, id)
      return {
        items: rows.map((row) => ({
          id: String(row['id']),
          version: Number(row['version']),
          type: String(row['type']),
          occurredAt: must(timeIn(row['occurred_at']), 'an event has its time'),
          recordedAt: must(timeIn(row['recorded_at']), 'an event has its time'),
          actorKind: String(row['actor_kind']),
          actorId: row['actor_id'] as string | null,
          command: String(row['command']),
          commandId: String(row['command_id']),
          data: dataOf(row),
        })),
        next: nextOf(rows, limit, (last) => ({ version: String(last['version']) })),
      }
    },
  })
}

/** What an event says, in the form of today. Fault `case.event_unknown`. */
function dataOf(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read = upcastEvent({ type: String(row['type']), v: Number(row['v']), at: row['occurred_at'] as Instant, data: row['data'] as Record<string, unknown> })
  if (!read.ok) throw new Fault(read.refusal.code, { retryable: false })
  const { type: _type, at: _at, ...data } = read.event
  return data
}

function registerRecords(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases/:id/records',
    schema: { tags: ['case'], summary: '工单表单与记录', params: ByCase, querystring: PageQuery, response: { 200: RecordPage } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      const id = request.params.id as Id
      const page = pageAsked(request.query, { at: '-infinity', id: FIRST_ID })
      const { rows } = await deps.db.query(recordsOfCase(viewer, id, page))
      if (rows.length === 0) await requireSeen(deps, viewer, id)
      const opened = rows.map((row) => openWords(deps.sealing, row['id'] as Id, row['words'] as Uint8Array | null))
      const files = await filesNamedIn(deps.db, id, opened)
      return {
        items: rows.map((row, index) => ({
          id: String(row['id']),
          kind: String(row['kind']),
          subject: String(row['subject']),
          form: row['form'] as string | null,
          codes: row['codes'] as Record<string, unknown>,
          words: { ...opened[index] },
          files: Object.values(opened[index] ?? {}).flatMap((said) => (fileIdsIn(said) ?? []).flatMap((file) => files.get(file) ?? [])),
          authorKind: String(row['author_kind']),
          authorId: row['author_id'] as string | null,
          recordedAt: must(timeIn(row['recorded_at']), 'a record has its time'),
        })),
        next: nextOf(rows, page.limit, (last) => ({ at: must(timeIn(last['recorded_at']), 'a record has its time'), id: String(last['id']) })),
      }
    },
  })
}

function registerLedger(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases/:id/clocks/:clock/ledger',
    schema: { tags: ['case'], summary: '计时明细：每一段时间计不计、为什么', params: ByClock, response: { 200: LedgerView } },
    handler: async (request) => {
      const { loaded, handbook } = await loadVisible(deps, viewerOf(request), request.params.id as Id)
      const clock = loaded.aggregate.clocks.find((it) => it.id === request.params.clock)
      if (clock === undefined) throw notFound()
      const at = deps.now()
      const left = remaining(clock, at, handbook.calendars)
      const calendar = handbook.calendars(must(clock.policies.at(-1), 'a clock has a policy').policy.calendar)
      return {
        dueAt: timeIn(left.dueAt),
        elapsed: formatDuration(spentBy(clock, clock.endedAt ?? at, handbook.calendars)),
        remaining: left.amount === null ? null : formatDuration(left.amount),
        saying: sayRemaining(left, { at, calendar, locale: localeOfHeader(request.headers['accept-language']) }),
        provisional: clock.provisional,
        ledger: ledger(clock, clock.endedAt ?? at, handbook.calendars).map((entry) => ({ from: formatInstant(entry.from), to: formatInstant(entry.to), counts: entry.counts, why: entry.why })),
      }
    },
  })
}
