import type { FastifyRequest } from 'fastify'
import { may, type Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { reachedCase, visibleCase } from '#capabilities/access/server/visibility.ts'
import { must } from '#kernel/assert.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { Locale } from '#kernel/text.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import { localeOfHeader, messageFor } from '#platform/http/messages/message-table.ts'
import { forbidden, HttpProblem, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { activeSteps } from '../core/case-state.ts'
import { planMove, type StepMapping } from '../core/plan-move.ts'
import { isOpenClock } from '../core/unfolding.ts'
import { MoveReport, RunningCases, RunningCasesQuery, VersionMove, type MovedCase } from '../move-contract.ts'
import { actorOf, authoriseOn } from './acting-viewer.ts'
import type { CaseDeps } from './case-deps.ts'
import type { HandbookVersion } from './handbook-source.ts'
import { loadVisible } from './read-routes.ts'
import { runCases } from './run-cases.ts'
import { loadedCase } from './store.ts'

type Moving = { readonly viewer: Viewer; readonly to: HandbookVersion; readonly mapping: StepMapping; readonly requestId: string; readonly at: Instant; readonly locale: Locale }

/** Chosen cases go on under another handbook version; the dry run says case by case what would happen. */
export function registerVersionMove(app: Http, deps: CaseDeps): void {
  app.get('/api/v1/version-moves/cases', { schema: { tags: ['case'], summary: '按某一版服务手册办理中的工单', querystring: RunningCasesQuery, response: { 200: RunningCases } } }, async (request) => {
    const viewer = viewerOf(request)
    if (!may(viewer, 'case.move_version')) throw forbidden('case.move_version')
    const { limit, after } = pageAsked(request.query, { id: FIRST_ID })
    const { rows } = await deps.db.query(casesUnder(viewer, request.query.handbookId as Id, { after: after.id, limit }))
    const items = rows.map((row) => {
      const { aggregate: { state }, subject } = loadedCase(row, [])
      return { id: state.id, number: state.number, subject, scenario: state.scenario, steps: [...activeSteps(state)], teamId: state.teamId }
    })
    return { items, next: nextOf(rows, limit, (row) => ({ id: String(row['id']) })) }
  })
  // Asked again with the same key it is done again: what has moved already stays as it is, and counts as moved.
  const config = { idempotency: { present: async (request: FastifyRequest) => moveAll(deps, request, request.body as VersionMove) } }
  app.post('/api/v1/version-moves', { config, schema: { tags: ['case'], summary: '把所选工单移到另一版服务手册（可先试算）', body: VersionMove, response: { 200: MoveReport } } }, async (request) => moveAll(deps, request, request.body))
}

async function moveAll(deps: CaseDeps, request: FastifyRequest, { caseIds, handbookId, steps = {}, dryRun }: VersionMove): Promise<MoveReport> {
  const viewer = viewerOf(request)
  if (!may(viewer, 'case.move_version')) throw forbidden('case.move_version')
  const to = await deps.handbooks.find(handbookId)
  if (to === null) throw refusal({ code: 'case.handbook_unknown' })
  const moving: Moving = { viewer, to, mapping: steps, requestId: request.id, at: deps.now(), locale: localeOfHeader(request.headers['accept-language']) }
  const items: MovedCase[] = []
  for (const caseId of caseIds as Id[]) items.push(await unlessHidden(caseId, moving.locale, dryRun ? tryMove(deps, caseId, moving) : move(deps, caseId, moving)))
  return { dryRun, items }
}

/** What is still to be finished under this version, as far as the viewer sees it and may move it. */
function casesUnder(viewer: Viewer, handbookId: Id, page: { readonly after: string; readonly limit: number }): Statement {
  const seen = visibleCase(viewer, { caseId: 'cases.id', firstParameter: 4 })
  const reached = reachedCase(viewer, 'case.move_version', { caseId: 'cases.id', firstParameter: 4 + seen.values.length })
  return {
    name: 'case.under_version',
    text: `select id, version, state, subject from cases where handbook_id = $1 and status in ('open', 'resolved') and not observed and id > $2::uuid and ${seen.text} and ${reached.text} order by id limit $3`,
    values: [handbookId, page.after, page.limit, ...seen.values, ...reached.values],
  }
}

/** A case that stays where it is, and why. */
const stays = (caseId: Id, { code, params = {} }: Refusal, locale: Locale): MovedCase => ({ caseId, ok: false, code, message: messageFor(code, params, locale), steps: [], unmapped: [], endedClocks: [] })

/** One hidden case among many is told apart, and stops none of the others. */
async function unlessHidden(caseId: Id, locale: Locale, moved: Promise<MovedCase>): Promise<MovedCase> {
  try {
    return await moved
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return stays(caseId, { code: 'case.not_found' }, locale)
    if (error instanceof HttpProblem && error.status === 403) return stays(caseId, { code: 'access.forbidden' }, locale)
    throw error
  }
}

async function tryMove(deps: CaseDeps, caseId: Id, { viewer, to, mapping, locale }: Moving): Promise<MovedCase> {
  const { loaded, scenario } = await loadVisible(deps, viewer, caseId)
  authoriseOn(viewer, 'case.move_version', loaded.aggregate)
  const { state, clocks } = loaded.aggregate
  if (state.status !== 'open' && state.status !== 'resolved') return stays(caseId, { code: state.status === 'merged' ? 'case.merged' : 'case.closed' }, locale)
  const target = to.scenario(state.scenario)
  if (target === undefined) return stays(caseId, { code: 'case.scenario_unknown' }, locale)
  const moving = { activeSteps: activeSteps(state), openClocks: clocks.filter(isOpenClock).map(({ key }) => key), facts: Object.keys(state.facts) }
  const plan = planMove(moving, scenario.definition, target.definition, mapping)
  const step = plan.unmapped[0] ?? plan.unknownTargets[0]
  const why: Refusal | null = plan.ok ? null : step === undefined ? { code: 'case.move_leaves_nothing' } : { code: 'case.mapping_incomplete', params: { step } }
  return {
    caseId, ok: plan.ok, code: why?.code ?? null, message: why === null ? null : messageFor(why.code, why.params ?? {}, locale),
    steps: plan.steps.map((each) => `${each.from} → ${each.to ?? '—'}`), unmapped: [...plan.unmapped], endedClocks: [...plan.cancelledClocks],
  }
}

async function move(deps: CaseDeps, caseId: Id, moving: Moving): Promise<MovedCase> {
  const { viewer, to, mapping, requestId, at, locale } = moving
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
  if (result?.ok === true) return planned
  return stays(caseId, result?.ok === false ? result.refusal : { code: 'case.not_found' }, locale)
}
