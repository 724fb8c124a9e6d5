import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { ById } from '#capabilities/access/contract.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import { forbidden, notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { cancelWishes } from '#platform/outbox/outbox-store.ts'
import { OutboundPage, OutboundQuery, Settlement, type ConversationRefusal, type OutboundItem } from '../contract.ts'
import { DONE, happened, requireAll, valueOf, type Asked, type ConversationDeps, type Outcome } from './conversation-deps.ts'
import { savedAs } from '../core/download-name.ts'
import { attachmentFor, outboundInState, outboundToChange, settleUncertain } from './message-store.ts'
import { failureIn } from './commands.ts'
import { cancelOutbound } from './send-store.ts'
import { giveBackUploads } from './upload-store.ts'

const tags = ['message'] as const
const Nothing = Type.Null()
const Download = { description: '附件内容', content: { 'application/octet-stream': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } }

/** Undoing a send, settling a doubtful one, and the files of messages. */
export function messageRoutes(app: Http, deps: ConversationDeps): void {
  const asked = (request: FastifyRequest, command: string): Asked => ({ deps, context: contextOf(request, deps, command), viewer: viewerOf(request) })
  app.post('/api/v1/messages/:id/cancellation', { schema: { tags, summary: '撤回尚未发出的消息', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await cancelMessage(asked(request, 'cancelMessage'), request.params.id))
    return reply.status(204).send(null)
  })
  app.post('/api/v1/messages/:id/settlement', { schema: { tags, summary: '核实一封不确定是否发出的消息', params: ById, body: Settlement, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await settleMessage(asked(request, 'settleMessage'), request.params.id, request.body.sent))
    return reply.status(204).send(null)
  })
  app.get('/api/v1/messages', { schema: { tags, summary: '未发出或不确定的消息', querystring: OutboundQuery, response: { 200: OutboundPage } } }, async (request) => {
    requireAll(viewerOf(request), 'outbox.manage')
    const { limit, after } = pageAsked(request.query, { id: FIRST_ID })
    const { rows } = await deps.db.query(outboundInState(request.query.state ?? 'uncertain', { after: after.id, limit }))
    const locale = localeOfHeader(request.headers['accept-language'])
    return { items: rows.map((row) => presentOutbound(row, locale)), next: nextOf(rows, limit, (row) => ({ id: String(row['id']) })) }
  })
  app.get('/api/v1/attachments/:id', { schema: { tags, summary: '下载附件', params: ById, response: { 200: Download } } }, async (request, reply) => {
    const [row] = (await deps.db.query(attachmentFor(viewerOf(request), request.params.id))).rows
    if (row === undefined) throw notFound()
    const content = await deps.files.read(row['file_id'] as Id)
    return reply
      .header('content-disposition', savedAs(request.params.id, String(row['name'])))
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type('application/octet-stream')
      .send(content)
  })
}

/** Undo send: while nobody has claimed it, it never happened for the customer. */
const cancelMessage = (asked: Asked, id: Id): Promise<Outcome<null>> =>
  changing(asked, id, { state: 'planned', refusal: 'message.not_planned' }, (caseId) => [
    cancelOutbound(id, asked.context.at),
    cancelWishes([`send:${id}`], asked.context.at),
    giveBackUploads(id, asked.context.at),
    happened(asked, { kind: 'message', id }, { type: 'message.cancelled', data: { caseId } }),
  ])

/** What is uncertain is settled by a person who knows; nothing is sent again. */
const settleMessage = (asked: Asked, id: Id, sent: boolean): Promise<Outcome<null>> =>
  changing(asked, id, { state: 'uncertain', refusal: 'message.not_uncertain' }, (caseId) => [
    settleUncertain(id, sent, asked.context.at),
    happened(asked, { kind: 'message', id }, { type: 'message.settled', data: { caseId, sent } }),
  ])

type From = { readonly state: string; readonly refusal: ConversationRefusal }

function changing({ deps, context, viewer }: Asked, id: Id, from: From, writes: (caseId: Id | null) => readonly Statement[]): Promise<Outcome<null>> {
  return deps.db.transaction<Outcome<null>>([outboundToChange(viewer, id)], async ([rows]) => {
    const message = reached(rows)
    if (message.state !== from.state) return { abandon: true, answer: refused(from.refusal, { state: message.state }) }
    return { writes: [...writes(message.caseId), ...context.settle({ message: id })], answer: DONE }
  })
}

function reached(rows: Rows | undefined): { readonly state: string; readonly caseId: Id | null } {
  const row = rows?.rows[0]
  if (row?.['readable'] !== true) throw notFound()
  if (row['permitted'] !== true) throw forbidden('case.reply')
  return { state: String(row['state']), caseId: row['case_id'] as Id | null }
}

const text = (at: unknown): string | null => (at === null ? null : formatInstant(at as Instant))

const presentOutbound = (row: Readonly<Record<string, unknown>>, locale: Locale): OutboundItem => ({
  id: row['id'] as Id,
  caseId: row['case_id'] as Id | null,
  state: String(row['state']),
  channel: String(row['channel']),
  wording: row['wording'] as string | null,
  failureCode: row['failure_code'] as string | null,
  createdAt: formatInstant(row['created_at'] as Instant),
  sendAt: text(row['send_at']),
  claimedAt: text(row['claimed_at']),
  failedAt: text(row['failed_at']),
  failure: failureIn(row['failure_code'] as string | null, locale),
})
