import type { FastifyReply, FastifyRequest } from 'fastify'
import { HttpProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { problemOf } from '../acting-viewer.ts'
import { recordStatement } from '../case-rows.ts'
import type { CaseResult } from '../run-cases.ts'
import { confirmationPage, otherwiseAnsweredPage, type AskedPage } from './confirmation-page.ts'
import type { PageDeps } from './linked-case.ts'
import { LINK_ROUTE, openLink, requirePatience, sayAsCustomer, tokenOf } from './open-link.ts'
import { formOf, requireOwnPage, wordsIn } from './page-form.ts'
import { sendPage, type Frame, type Page } from './page-frame.ts'

type Opened = { readonly page: AskedPage } | { readonly closed: Page }

/** `GET /c/:token` asks, `POST /c/:token/answer` answers; the link is the authority, and only a button changes anything. */
export function confirmationRoutes(scope: Http, deps: PageDeps, frame: Frame): void {
  scope.get('/c/:token', LINK_ROUTE, async (request, reply) => {
    const opened = await open(request, deps, frame)
    return sendPage(reply, 'closed' in opened ? opened.closed : await confirmationPage(deps, opened.page), frame)
  })
  // The address of a button, opened again from a browser's history.
  scope.get('/c/:token/answer', LINK_ROUTE, async (request, reply) => reply.redirect(`${frame.base}/c/${tokenOf(request)}`))
  scope.post('/c/:token/answer', LINK_ROUTE, async (request, reply) => {
    requireOwnPage(request)
    const opened = await open(request, deps, frame)
    return 'closed' in opened ? sendPage(reply, opened.closed, frame) : answer(request, reply, { deps, frame, page: opened.page })
  })
}

async function open(request: FastifyRequest, deps: PageDeps, frame: Frame): Promise<Opened> {
  const opened = await openLink(request, deps, 'confirmation', ({ confirmations }, id) => confirmations.find((asked) => asked.id === id))
  if ('closed' in opened) return opened
  const { linked, of: asked, locale, via } = opened
  return { page: { linked, asked, locale, via, action: `${frame.base}/c/${tokenOf(request)}/answer` } }
}

type Answering = { readonly deps: PageDeps; readonly frame: Frame; readonly page: AskedPage }

/** The same answer again is the same answer; another one does not undo the first. */
async function answer(request: FastifyRequest, reply: FastifyReply, { deps, frame, page }: Answering): Promise<FastifyReply> {
  await requirePatience(deps, page.asked.id)
  const form = formOf(request)
  const choice = form.get('answer')
  if (choice !== 'yes' && choice !== 'no') throw new HttpProblem(422, 'page.no_choice')
  const remark = choice === 'no' ? wordsIn(form, 'remark') : undefined
  const result = await decide(request, { deps, frame, page }, { confirmed: choice === 'yes', remark })
  if (!result.ok && result.refusal.code !== 'case.confirmation_settled' && result.refusal.code !== 'case.merged') throw problemOf(result.refusal)
  const now = await open(request, deps, frame)
  if ('closed' in now) return sendPage(reply, now.closed, frame)
  const settled = now.page.asked.status
  if (settled === (choice === 'yes' ? 'confirmed' : 'declined')) return reply.redirect(`${frame.base}/c/${tokenOf(request)}`, 303)
  return sendPage(reply, settled === 'confirmed' || settled === 'declined' ? otherwiseAnsweredPage(now.page) : await confirmationPage(deps, now.page), frame)
}

function decide(request: FastifyRequest, { deps, page }: Answering, { confirmed, remark }: { readonly confirmed: boolean; readonly remark: string | undefined }): Promise<CaseResult> {
  const { linked: { state }, asked, via } = page
  return sayAsCustomer(request, deps, state, (at) => ({
    command: { type: confirmed ? 'confirm' : 'decline', at, confirmationId: asked.id, via },
    rows: (author) => (remark === undefined ? [] : [recordStatement(deps, { id: deps.newId(), caseId: state.id, kind: 'reason', subject: asked.id, form: null, input: { words: { note: remark } }, at, author })]),
  }))
}
