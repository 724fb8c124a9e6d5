import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { ById } from '#capabilities/access/contract.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import { noteAccess } from '#platform/audit/note-access.ts'
import type { Statement } from '#platform/db/database.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { enqueue } from '#platform/outbox/outbox-store.ts'
import { QuarantinePage, QuarantineQuery, RawMail, type ConversationEvent, type QuarantinedMail } from '../contract.ts'
import { rawParts } from '../core/raw-parts.ts'
import { failureIn } from './commands.ts'
import { DONE, happened, requireAll, requireSight, valueOf, type Asked, type ConversationDeps, type Outcome } from './conversation-deps.ts'

const tags = ['quarantine'] as const
const Nothing = Type.Null()
/** The wish that takes a stored mail in; carried out by the channel. */
const TAKE_IN_JOB = 'mail.take_in'

/** Mails that could not become messages: seen, tried again, or put aside. None is ever deleted. */
export function quarantineRoutes(app: Http, deps: ConversationDeps): void {
  const asked = (request: FastifyRequest, command: string): Asked => ({ deps, context: contextOf(request, deps, command), viewer: viewerOf(request) })
  app.get('/api/v1/quarantine', { schema: { tags, summary: '隔离的来信', querystring: QuarantineQuery, response: { 200: QuarantinePage } } }, async (request) => {
    requireAll(viewerOf(request), 'quarantine.manage')
    const { limit, after } = pageAsked(request.query, { at: '-infinity', id: FIRST_ID })
    const { rows } = await deps.db.query((request.query.dismissed === true ? dismissed : quarantined)({ ...after, limit }))
    const locale = localeOfHeader(request.headers['accept-language'])
    return { items: rows.map((row) => present(row, locale)), next: nextOf(rows, limit, (row) => ({ at: formatInstant(row['received_at'] as Instant), id: String(row['id']) })) }
  })
  app.get('/api/v1/quarantine/:id', { schema: { tags, summary: '隔离的来信：原文的开头，按纯文本', params: ById, response: { 200: RawMail } } }, async (request) => {
    const viewer = viewerOf(request)
    requireSight(viewer, 'quarantine.manage')
    const [row] = (await deps.db.query(storedMail(request.params.id))).rows
    if (row === undefined) throw notFound()
    await deps.db.query(noteAccess({ id: deps.newId(), at: deps.now(), actor: viewer, action: 'quarantine.read', subjectKind: 'inbound_mail', subjectId: request.params.id, requestId: request.id }))
    return { ...present(row, localeOfHeader(request.headers['accept-language'])), ...rawParts(await deps.files.read(row['file_id'] as Id)) }
  })
  app.post('/api/v1/quarantine/:id/retry', { schema: { tags, summary: '重试隔离的来信', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await retryMail(asked(request, 'retryMail'), request.params.id))
    return reply.status(204).send(null)
  })
  app.post('/api/v1/quarantine/:id/dismissal', { schema: { tags, summary: '搁置隔离的来信', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await moveMail(asked(request, 'dismissMail'), request.params.id, { from: 'quarantined', to: 'dismissed', event: { type: 'inbound_mail.dismissed', data: {} } }))
    return reply.status(204).send(null)
  })
  app.delete('/api/v1/quarantine/:id/dismissal', { schema: { tags, summary: '取回搁置的来信', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await moveMail(asked(request, 'reclaimMail'), request.params.id, { from: 'dismissed', to: 'quarantined', event: { type: 'inbound_mail.reclaimed', data: {} } }))
    return reply.status(204).send(null)
  })
}

/** Tried once more by the worker. Of what was too large only the header is here. */
function retryMail(asked: Asked, id: Id): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  requireSight(viewer, 'quarantine.manage')
  return deps.db.transaction<Outcome<null>>([mailToChange(id)], async ([rows]) => {
    const row = rows?.rows[0]
    if (row === undefined) throw notFound()
    if (row['status'] !== 'quarantined') return { abandon: true, answer: refused('quarantine.settled') }
    if (row['error_code'] === 'mail.too_large') return { abandon: true, answer: refused('quarantine.too_large') }
    const wish = { id: deps.newId(), kind: TAKE_IN_JOB, payload: { inboundId: id }, dueAt: context.at, dedupId: `${TAKE_IN_JOB}:${id}:${context.commandId}` }
    return { writes: [enqueue([wish], context.at), happened(asked, { kind: 'inbound_mail', id }, { type: 'inbound_mail.retried', data: {} }), ...context.settle({ mail: id })], answer: DONE }
  })
}

type Move = { readonly from: string; readonly to: string; readonly event: ConversationEvent }

function moveMail(asked: Asked, id: Id, { from, to, event }: Move): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  requireSight(viewer, 'quarantine.manage')
  return deps.db.transaction<Outcome<null>>([mailToChange(id)], async ([rows]) => {
    const row = rows?.rows[0]
    if (row === undefined) throw notFound()
    if (row['status'] !== from) return { abandon: true, answer: refused('quarantine.settled') }
    return { writes: [setStatus(id, to, context.at), happened(asked, { kind: 'inbound_mail', id }, event), ...context.settle({ mail: id })], answer: DONE }
  })
}

type Page = { readonly at: string; readonly id: string; readonly limit: number }
const COLUMNS = 'inbound_mails.id, mailbox_id, mailboxes.name as mailbox, bytes, error_code, attempts, received_at, file_id'
const FROM = 'from inbound_mails left join mailboxes on mailboxes.id = mailbox_id'

const quarantined = (page: Page): Statement => ({
  name: 'conversation.quarantined',
  text: `select ${COLUMNS} ${FROM} where status in ('stored', 'quarantined') and status = 'quarantined' and (received_at, inbound_mails.id) > ($1::timestamptz, $2::uuid) order by received_at, inbound_mails.id limit $3`,
  values: [page.at, page.id, page.limit],
})

const dismissed = (page: Page): Statement => ({
  name: 'conversation.dismissed',
  text: `select ${COLUMNS} ${FROM} where status = 'dismissed' and (received_at, inbound_mails.id) > ($1::timestamptz, $2::uuid) order by received_at, inbound_mails.id limit $3`,
  values: [page.at, page.id, page.limit],
})

const storedMail = (id: Id): Statement => ({
  name: 'conversation.stored_mail', text: `select ${COLUMNS} ${FROM} where inbound_mails.id = $1 and status in ('quarantined', 'dismissed')`, values: [id],
})

const mailToChange = (id: Id): Statement => ({
  name: 'conversation.mail_to_change', text: `select status, error_code from inbound_mails where id = $1 and status in ('quarantined', 'dismissed', 'taken') for update`, values: [id],
})

const setStatus = (id: Id, status: string, at: Instant): Statement => ({
  name: 'conversation.set_mail_status', text: 'update inbound_mails set status = $2, settled_at = $3 where id = $1', values: [id, status, formatInstant(at)],
})

const present = (row: Readonly<Record<string, unknown>>, locale: Locale): QuarantinedMail => ({
  id: row['id'] as Id,
  mailboxId: row['mailbox_id'] as Id | null,
  mailbox: row['mailbox'] as string | null,
  bytes: Number(row['bytes']),
  errorCode: row['error_code'] as string | null,
  error: failureIn(row['error_code'] as string | null, locale),
  attempts: Number(row['attempts']),
  receivedAt: formatInstant(row['received_at'] as Instant),
})
