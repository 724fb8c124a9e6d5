import { may } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { stillKnown } from '#capabilities/customer/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { forbidden, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { Done, OpenCase } from '../contract.ts'
import { actorOf, problemOf } from './acting-viewer.ts'
import type { CaseDeps } from './case-deps.ts'
import { doneAgain } from './done-again.ts'
import { prepareOpening } from './follow-ups.ts'
import { namedCustomerFacts } from './customer-facts.ts'
import { firstMessage } from './message-rows.ts'
import { runCases } from './run-cases.ts'
import { teamToOpenFor } from './team-to-open-for.ts'

/** A colleague or another system opens a case: a call taken, a form on a page. */
export function registerOpening(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'POST',
    url: '/api/v1/cases',
    config: doneAgain(deps),
    schema: { tags: ['case'], summary: '新建工单', body: OpenCase, response: { 201: Done } },
    handler: async (request, reply) => {
      const viewer = viewerOf(request)
      if (!may(viewer, 'case.open')) throw forbidden('case.open')
      const { scenario, channel, subject, text, customerId = null } = request.body
      const at = deps.now()
      const teamId = await teamToOpenFor(deps, viewer, { teamId: (request.body.teamId ?? null) as Id | null, scenario })
      const caseId = deps.newId()
      const messageId = text === undefined ? null : deps.newId()
      const facts = await namedCustomerFacts(deps, viewer, { customerId: customerId as Id | null, at })
      const opening = { caseId, scenario, customerId: customerId as Id | null, channel, teamId, role: null, parentId: null, facts, messageId, auto: 'none', observed: false, at }
      const prepared = await prepareOpening(deps, opening)
      if (prepared === undefined) throw refusal({ code: 'case.scenario_unknown' })
      const ids = { case: caseId, ...(messageId === null ? {} : { message: messageId }) }
      const known = opening.customerId === null ? [] : [stillKnown(opening.customerId)]
      const rows = messageId === null || text === undefined ? known : [...known, firstMessage({ id: messageId, caseId, customerId: opening.customerId, channel, subject, text, at })]
      const [result] = await runCases(
        deps,
        [{ caseId, isNew: true, command: prepared.command, actor: actorOf(viewer), commandId: deps.newId(), requestId: request.id, scenario: prepared.scenario, subject, rows: () => rows }],
        request.idempotency === null ? [] : [request.idempotency.complete(201, ids)],
      )
      const answer = must(result, 'one request has one result')
      if (!answer.ok) throw problemOf(answer.refusal)
      return reply.status(201).send({ case: caseId, version: answer.version, ids })
    },
  })
}
