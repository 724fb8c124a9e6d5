import { authorise, type Viewer } from '#capabilities/access/core/viewer.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import { must } from '#kernel/assert.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { Before } from '../core/batch-action.ts'
import type { CaseCommand } from '../core/case-command.ts'
import type { CaseState } from '../core/case-state.ts'
import { actorOf } from './acting-viewer.ts'
import type { BatchItem } from './batch-store.ts'
import type { CaseDeps } from './case-deps.ts'
import { decideBatch, readTeams, type CaseRequest } from './run-cases.ts'
import { clocksOfCases, loadedCases, lockCases, teamsStatement } from './store.ts'

/** What is to be done to one case: a command, nothing because it is so already, or a refusal. */
export type Plan = { readonly command: CaseCommand; readonly before: Before | null; readonly rows?: () => readonly Statement[] } | { readonly refusal: Refusal } | null

export type BatchRun = {
  readonly viewer: Viewer
  readonly permission: Permission
  readonly at: Instant
  readonly requestId: string
  /** The events of all cases carry it. */
  readonly commandId: Id
  readonly caseIds: readonly Id[]
  readonly plan: (state: CaseState) => Plan
  readonly dryRun: boolean
  /** What is written with it: the batch, its outcomes, the idempotency key. */
  readonly record: (items: readonly BatchItem[]) => readonly Statement[]
}

type Loaded = ReturnType<typeof loadedCases>

/** One command on each of many cases, in one transaction: what is refused stands aside and stops none of the others. A dry run decides the same and keeps nothing. */
export async function runBatch(deps: CaseDeps, run: BatchRun): Promise<readonly BatchItem[]> {
  const ids = [...new Set(run.caseIds)].toSorted()
  return deps.db.transaction<readonly BatchItem[]>([lockCases(ids), clocksOfCases(ids), teamsStatement], async ([cases, clocks, teams]) => {
    const loaded = loadedCases(must(cases, 'cases were loaded'), must(clocks, 'clocks were loaded'))
    const plans = run.caseIds.map((id) => ({ id, plan: planOf(run, loaded, id) }))
    const requests = plans.flatMap(({ id, plan }) => (plan !== null && 'command' in plan ? [requestOf(run, id, plan)] : []))
    const batch = await decideBatch(deps, { requests, loaded, teams: readTeams(must(teams, 'teams were loaded')), settle: [] })
    const results = new Map(requests.map(({ caseId }, index) => [caseId, batch.answer[index]]))
    const items = plans.map(({ id, plan }) => itemOf({ loaded, id, plan, result: results.get(id) }))
    if (run.dryRun) return { abandon: true, answer: items }
    return { writes: [...('writes' in batch ? (batch.writes ?? []) : []), ...run.record(items)], answer: items }
  })
}

/** Hidden cases are not there; visible ones may be forbidden. Asked under the lock. */
function planOf({ viewer, permission, plan }: BatchRun, loaded: Loaded, id: Id): Plan {
  const state = loaded.get(id)?.aggregate.state
  const answer = state === undefined ? 'hidden' : authorise(viewer, permission, state)
  if (state === undefined || answer === 'hidden') return { refusal: { code: 'case.not_found' } }
  return answer === 'forbidden' ? { refusal: { code: 'access.forbidden', params: { permission } } } : plan(state)
}

const requestOf = ({ viewer, commandId, requestId }: BatchRun, caseId: Id, plan: Extract<Plan, { command: CaseCommand }>): CaseRequest =>
  ({ caseId, command: plan.command, actor: actorOf(viewer), commandId, requestId, ...(plan.rows === undefined ? {} : { rows: plan.rows }) })

type Outcome = { readonly loaded: Loaded; readonly id: Id; readonly plan: Plan; readonly result: Awaited<ReturnType<typeof decideBatch>>['answer'][number] | undefined }

function itemOf({ loaded, id, plan, result }: Outcome): BatchItem {
  const hidden = plan !== null && 'refusal' in plan && plan.refusal.code === 'case.not_found'
  const known = { caseId: id, number: hidden ? null : (loaded.get(id)?.aggregate.state.number ?? null), before: null }
  if (plan === null) return { ...known, outcome: 'same', refusal: null }
  if ('refusal' in plan) return { ...known, outcome: 'refused', refusal: plan.refusal }
  return result?.ok === true ? { ...known, outcome: 'changed', refusal: null, before: plan.before } : { ...known, outcome: 'refused', refusal: must(result?.refusal, 'a case that was asked has an answer') }
}
