import { may, type Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { forbidden, HttpProblem, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { MoveReport, VersionMove } from '../contract.ts'
import { activeSteps } from '../core/case-state.ts'
import { planMove, type StepMapping } from '../core/plan-move.ts'
import { isOpenClock } from '../core/unfolding.ts'
import { actorOf, authoriseOn } from './acting-viewer.ts'
import type { CaseDeps } from './case-deps.ts'
import type { HandbookVersion } from './handbook-source.ts'
import { loadVisible } from './read-routes.ts'
import { runCases } from './run-cases.ts'

type Moved = { readonly caseId: Id; readonly ok: boolean; readonly code: string | null; readonly steps: string[] }
type Moving = { readonly viewer: Viewer; readonly to: HandbookVersion; readonly mapping: StepMapping; readonly requestId: string; readonly at: Instant }

/** Chosen cases go on under another handbook version; the dry run says case by case what would happen. */
export function registerVersionMove(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'POST',
    url: '/api/v1/version-moves',
    schema: { tags: ['case'], summary: '把所选工单移到另一版服务手册（可先试算）', body: VersionMove, response: { 200: MoveReport } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      if (!may(viewer, 'case.move_version')) throw forbidden('case.move_version')
      const { caseIds, handbookId, steps = {}, dryRun } = request.body
      const to = await deps.handbooks.find(handbookId)
      if (to === null) throw refusal({ code: 'case.handbook_unknown' })
      const moving: Moving = { viewer, to, mapping: steps, requestId: request.id, at: deps.now() }
      const items: Moved[] = []
      for (const caseId of caseIds as Id[]) items.push(await unlessHidden(caseId, dryRun ? tryMove(deps, caseId, moving) : move(deps, caseId, moving)))
      return { dryRun, items }
    },
  })
}

/** One hidden case among many is told apart, and stops none of the others. */
async function unlessHidden(caseId: Id, moved: Promise<Moved>): Promise<Moved> {
  try {
    return await moved
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return { caseId, ok: false, code: 'case.not_found', steps: [] }
    if (error instanceof HttpProblem && error.status === 403) return { caseId, ok: false, code: 'access.forbidden', steps: [] }
    throw error
  }
}

async function tryMove(deps: CaseDeps, caseId: Id, { viewer, to, mapping }: Moving): Promise<Moved> {
  const { loaded, scenario } = await loadVisible(deps, viewer, caseId)
  const { state, clocks } = loaded.aggregate
  const target = to.scenario(state.scenario)
  if (target === undefined) return { caseId, ok: false, code: 'case.scenario_unknown', steps: [] }
  const moving = { activeSteps: activeSteps(state), openClocks: clocks.filter(isOpenClock).map(({ key }) => key), facts: Object.keys(state.facts) }
  const plan = planMove(moving, scenario.definition, target.definition, mapping)
  return { caseId, ok: plan.ok, code: plan.ok ? null : 'case.mapping_incomplete', steps: plan.steps.map((step) => `${step.from} → ${step.to ?? '—'}`) }
}

async function move(deps: CaseDeps, caseId: Id, moving: Moving): Promise<Moved> {
  const { viewer, to, mapping, requestId, at } = moving
  const planned = await tryMove(deps, caseId, moving)
  if (!planned.ok) return planned
  const { state } = (await loadVisible(deps, viewer, caseId)).loaded.aggregate
  const scenario = must(to.scenario(state.scenario), 'the plan found the scenario')
  const [result] = await runCases(deps, [
    {
      caseId,
      command: { type: 'moveVersion', at, handbook: to.id, steps: mapping },
      actor: actorOf(viewer),
      commandId: deps.newId(),
      requestId,
      scenario,
      authorise: (aggregate) => authoriseOn(viewer, 'case.move_version', aggregate),
    },
  ])
  return result?.ok === true ? planned : { ...planned, ok: false, code: result?.ok === false ? result.refusal.code : 'case.not_found' }
}
