import type { FastifyReply, FastifyRequest } from 'fastify'
import { HttpProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { problemOf } from '../acting-viewer.ts'
import { recordStatement } from '../case-rows.ts'
import type { CaseResult } from '../run-cases.ts'
import type { PageDeps } from './linked-case.ts'
import { LINK_ROUTE, openLink, requirePatience, sayAsCustomer, tokenOf } from './open-link.ts'
import { formOf, requireOwnPage, scoreIn, wordsIn } from './page-form.ts'
import { sendPage, type Frame, type Page } from './page-frame.ts'
import { surveyPage, type InvitedPage } from './survey-page.ts'

type Opened = { readonly page: InvitedPage } | { readonly closed: Page }
type Posted = (request: FastifyRequest, deps: PageDeps, page: InvitedPage) => Promise<void>

/** `GET /s/:token` invites, `POST …/score` takes the one score, `POST …/reason` what the customer adds to it, once. */
export function surveyRoutes(scope: Http, deps: PageDeps, frame: Frame): void {
  scope.get('/s/:token', LINK_ROUTE, async (request, reply) => {
    const opened = await open(request, deps, frame)
    return sendPage(reply, 'closed' in opened ? opened.closed : surveyPage(opened.page), frame)
  })
  const post = (part: 'score' | 'reason', take: Posted): void => {
    scope.get(`/s/:token/${part}`, LINK_ROUTE, async (request, reply) => reply.redirect(`${frame.base}/s/${tokenOf(request)}`))
    scope.post(`/s/:token/${part}`, LINK_ROUTE, async (request, reply): Promise<FastifyReply> => {
      requireOwnPage(request)
      const opened = await open(request, deps, frame)
      if ('closed' in opened) return sendPage(reply, opened.closed, frame)
      await requirePatience(deps, opened.page.invited.id)
      await take(request, deps, opened.page)
      return reply.redirect(`${frame.base}/s/${tokenOf(request)}`, 303)
    })
  }
  post('score', takeScore)
  post('reason', takeReason)
}

async function open(request: FastifyRequest, deps: PageDeps, frame: Frame): Promise<Opened> {
  const opened = await openLink(request, deps, 'survey', ({ invitations }, id) => invitations.find((invited) => invited.id === id))
  if ('closed' in opened) return opened
  const { linked, of: invited, locale, via } = opened
  const at = `${frame.base}/s/${tokenOf(request)}`
  return { page: { linked, invited, locale, via, chosen: chosenIn(request), actions: { score: `${at}/score`, reason: `${at}/reason` } } }
}

/** The score that a link of the mail brings along: shown as chosen, and nothing more. */
function chosenIn(request: FastifyRequest): number | null {
  const given = (request.query as Readonly<Record<string, unknown>>)['score']
  return typeof given === 'string' && /^[1-5]$/.test(given) ? Number(given) : null
}

/** One score per invitation; a second tap leads to the page that shows the first. */
async function takeScore(request: FastifyRequest, deps: PageDeps, { linked: { state }, invited, via }: InvitedPage): Promise<void> {
  const score = scoreIn(formOf(request), 'score')
  if (score === undefined) throw new HttpProblem(422, 'page.no_choice')
  requireAnswerable(await sayAsCustomer(request, deps, state, (at) => ({
    command: { type: 'answerSurvey', at, invitationId: invited.id, answer: { score, aspects: {} }, via },
    rows: (author) => [recordStatement(deps, { id: deps.newId(), caseId: state.id, kind: 'survey', subject: invited.id, form: null, input: { codes: { score } }, at, author })],
  })))
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
  const recordId = deps.newId()
  const fields = reason === undefined ? [] : ['reason']
  const input = { codes: Object.fromEntries(aspects.map(([key, score]) => [`aspect.${key}`, score])), words: reason === undefined ? {} : { reason } }
  requireAnswerable(await sayAsCustomer(request, deps, state, (at) => ({
    command: { type: 'addToAnswer', at, invitationId: invited.id, aspects: Object.fromEntries(aspects), recordId, fields },
    rows: (author) => [recordStatement(deps, { id: recordId, caseId: state.id, kind: 'survey', subject: invited.id, form: null, input, at, author })],
  })))
}

/** What is settled already is shown by the page that follows. */
function requireAnswerable(answer: CaseResult): void {
  if (!answer.ok && answer.refusal.code !== 'case.invitation_settled' && answer.refusal.code !== 'case.merged') throw problemOf(answer.refusal)
}
