import type { FastifyRequest } from 'fastify'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Statement } from '#platform/db/database.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { throttled } from '#platform/http/problem.ts'
import type { Actor, CaseCommand, LinkWay } from '../../core/case-command.ts'
import type { CaseState } from '../../core/case-state.ts'
import { runCases, type CaseResult } from '../run-cases.ts'
import { readLink, type LinkKind } from './customer-links.ts'
import { readLinkedCase, type LinkedCase, type PageDeps } from './linked-case.ts'
import { expiredPage, unknownPage, type Page } from './page-frame.ts'

/** A page behind a link: anybody who holds it may come, and nothing else opens it. */
export const LINK_ROUTE = { config: { access: 'anyone', idempotency: false }, schema: { hide: true } } as const

export const tokenOf = (request: FastifyRequest): string => (request.params as { readonly token: string }).token

/** What a link led to, or the page that says why it leads nowhere. `of` is the question or the invitation. */
export type OpenedLink<T> = { readonly linked: LinkedCase; readonly of: T; readonly locale: Locale; readonly via: LinkWay } | { readonly closed: Page }

/** Follows the link of a request. Nothing is told of what it might have stood for. */
export async function openLink<T>(request: FastifyRequest, deps: PageDeps, kind: LinkKind, find: (state: CaseState, id: Id) => T | undefined): Promise<OpenedLink<T>> {
  const link = readLink(deps.sealing, kind, tokenOf(request), deps.now())
  if (link.status === 'forged') return { closed: unknownPage(localeOfHeader(request.headers['accept-language'])) }
  if (link.status === 'expired') return { closed: expiredPage(link.locale) }
  const linked = await readLinkedCase(deps, link.caseId)
  const of = linked === null ? undefined : find(linked.state, link.of)
  return linked === null || of === undefined ? { closed: unknownPage(link.locale) } : { linked, of, locale: link.locale, via: link.handed ? 'handed' : 'link' }
}

/** The language a page speaks when nothing but its address is known: that of the link, else the browser's. */
export function localeOfPage(request: FastifyRequest, deps: PageDeps): Locale {
  const { token = '' } = (request.params ?? {}) as { readonly token?: string }
  const links = (['confirmation', 'survey'] as const).map((kind) => readLink(deps.sealing, kind, token, deps.now()))
  return links.find((link) => link.status !== 'forged')?.locale ?? localeOfHeader(request.headers['accept-language'])
}

/** A customer taps a few times at most; whoever hammers on a question waits. */
export async function requirePatience(deps: PageDeps, id: Id): Promise<void> {
  const wait = await deps.attempt(`customer-page:${id}`)
  if (wait > 0) throw throttled(wait)
}

/** What the customer says on a page, and the words that are kept beside it. */
export type Saying = { readonly command: CaseCommand; readonly rows: (author: { readonly kind: 'customer'; readonly id: Id | null }) => readonly Statement[] }

/** The customer of a linked case does something to it. */
export async function sayAsCustomer(request: FastifyRequest, deps: PageDeps, state: CaseState, saying: (at: Instant) => Saying): Promise<CaseResult> {
  const customer = { kind: 'customer', id: state.customerId } as const satisfies Actor
  const { command, rows } = saying(deps.now())
  const [result] = await runCases(deps, [{ caseId: state.id, command, actor: customer, commandId: deps.newId(), requestId: request.id, rows: () => rows(customer) }])
  return must(result, 'one request has one result')
}
