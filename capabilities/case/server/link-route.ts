import type { FastifyRequest } from 'fastify'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { loadCustomer, readCustomer } from '#capabilities/customer/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, parseInstant, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { ResourceIds } from '#platform/http/idempotency.ts'
import { refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCase, GivenLink, LinkWanted } from '../contract.ts'
import type { CaseState } from '../core/case-state.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import { actorOf, authoriseOn, problemOf } from './acting-viewer.ts'
import type { CaseDeps } from './case-deps.ts'
import { localeOfCustomer } from './case-words.ts'
import { linkFor } from './customer-pages/customer-links.ts'
import { loadVisible } from './read-routes.ts'
import { runCases } from './run-cases.ts'

/** The customer's link for a colleague to hand over. It is never kept, says that it was handed over, and the history says to whom it was given. */
export function registerLinks(app: Http, deps: CaseDeps, publicUrl: string): void {
  const linkOf = ({ state, scenario, locale }: Linkable, of: Id, handedAt: Instant): string =>
    must(linkFor({ sealing: deps.sealing, publicUrl }, { state, scenario, of, locale, handedAt }), 'what was asked has a link')
  // Asked again with the same key, the same link is made anew, for whoever may still have it.
  const present = async (request: FastifyRequest, { of, at }: ResourceIds) => {
    const on = await linkable(deps, request)
    const handedAt = must(parseInstant(at ?? ''), 'a settled link knows when it was given')
    return { case: on.state.id, version: on.version, link: linkOf(on, must(of, 'a settled link knows its question') as Id, handedAt) }
  }
  app.route({
    method: 'POST',
    url: '/api/v1/cases/:id/customer-links',
    config: { idempotency: { present } },
    schema: { tags: ['case'], summary: '取得客户链接，自行转交客户（记入历史）', params: ByCase, body: LinkWanted, response: { 200: GivenLink } },
    handler: async (request) => {
      const at = deps.now()
      const of = request.body.of as Id
      const on = await linkable(deps, request)
      const answer = await give(deps, request, { caseId: on.state.id, of, at })
      return { case: on.state.id, version: answer.version, link: linkOf(on, of, at) }
    },
  })
}

/** A case as its link needs it. */
type Linkable = { readonly state: CaseState; readonly version: number; readonly scenario: Scenario; readonly locale: Locale }

/** The case of the request, if whoever asks may have links of it. */
async function linkable(deps: CaseDeps, request: FastifyRequest): Promise<Linkable> {
  const viewer = viewerOf(request)
  const { loaded: { aggregate, version }, scenario } = await loadVisible(deps, viewer, (request.params as { readonly id: Id }).id)
  authoriseOn(viewer, 'case.confirm_for_customer', aggregate)
  const { customerId } = aggregate.state
  const customer = customerId === null ? null : readCustomer(await deps.db.query(loadCustomer(customerId)))
  // Behind the link of a customer who was erased there is nothing.
  if (customer?.erased === true) throw refusal({ code: 'case.customer_erased' })
  return { state: aggregate.state, version, scenario, locale: localeOfCustomer(customer?.locale) }
}

/** Writes down that the link was given; the key is settled in the same transaction. */
async function give(deps: CaseDeps, request: FastifyRequest, { caseId, of, at }: { readonly caseId: Id; readonly of: Id; readonly at: Instant }) {
  const viewer = viewerOf(request)
  const [result] = await runCases(
    deps,
    [{ caseId, command: { type: 'giveLink', at, of }, actor: actorOf(viewer), commandId: deps.newId(), requestId: request.id, authorise: (now) => authoriseOn(viewer, 'case.confirm_for_customer', now) }],
    request.idempotency === null ? [] : [request.idempotency.complete(200, { case: caseId, of, at: formatInstant(at) })],
  )
  const answer = must(result, 'one request has one result')
  if (!answer.ok) throw problemOf(answer.refusal)
  return answer
}
