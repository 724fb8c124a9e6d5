import type { FastifyRequest } from 'fastify'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { loadCustomer, readCustomer } from '#capabilities/customer/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCase, GivenLink, LinkWanted } from '../contract.ts'
import { actorOf, authoriseOn, problemOf } from './acting-viewer.ts'
import type { CaseDeps } from './case-deps.ts'
import { localeOfCustomer } from './case-words.ts'
import { linkFor } from './customer-pages/customer-links.ts'
import { loadVisible } from './read-routes.ts'
import { runCases } from './run-cases.ts'

/** The customer's link for a colleague to hand over. It is made anew and never kept, says that it was handed over, and the history says to whom it was given. */
export function registerLinks(app: Http, deps: CaseDeps, publicUrl: string): void {
  const give = async (request: FastifyRequest) => {
    const viewer = viewerOf(request)
    const caseId = (request.params as { readonly id: Id }).id
    const of = (request.body as { readonly of: Id }).of
    const { loaded: { aggregate }, scenario } = await loadVisible(deps, viewer, caseId)
    authoriseOn(viewer, 'case.confirm_for_customer', aggregate)
    const customer = aggregate.state.customerId === null ? null : readCustomer(await deps.db.query(loadCustomer(aggregate.state.customerId)))
    // Behind the link of a customer who was erased there is nothing.
    if (customer?.erased === true) throw refusal({ code: 'case.customer_erased' })
    const [result] = await runCases(deps, [{
      caseId, command: { type: 'giveLink', at: deps.now(), of }, actor: actorOf(viewer), commandId: deps.newId(), requestId: request.id,
      authorise: (now) => authoriseOn(viewer, 'case.confirm_for_customer', now),
    }])
    const answer = must(result, 'one request has one result')
    if (!answer.ok) throw problemOf(answer.refusal)
    const link = linkFor({ sealing: deps.sealing, publicUrl }, { state: answer.after.state, scenario, of, locale: localeOfCustomer(customer?.locale), handed: true })
    return { case: caseId, version: answer.version, link: must(link, 'what is open has a link') }
  }
  app.route({
    method: 'POST',
    url: '/api/v1/cases/:id/customer-links',
    // Links are not kept: asked again with the same key, there is a new one, and the history says so.
    config: { idempotency: { present: give } },
    schema: { tags: ['case'], summary: '取得客户链接，自行转交客户（记入历史）', params: ByCase, body: LinkWanted, response: { 200: GivenLink } },
    handler: give,
  })
}
