import { Type, type Static } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { ById, Made } from '#capabilities/access/contract.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Id } from '#kernel/id.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { Mailbox, MailboxChange, MailboxCheck, MailboxPage, MailboxQuery, MailboxTrial, NewMailbox } from '../contract.ts'
import { requireAll, requireSight, valueOf, type Asked, type ConversationDeps } from './conversation-deps.ts'
import { archiveMailbox, changeMailbox, checkMailbox, createMailbox, restoreMailbox, tryMailbox } from './mailbox-changes.ts'
import { mailboxList, mailboxView, readMailboxes, type StoredMailbox } from './mailbox-store.ts'

const tags = ['mailbox'] as const
const Nothing = Type.Null()

/** Mailboxes: for those who manage them, and for nobody else. */
export function mailboxRoutes(app: Http, deps: ConversationDeps): void {
  const asked = (request: FastifyRequest, command: string): Asked => ({ deps, context: contextOf(request, deps, command), viewer: viewerOf(request) })
  app.get('/api/v1/mailboxes', { schema: { tags, summary: '邮箱列表', querystring: MailboxQuery, response: { 200: MailboxPage } } }, async (request) => {
    requireAll(viewerOf(request), 'mailbox.manage')
    const { limit, after } = pageAsked(request.query, { id: FIRST_ID })
    const mailboxes = readMailboxes(await deps.db.query(mailboxList({ after: after.id, limit, archived: request.query.archived ?? false })))
    return { items: mailboxes.map(present), next: nextOf(mailboxes, limit, ({ id }) => ({ id })) }
  })
  app.get('/api/v1/mailboxes/:id', { schema: { tags, summary: '邮箱详情', params: ById, response: { 200: Mailbox } } }, async (request) => {
    requireSight(viewerOf(request), 'mailbox.manage')
    return oneMailbox(deps, request.params.id)
  })
  app.post('/api/v1/mailboxes', { schema: { tags, summary: '新建邮箱', body: NewMailbox, response: { 201: Made } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await createMailbox(asked(request, 'createMailbox'), request.body))))
  app.patch('/api/v1/mailboxes/:id', { schema: { tags, summary: '修改邮箱设置', params: ById, body: MailboxChange, response: { 200: Mailbox } } }, async (request) => {
    valueOf(await changeMailbox(asked(request, 'changeMailbox'), request.params.id, request.body))
    return oneMailbox(deps, request.params.id)
  })
  // A check keeps nothing: asked again with the same key, it is made again.
  const tried = async (request: FastifyRequest) => tryMailbox(asked(request, 'tryMailbox'), request.body as Static<typeof MailboxTrial>)
  const checked = async (request: FastifyRequest) => checkMailbox(asked(request, 'checkMailbox'), (request.params as Static<typeof ById>).id)
  app.post('/api/v1/mailboxes/check', { config: { idempotency: { present: tried } }, schema: { tags, summary: '保存之前测试邮箱的收发连接', body: MailboxTrial, response: { 200: MailboxCheck } } }, tried)
  app.post('/api/v1/mailboxes/:id/check', { config: { idempotency: { present: checked } }, schema: { tags, summary: '测试邮箱的收发连接', params: ById, response: { 200: MailboxCheck } } }, checked)
  app.post('/api/v1/mailboxes/:id/archival', { schema: { tags, summary: '停用邮箱', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await archiveMailbox(asked(request, 'archiveMailbox'), request.params.id))
    return reply.status(204).send(null)
  })
  app.delete('/api/v1/mailboxes/:id/archival', { schema: { tags, summary: '恢复邮箱', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await restoreMailbox(asked(request, 'restoreMailbox'), request.params.id))
    return reply.status(204).send(null)
  })
}

async function oneMailbox(deps: ConversationDeps, id: Id): Promise<Mailbox> {
  const [mailbox] = readMailboxes(await deps.db.query(mailboxView(id)))
  if (mailbox === undefined) throw notFound()
  return present(mailbox)
}

const present = ({ read: _read, ...mailbox }: StoredMailbox): Mailbox => mailbox
