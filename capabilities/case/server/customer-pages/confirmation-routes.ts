import type { FastifyReply, FastifyRequest } from 'fastify'
import { must } from '#kernel/assert.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { HttpProblem, throttled } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { problemOf } from '../acting-viewer.ts'
import { recordStatement } from '../case-rows.ts'
import { runCases, type CaseResult } from '../run-cases.ts'
import { confirmationPage, otherwiseAnsweredPage, type AskedPage } from './confirmation-page.ts'
import { readLink } from './customer-links.ts'
import { readLinkedCase, type PageDeps } from './linked-case.ts'
import { formOf, requireOwnPage, wordsIn } from './page-form.ts'
import { expiredPage, sendPage, unknownPage, type Frame, type Page } from './page-frame.ts'

const CONFIG = { access: 'anyone', idempotency: false } as const
type Opened = { readonly page: AskedPage } | { readonly closed: Page }

/** `GET /c/:token` asks, `POST /c/:token/answer` answers; the link is the authority, and only a button changes anything. */
export function confirmationRoutes(scope: Http, deps: PageDeps, frame: Frame): void {
  scope.get('/c/:token', { config: CONFIG, schema: { hide: true } }, async (request, reply) => {
    const opened = await open(request, deps, frame)
    return sendPage(reply, 'closed' in opened ? opened.closed : await confirmationPage(deps, opened.page), frame)
  })
  // The address of a button, opened again from a browser's history.
  scope.get('/c/:token/answer', { config: CONFIG, schema: { hide: true } }, async (request, reply) => reply.redirect(`${frame.base}/c/${tokenOf(request)}`))
  scope.post('/c/:token/answer', { config: CONFIG, schema: { hide: true } }, async (request, reply) => {
    requireOwnPage(request)
    const opened = await open(request, deps, frame)
    return 'closed' in opened ? sendPage(reply, opened.closed, frame) : answer(request, reply, { deps, frame, page: opened.page })
  })
}

const tokenOf = (request: FastifyRequest): string => (request.params as { readonly token: string }).token

async function open(request: FastifyRequest, deps: PageDeps, frame: Frame): Promise<Opened> {
  const token = tokenOf(request)
  const link = readLink(deps.sealing, 'confirmation', token, deps.now())
  if (link.status === 'forged') return { closed: unknownPage(localeOfHeader(request.headers['accept-language'])) }
  if (link.status === 'expired') return { closed: expiredPage(link.locale) }
  const linked = await readLinkedCase(deps, link.caseId)
  const asked = linked?.state.confirmations.find(({ id }) => id === link.of)
  if (linked === null || asked === undefined) return { closed: unknownPage(link.locale) }
  return { page: { linked, asked, locale: link.locale, action: `${frame.base}/c/${token}/answer` } }
}

type Answering = { readonly deps: PageDeps; readonly frame: Frame; readonly page: AskedPage }

/** The same answer again is the same answer; another one does not undo the first. */
async function answer(request: FastifyRequest, reply: FastifyReply, { deps, frame, page }: Answering): Promise<FastifyReply> {
  const wait = await deps.attempt(`customer-page:${page.asked.id}`)
  if (wait > 0) throw throttled(wait)
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

async function decide(request: FastifyRequest, { deps, page }: Answering, said: { readonly confirmed: boolean; readonly remark: string | undefined }): Promise<CaseResult> {
  const { state } = page.linked
  const at = deps.now()
  const customer = { kind: 'customer' as const, id: state.customerId }
  const { remark } = said
  const [result] = await runCases(deps, [
    {
      caseId: state.id,
      command: { type: said.confirmed ? 'confirm' : 'decline', at, confirmationId: page.asked.id, via: 'link' },
      actor: customer,
      commandId: deps.newId(),
      requestId: request.id,
      rows: () => (remark === undefined ? [] : [recordStatement(deps, { id: deps.newId(), caseId: state.id, kind: 'reason', subject: page.asked.id, form: null, input: { words: { note: remark } }, at, author: customer })]),
    },
  ])
  return must(result, 'one request has one result')
}
