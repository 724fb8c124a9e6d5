import { createHash } from 'node:crypto'
import { compileScenario, type Scenario } from '#capabilities/case/core/compile-scenario.ts'
import { caseNumber } from '#capabilities/case/core/case-number.ts'
import type { CaseDeps } from '#capabilities/case/server/case-deps.ts'
import { decideBatch, readTeams, type CaseRequest, type CaseResult } from '#capabilities/case/server/run-cases.ts'
import { lockCases, teamsStatement } from '#capabilities/case/server/store.ts'
import type { ScenarioDefinition } from '#capabilities/case/definition.ts'
import { must } from '#kernel/assert.ts'
import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { messageFor, localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import type { LogCase } from './import-xes-log.ts'
import { scenarioUnder, type LogMap } from './import-xes-map.ts'
import { importedCaseId, type Reader, type Replay } from './import-xes-replay.ts'

/** Cases and events of one transaction; a case is never divided. */
export const BATCH = { casesMax: 100, eventsMax: 3_000 } as const

/** Where cases go. `dryRun` decides everything and keeps nothing. */
export type Target = { readonly deps: CaseDeps; readonly map: LogMap; readonly scenario: Scenario; readonly serialDigits: number; readonly reader: Reader; readonly dryRun: boolean }
export type Written = { readonly imported: number; readonly known: number; readonly unopened: number }

/** The target of a log: its scenario under the handbook in force, with the map's calendar and limits. */
export async function targetOf(deps: CaseDeps, { map, scenario, reader, dryRun }: { readonly map: LogMap; readonly scenario: ScenarioDefinition; readonly reader: Reader; readonly dryRun: boolean }): Promise<Target> {
  const { id, serialDigits } = await deps.handbooks.current()
  return { deps, map, scenario: compileScenario(scenarioUnder(map, scenario), id), serialDigits, reader, dryRun }
}

type Incoming = { readonly id: Id; readonly logCase: LogCase; readonly replay: Replay }

/** Replays cases in one transaction; those that are here already are passed over, so that an import can be repeated and resumed. */
export async function writeCases(target: Target, cases: readonly LogCase[]): Promise<Written> {
  const incoming: Incoming[] = []
  for (const logCase of cases) {
    const replay = target.reader(logCase)
    if (replay !== null) incoming.push({ id: idOf(target.map, logCase), logCase, replay })
  }
  const fresh = await withoutKnown(target, incoming)
  const requests = await requestsFor(target, fresh)
  const imported = fresh.length === 0 ? 0 : await write(target, fresh, requests)
  return { imported, known: incoming.length - imported, unopened: cases.length - incoming.length }
}

const idOf = ({ source }: LogMap, { id }: LogCase): Id => importedCaseId(createHash('sha256').update(`${source}\0${id}`).digest())

async function withoutKnown({ deps }: Target, incoming: readonly Incoming[]): Promise<readonly Incoming[]> {
  const { rows } = await deps.db.query({ name: 'import.known', text: 'select id from cases where id = any($1::uuid[])', values: [incoming.map(({ id }) => id)] })
  const known = new Set(rows.map(({ id }) => id))
  return incoming.filter(({ id }) => !known.has(id))
}

type OfCase = { readonly id: Id; readonly requests: readonly CaseRequest[] }

const requestsFor = (target: Target, fresh: readonly Incoming[]): Promise<readonly OfCase[]> =>
  Promise.all(fresh.map(async (incoming) => ({ id: incoming.id, requests: await requestsOf(target, incoming) })))

async function requestsOf(target: Target, { id, logCase, replay }: Incoming): Promise<readonly CaseRequest[]> {
  const { deps, scenario } = target
  const said = { caseId: id, actor: { kind: 'system' }, commandId: deps.newId(), requestId: null, scenario, recordedAt: deps.now() } as const
  const command = {
    type: 'openCase', at: replay.openedAt, caseId: id, number: await numberOf(target, replay), customerId: null, channel: 'import', teamId: null, parentId: null,
    facts: replay.codes, observed: true, messageId: null, auto: 'none',
  } as const
  return [{ ...said, command, subject: logCase.id }, ...replay.commands.map((next) => ({ ...said, command: next }))]
}

async function numberOf({ deps, scenario, serialDigits, dryRun }: Target, { openedAt }: Replay): Promise<string> {
  const { calendars } = await deps.handbooks.version(scenario.handbook)
  const { prefix, calendar } = scenario.definition
  const day = calendars(calendar).dateOf(openedAt)
  return dryRun ? caseNumber(prefix, day, { number: 0, digits: serialDigits }) : deps.numbers.next(prefix, day, serialDigits)
}

/** Answers how many came in: another import may have brought some of them meanwhile. */
function write(target: Target, fresh: readonly Incoming[], cases: readonly OfCase[]): Promise<number> {
  const { deps, dryRun, map } = target
  const ids = fresh.map(({ id }) => id).toSorted()
  return deps.db.transaction([lockCases(ids), teamsStatement], async ([locked, teams]) => {
    const known = new Set(must(locked, 'cases were locked').rows.map((row) => row['id']))
    const taken = fresh.filter(({ id }) => !known.has(id))
    const requests = cases.filter(({ id }) => !known.has(id)).flatMap((it) => it.requests)
    const settle = taken.length === 0 ? [] : [rememberNames(map, taken, formatInstant(deps.now()))]
    const decided = await decideBatch(deps, { requests, loaded: new Map(), teams: readTeams(must(teams, 'teams were loaded')), settle })
    for (const [index, result] of decided.answer.entries()) if (!result.ok) throw refusedHistory(taken, requests[index]!.caseId, result.refusal)
    return dryRun || 'abandon' in decided ? { abandon: true, answer: taken.length } : { writes: decided.writes, answer: taken.length }
  })
}

type RefusalOf = Extract<CaseResult, { ok: false }>['refusal']

function refusedHistory(taken: readonly Incoming[], caseId: Id, { code, params }: RefusalOf): Fault {
  const name = taken.find(({ id }) => id === caseId)?.logCase.id ?? caseId
  return new Fault('import.refused', { retryable: false, params: { case: name, reason: messageFor(code, params ?? {}, localeOfEnvironment(process.env)) } })
}

const rememberNames = ({ source }: LogMap, taken: readonly Incoming[], at: string): Statement => ({
  name: 'import.names',
  text: 'insert into imported_cases (case_id, source, external_id, imported_at) select case_id, $1, external_id, $2 from unnest($3::uuid[], $4::text[]) as given (case_id, external_id)',
  values: [source, at, taken.map(({ id }) => id), taken.map(({ logCase }) => logCase.id)],
})
