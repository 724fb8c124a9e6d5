import type { FastifyReply, FastifyRequest } from 'fastify'
import { must } from '#kernel/assert.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { HttpProblem, throttled } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { problemOf } from '../acting-viewer.ts'
import { recordStatement } from '../case-rows.ts'
import { runCases, type CaseResult } from '../run-cases.ts'
import { readLink } from './customer-links.ts'
import { readLinkedCase, type PageDeps } from './linked-case.ts'
import { formOf, requireOwnPage, scoreIn, wordsIn } from './page-form.ts'
import { expiredPage, sendPage, unknownPage, type Frame, type Page } from './page-frame.ts'
import { surveyPage, type InvitedPage } from './survey-page.ts'

const CONFIG = { access: 'anyone', idempotency: false } as const
type Opened = { readonly page: InvitedPage } | { readonly closed: Page }
type Posted = (request: FastifyRequest, deps: PageDeps, page: InvitedPage) => Promise<void>

/** `GET /s/:token` invites, `POST …/score` takes the one score, `POST …/reason` what the customer adds to it, once. */
export function surveyRoutes(scope: Http, deps: PageDeps, frame: Frame): void {
  scope.get('/s/:token', { config: CONFIG, schema: { hide: true } }, async (request, reply) => {
    const opened = await open(request, deps, frame)
    return sendPage(reply, 'closed' in opened ? opened.closed : surveyPage(opened.page), frame)
  })
  const post = (part: 'score' | 'reason', take: Posted): void => {
    scope.get(`/s/:token/${part}`, { config: CONFIG, schema: { hide: true } }, async (request, reply) => reply.redirect(`${frame.base}/s/${tokenOf(request)}`))
    scope.post(`/s/:token/${part}`, { config: CONFIG, schema: { hide: true } }, async (request, reply): Promise<FastifyReply> => {
      requireOwnPage(request)
      const opened = await open(request, deps, frame)
      if ('closed' in opened) return sendPage(reply, opened.closed, frame)
      const wait = await deps.attempt(`customer-page:${opened.page.invited.id}`)
      if (wait > 0) throw throttled(wait)
      await take(request, deps, opened.page)
      return reply.redirect(`${frame.base}/s/${tokenOf(request)}`, 303)
    })
  }
  post('score', takeScore)
  post('reason', takeReason)
}

const tokenOf = (request: FastifyRequest): string => (request.params as { readonly token: string }).token

async function open(request: FastifyRequest, deps: PageDeps, frame: Frame): Promise<Opened> {
  const token = tokenOf(request)
  const link = readLink(deps.sealing, 'survey', token, deps.now())
  if (link.status === 'forged') return { closed: unknownPage(localeOfHeader(request.headers['accept-language'])) }
  if (link.status === 'expired') return { closed: expiredPage(link.locale) }
  const linked = await readLinkedCase(deps, link.caseId)
  const invited = linked?.state.invitations.find(({ id }) => id === link.of)
  if (linked === null || invited === undefined) return { closed: unknownPage(link.locale) }
  return { page: { linked, invited, locale: link.locale, actions: { score: `${frame.base}/s/${token}/score`, reason: `${frame.base}/s/${token}/reason` } } }
}

/** One score per invitation; a second tap leads to the page that shows the first. */
async function takeScore(request: FastifyRequest, deps: PageDeps, { linked: { state }, invited }: InvitedPage): Promise<void> {
  const score = scoreIn(formOf(request), 'score')
  if (score === undefined) throw new HttpProblem(422, 'page.no_choice')
  const at = deps.now()
  const customer = { kind: 'customer' as const, id: state.customerId }
  const [result] = await runCases(deps, [
    {
      caseId: state.id,
      command: { type: 'answerSurvey', at, invitationId: invited.id, answer: { score, aspects: {} }, via: 'link' },
      actor: customer,
      commandId: deps.newId(),
      requestId: request.id,
      rows: () => [recordStatement(deps, { id: deps.newId(), caseId: state.id, kind: 'survey', subject: invited.id, form: null, input: { codes: { score } }, at, author: customer })],
    },
  ])
  requireAnswerable(result)
}

/** Aspects and reason beside the score, added once. */
async function takeReason(request: FastifyRequest, deps: PageDeps, { linked: { state, handbook }, invited }: InvitedPage): Promise<void> {
  const form = formOf(request)
  const reason = wordsIn(form, 'reason')
  const survey = handbook.survey(invited.survey)
  const aspects = (survey?.aspects ?? []).flatMap(({ key }) => {
    const score = scoreIn(form, `aspect.${key}`)
    return score === undefined ? [] : [[key, score] as const]
  })
  if (reason === undefined && aspects.length === 0) return
  const at = deps.now()
  const recordId = deps.newId()
  const customer = { kind: 'customer' as const, id: state.customerId }
  const fields = reason === undefined ? [] : ['reason']
  const input = { codes: Object.fromEntries(aspects.map(([key, score]) => [`aspect.${key}`, score])), words: reason === undefined ? {} : { reason } }
  const [result] = await runCases(deps, [
    {
      caseId: state.id,
      command: { type: 'addToAnswer', at, invitationId: invited.id, aspects: Object.fromEntries(aspects), recordId, fields },
      actor: customer,
      commandId: deps.newId(),
      requestId: request.id,
      rows: () => [recordStatement(deps, { id: recordId, caseId: state.id, kind: 'survey', subject: invited.id, form: null, input, at, author: customer })],
    },
  ])
  requireAnswerable(result)
}

/** What is settled already is shown by the page that follows. */
function requireAnswerable(result: CaseResult | undefined): void {
  const answer = must(result, 'one request has one result')
  if (!answer.ok && answer.refusal.code !== 'case.invitation_settled' && answer.refusal.code !== 'case.merged') throw problemOf(answer.refusal)
}
