import { audienceOf } from '#capabilities/access/core/audience.ts'
import { fileCases } from '#capabilities/access/server/visibility.ts'
import { assert, must } from '#kernel/assert.ts'
import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { holds } from '#capabilities/handbook/core/condition.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { appendEvents, type NewEvent } from '#platform/events/append-events.ts'
import { enqueue, type Wish } from '#platform/outbox/outbox-store.ts'
import type { Actor, CaseCommand } from '../core/case-command.ts'
import type { CaseEvent } from '../core/case-event.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import { decideCase } from '../core/decide-case.ts'
import { factsOf } from '../core/happenings.ts'
import type { CaseAggregate, CaseDecision, CaseRefusal } from '../core/unfolding.ts'
import { presentVersion } from '../core/upcast-event.ts'
import { assignmentNotices } from './assignment-notices.ts'
import type { CaseDeps } from './case-deps.ts'
import { enqueueEffects } from './effects.ts'
import type { HandbookVersion } from './handbook-source.ts'
import { nextDueAt } from '../core/wake.ts'
import { mailableCustomers } from './mailable.ts'
import { clocksOfCases, insertCases, loadedCases, lockCases, saveClocks, teamsStatement, updateCases, type LoadedCase, type SavedCase } from './store.ts'

/** One command on one case, with everything that is saved beside it. */
export type CaseRequest = {
  readonly caseId: Id
  /** The id was made for this request: nobody else can know the case, and there is nothing to load. */
  readonly isNew?: true
  readonly command: CaseCommand
  readonly actor: Actor
  readonly commandId: Id
  readonly requestId: string | null
  /** Scenario of a case to be opened; the version a case is moved to. Others run under what they began with. */
  readonly scenario?: Scenario
  /** A case that is opened without a team goes to the oldest of this role. */
  readonly ownerRole?: string
  readonly subject?: string | null
  /** The customer is taken down with this request, with an address to write to. */
  readonly newCustomer?: Id
  readonly recordedAt?: Instant
  /** Called under the lock with the case as it is: throws what the viewer may not do. */
  readonly authorise?: (aggregate: CaseAggregate) => void
  /** Rows that are saved with the events: the message, the form's words. */
  readonly rows?: (after: CaseAggregate) => readonly Statement[]
}

export type CaseResult =
  | { readonly ok: true; readonly events: readonly CaseEvent[]; readonly after: CaseAggregate; readonly version: number }
  /** `scenario`: the one it ran under, whose words tell what was wrong. */
  | { readonly ok: false; readonly refusal: CaseRefusal; readonly scenario?: Scenario }

type Teams = ReadonlyMap<string, { readonly role: string; readonly leadId: Id | null }>
/** Teams of the house by id, oldest first. */
export const readTeams = (rows: Rows): Teams =>
  new Map(rows.rows.map((row) => [String(row['id']), { role: String(row['role']), leadId: (row['lead_id'] as Id | null) ?? null }]))

/** A case of a batch while it is decided: several commands may follow each other on it. */
type Working = { readonly loaded: LoadedCase | undefined; aggregate: CaseAggregate | null; version: number; green: boolean; subject: string | null; at: Instant; dirty: boolean }

/**
 * The unit of the shell: load and lock → authorise → decide → save rows, events and wishes in one transaction.
 * A request is a batch of one. `settle` are statements that belong to the same transaction (the idempotency key).
 * In a batch of one a refusal leaves nothing; in a larger one the others stand, unless they belong `together`.
 */
export async function runCases(deps: CaseDeps, requests: readonly CaseRequest[], settle: readonly Statement[] = [], options: { readonly together?: boolean } = {}): Promise<readonly CaseResult[]> {
  const ids = [...new Set(requests.filter((request) => request.isNew !== true).map((request) => request.caseId))].toSorted()
  const named = [...new Set(requests.flatMap(({ command }) => (namesCustomer(command) && command.customerId !== null ? [command.customerId] : [])))]
  const fresh = requests.flatMap(({ newCustomer }) => newCustomer ?? [])
  const statements = [teamsStatement, ...(ids.length === 0 ? [] : [lockCases(ids), clocksOfCases(ids)]), ...(named.length === 0 ? [] : [mailableCustomers(named, fresh)])]
  return deps.db.transaction(statements, async ([teams, ...rows]) => {
    const [cases, clocks] = ids.length === 0 ? [] : rows
    const loaded = cases === undefined || clocks === undefined ? new Map<Id, LoadedCase>() : loadedCases(cases, clocks)
    const mailable = new Set((named.length === 0 ? [] : (rows.at(-1)?.rows ?? [])).map((row) => row['id'] as Id))
    return decideBatch(deps, { requests, loaded, teams: readTeams(must(teams, 'teams were loaded')), settle, mailable, together: options.together === true })
  })
}

export type Batch = { readonly requests: readonly CaseRequest[]; readonly loaded: ReadonlyMap<Id, LoadedCase>; readonly teams: Teams; readonly settle: readonly Statement[]; /** Of the customers whom commands name, those whom a mail can reach. */ readonly mailable?: ReadonlySet<Id>; readonly together?: boolean }

/** Decides a loaded batch and answers what is to be written; used by commands and by the worker of due cases alike. */
export async function decideBatch(deps: CaseDeps, batch: Batch) {
  const working = new Map<Id, Working>()
  const results: CaseResult[] = []
  const events: NewEvent[] = []
  const writes: Statement[] = []
  const effects: Parameters<typeof enqueueEffects>[0] = []
  const notices: Wish[] = []
  for (const given of batch.requests) {
    const request = withOwner(given, batch.teams)
    const case_ = workingCase(working, batch.loaded, request)
    const version = await versionFor(deps, case_, request)
    if (version === undefined) {
      results.push(refused('case.not_found'))
      continue
    }
    if (case_.aggregate !== null) request.authorise?.(case_.aggregate)
    const decision = decide(deps, case_, request, version, batch)
    if (decision.ok) {
      const recorded = recordEvents(deps, case_, request, decision)
      const { at } = request.command
      events.push(...recorded)
      notices.push(...assignmentNotices({ before: case_.aggregate?.state ?? null, after: decision.after.state, events: recorded, actor: request.actor, at, leadId: leadOf(decision.after, batch.teams) }, deps.newId))
      effects.push(...decision.effects.map((effect) => ({ effect, at })))
      take(case_, request, decision, version)
      writes.push(...(request.rows?.(decision.after) ?? []))
    }
    results.push(decision.ok ? { ok: true, events: decision.events, after: decision.after, version: case_.version } : { ...decision, scenario: version.scenario })
  }
  const refusedWhole = results.some((result) => !result.ok) && (results.length === 1 || batch.together === true)
  if (refusedWhole) return { abandon: true as const, answer: results as readonly CaseResult[] }
  const saved = [...working.values()].filter((it) => it.dirty)
  return { writes: [...saveStatements(saved), ...(events.length > 0 ? [appendEvents(events)] : []), ...enqueueEffects(effects, deps.newId), ...enqueueNotices(notices), ...writes, ...batch.settle], answer: results as readonly CaseResult[] }
}

const leadOf = ({ state }: CaseAggregate, teams: Teams): Id | null => (state.teamId === null ? null : (teams.get(state.teamId)?.leadId ?? null))

const enqueueNotices = (notices: readonly Wish[]): readonly Statement[] => (notices[0] === undefined ? [] : [enqueue(notices, notices[0].dueAt)])

/** A new case that was given to nobody goes to the oldest team of the role that owns its scenario. */
function withOwner(request: CaseRequest, teams: Teams): CaseRequest {
  const { command } = request
  if (command.type !== 'openCase' || command.teamId !== null) return request
  const role = request.ownerRole ?? request.scenario?.definition.owner
  const owner = [...teams].find(([, team]) => team.role === role)
  return owner === undefined ? request : { ...request, command: { ...command, teamId: owner[0] as Id } }
}

function workingCase(working: Map<Id, Working>, loaded: ReadonlyMap<Id, LoadedCase>, request: CaseRequest): Working {
  const known = working.get(request.caseId)
  if (known !== undefined) return known
  const row = loaded.get(request.caseId)
  const fresh: Working = { loaded: row, aggregate: row?.aggregate ?? null, version: row?.version ?? 0, green: false, subject: row?.subject ?? request.subject ?? null, at: request.command.at, dirty: false }
  working.set(request.caseId, fresh)
  return fresh
}

type InForce = { readonly scenario: Scenario; readonly handbook: HandbookVersion }

/** The scenario a case runs under: its own version's, or the one given for opening and moving. Undefined when there is no such case. */
async function versionFor(deps: CaseDeps, { aggregate }: Working, request: CaseRequest): Promise<InForce | undefined> {
  const given = request.scenario
  const id = given?.handbook ?? aggregate?.state.handbook
  if (id === undefined) return undefined
  const handbook = await deps.handbooks.version(id)
  const scenario = given ?? handbook.scenario(must(aggregate, 'a case without a given scenario was loaded').state.scenario)
  return { handbook, scenario: must(scenario, `handbook version ${id} has the scenario of its case`) }
}

const namesCustomer = (command: CaseCommand): command is Extract<CaseCommand, { type: 'openCase' | 'setCustomer' }> => command.type === 'openCase' || command.type === 'setCustomer'

/** Whether a mail can reach the customer whom the command names, else the one of the case. */
function isMailable({ aggregate, loaded }: Working, command: CaseCommand, mailable: Batch['mailable']): boolean {
  const customerId = namesCustomer(command) ? command.customerId : (aggregate?.state.customerId ?? null)
  if (customerId === null) return false
  return mailable?.has(customerId) === true || (loaded?.aggregate.state.customerId === customerId && loaded.mailable)
}

function decide(deps: CaseDeps, case_: Working, request: CaseRequest, { scenario, handbook }: InForce, { teams, mailable }: Batch): CaseDecision {
  return decideCase(case_.aggregate, request.command, { scenario, calendars: handbook.calendars, ids: deps.newId, actor: request.actor, team: (id) => teams.get(id), mailable: isMailable(case_, request.command, mailable) })
}

type Decided = Extract<CaseDecision, { ok: true }>

function recordEvents(deps: CaseDeps, case_: Working, request: CaseRequest, decision: Decided): readonly NewEvent[] {
  const { actor, command, commandId, requestId } = request
  const actorId = actor.kind === 'system' ? null : actor.id
  return decision.events.map((event, index) => {
    const { type, at, ...data } = event
    return {
      id: deps.newId(),
      streamKind: 'case',
      streamId: request.caseId,
      version: case_.version + index + 1,
      type,
      v: presentVersion(type),
      occurredAt: at,
      recordedAt: request.recordedAt ?? command.at,
      actor: { kind: actor.kind, id: actorId },
      command: command.type,
      commandId,
      requestId,
      data,
    }
  })
}

function take(case_: Working, request: CaseRequest, decision: Decided, { scenario }: InForce): void {
  if (decision.events.length === 0) return
  case_.aggregate = decision.after
  case_.version += decision.events.length
  case_.green = scenario.definition.green !== undefined && holds(scenario.definition.green.when, factsOf(decision.after.state))
  if (request.subject !== undefined) case_.subject = request.subject
  case_.at = request.recordedAt ?? request.command.at
  case_.dirty = true
}

function saveStatements(working: readonly Working[]): readonly Statement[] {
  if (working.length === 0) return []
  const saved = working.map((it) => savedCase(it))
  const fresh = saved.filter((_, index) => working[index]!.loaded === undefined)
  const known = saved.filter((_, index) => working[index]!.loaded !== undefined)
  const filings = working.flatMap(newFiling)
  return [
    ...(fresh.length > 0 ? [insertCases(fresh)] : []),
    ...(known.length > 0 ? [updateCases(known)] : []),
    ...(saved.some((it) => it.changedClocks.length > 0) ? [saveClocks(saved)] : []),
    ...(filings.length > 0 ? [fileCases(filings, new Set(fresh.map(({ aggregate }) => aggregate.state.id)))] : []),
  ]
}

function savedCase({ aggregate, loaded, version, subject, green, at }: Working): SavedCase {
  assert(aggregate !== null, 'a case that changed has a state')
  const before = new Map(loaded?.aggregate.clocks.map((clock) => [clock.id, clock]))
  return { aggregate, changedClocks: aggregate.clocks.filter((clock) => before.get(clock.id) !== clock), version, subject, green, at }
}

/** How a case is filed now, if that is new: most of what happens to a case leaves its place in the lists as it was. */
function newFiling({ aggregate, loaded }: Working) {
  const filing = filingOf(must(aggregate, 'a case that changed has a state'))
  return loaded !== undefined && JSON.stringify(filing) === JSON.stringify(filingOf(loaded.aggregate)) ? [] : [filing]
}

function filingOf({ state, clocks }: CaseAggregate) {
  return { caseId: state.id, customerId: state.customerId, keys: audienceOf(state), nextDueAt: nextDueAt(clocks), status: state.status, closedAt: state.closedAt }
}
