import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { countMessagesOf, moveMessages } from '#capabilities/conversation/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCase, Done, Split } from '../contract.ts'
import { actorOf, authoriseOn, problemOf } from './acting-viewer.ts'
import type { CaseDeps } from './case-deps.ts'
import { customerFacts } from './customer-facts.ts'
import { doneAgain } from './done-again.ts'
import { prepareOpening } from './follow-ups.ts'
import { loadVisible } from './read-routes.ts'
import { runCases, type CaseRequest } from './run-cases.ts'

/** Part of a thread goes on as a case of its own, linked with the one it came from; messages move, nothing is copied. */
export function registerSplit(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'POST',
    url: '/api/v1/cases/:id/splits',
    config: doneAgain(deps),
    schema: { tags: ['case'], summary: '拆分工单', params: ByCase, body: Split, response: { 201: Done } },
    handler: async (request, reply) => {
      const viewer = viewerOf(request)
      const caseId = request.params.id as Id
      const { messageIds, subject } = request.body
      const at = deps.now()
      const newCaseId = deps.newId()
      const { state } = (await loadVisible(deps, viewer, caseId)).loaded.aggregate
      authoriseOn(viewer, 'case.split', { state, clocks: [] })
      const ids = messageIds as Id[]
      const { rows } = await deps.db.query(countMessagesOf(caseId, ids))
      if (Number(rows[0]?.['count']) !== ids.length) throw refusal({ code: 'case.message_elsewhere' })
      const facts = await customerFacts(deps, state.customerId)
      const opening = { caseId: newCaseId, scenario: state.scenario, customerId: state.customerId, channel: state.channel, teamId: state.teamId, role: null, parentId: null, facts, messageId: ids.at(-1) ?? null, auto: 'none', observed: false, at }
      const prepared = await prepareOpening(deps, opening)
      if (prepared === undefined) throw refusal({ code: 'case.scenario_unknown' })
      const common = { actor: actorOf(viewer), commandId: deps.newId(), requestId: request.id }
      const requests: readonly CaseRequest[] = [
        { ...common, caseId, command: { type: 'splitOff', at, newCaseId, messageIds: ids }, authorise: (aggregate) => authoriseOn(viewer, 'case.split', aggregate) },
        { ...common, caseId: newCaseId, command: prepared.command, scenario: prepared.scenario, subject, rows: () => [moveMessages({ messageIds: ids, fromCaseId: caseId, toCaseId: newCaseId })] },
        { ...common, caseId: newCaseId, command: { type: 'link', at, otherId: caseId } },
      ]
      const made = { case: caseId, newCase: newCaseId }
      const results = await runCases(deps, requests, request.idempotency === null ? [] : [request.idempotency.complete(201, made)], { together: true })
      const refused = results.find((result) => !result.ok)
      if (refused !== undefined && !refused.ok) throw problemOf(refused.refusal)
      const first = must(results[0], 'each request has a result')
      const version = first.ok ? first.version : 0
      return reply.status(201).send({ case: caseId, version, ids: made })
    },
  })
}
