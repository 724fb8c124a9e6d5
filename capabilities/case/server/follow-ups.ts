import type { Code } from '#capabilities/handbook/core/condition.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import type { CaseCommand, CaseEffect, FollowUp } from '../core/case-command.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import type { CaseDeps } from './case-deps.ts'
import type { HandbookVersion } from './handbook-source.ts'
import { runCases, type CaseRequest } from './run-cases.ts'

/** A case about to be opened. */
export type Opening = {
  readonly caseId: Id
  readonly scenario: string
  readonly customerId: Id | null
  readonly channel: string
  /** Null: the oldest team of the role that owns the scenario. */
  readonly teamId: Id | null
  readonly role: string | null
  readonly parentId: Id | null
  readonly facts: Readonly<Record<string, Code>>
  readonly messageId: Id | null
  readonly auto: string
  readonly observed: boolean
  readonly at: Instant
}

export type PreparedOpening = { readonly command: Extract<CaseCommand, { type: 'openCase' }>; readonly scenario: Scenario; readonly handbook: HandbookVersion; readonly ownerRole: string }

/** Number, owning role and handbook version of a new case; undefined when the handbook in force has no such scenario. */
export async function prepareOpening(deps: CaseDeps, opening: Opening): Promise<PreparedOpening | undefined> {
  const handbook = await deps.handbooks.current()
  const scenario = handbook.scenario(opening.scenario)
  if (scenario === undefined) return undefined
  const { definition } = scenario
  const day = handbook.calendars(definition.calendar).dateOf(opening.at)
  const number = await deps.numbers.next(definition.prefix, day, handbook.serialDigits)
  const ownerRole = opening.role ?? definition.owner
  const { caseId, customerId, teamId, channel, parentId, facts, messageId, auto, observed, at } = opening
  return { command: { type: 'openCase', at, caseId, number, customerId, channel, teamId, parentId, facts, observed, messageId, auto }, scenario, handbook, ownerRole }
}

type CommandEffect = Extract<CaseEffect, { type: 'command' }>

/** One case asked another for something: done once, and harmless when repeated. */
export async function carryOutFollowUp(deps: CaseDeps, job: Job, now: Instant): Promise<Outcome> {
  const wish = job.payload as Omit<CommandEffect, 'type'>
  const request = await requestFor(deps, wish, { id: job.id, now })
  if (request === undefined) return { kind: 'failed', code: 'case.scenario_unknown' }
  const [result] = await runCases(deps, [request])
  const { ok } = must(result, 'one request has one result')
  if (ok || isRepeated(result!.ok ? '' : result!.refusal.code)) return DONE
  return { kind: 'failed', code: result!.ok ? '' : result!.refusal.code }
}

const isRepeated = (code: string): boolean => code === 'case.already_open'

async function requestFor(deps: CaseDeps, { caseId, scenario, command }: Omit<CommandEffect, 'type'>, { id, now }: { id: Id; now: Instant }): Promise<CaseRequest | undefined> {
  const common = { caseId, actor: { kind: 'system' as const }, commandId: id, requestId: null }
  if (command.type !== 'openChildCase') return { ...common, command: { ...command, at: now } }
  const prepared = await prepareOpening(deps, childOpening(caseId, scenario, command, now))
  if (prepared === undefined) return undefined
  return { ...common, command: prepared.command, scenario: prepared.scenario, ownerRole: prepared.ownerRole, subject: await subjectOf(deps, command.parentId) }
}

const childOpening = (caseId: Id, scenario: string | null, command: Extract<FollowUp, { type: 'openChildCase' }>, at: Instant): Opening => ({
  caseId,
  scenario: must(scenario, 'a child case names its scenario'),
  customerId: command.customerId,
  channel: command.channel,
  teamId: null,
  role: command.role,
  parentId: command.parentId,
  facts: command.facts,
  messageId: null,
  auto: 'none',
  observed: false,
  at,
})

async function subjectOf(deps: CaseDeps, caseId: Id): Promise<string | null> {
  const answer = await deps.db.query({ name: 'case.subject', text: 'select subject from cases where id = $1', values: [caseId] })
  return (answer.rows[0]?.['subject'] as string | null | undefined) ?? null
}
