import type { FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from '#kernel/fault.ts'
import { localeOfHeader, messageFor } from './messages/message-table.ts'
import type { MessageParams } from './messages/message-table.ts'
import { HttpProblem } from './problem.ts'
import { fieldErrors, foundErrors } from './validation.ts'

type Mapped = { readonly status: number; readonly code: string; readonly params: MessageParams; readonly headers?: Readonly<Record<string, string>>; readonly extra?: object }

const RETRY_SECONDS = '2'
/** The disk that takes what was sent is full: Insufficient Storage (RFC 4918 §11.5). */
const NO_ROOM = new Set(['files.disk_full'])
/** What Fastify itself refuses at the door. */
const DOOR: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.bad_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.bad_json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.bad_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
}

/** More was sent than is taken, or than there is room for. */
export const isTooMuch = (error: unknown): boolean =>
  (error instanceof HttpProblem && error.status === 413) || (error instanceof Fault && NO_ROOM.has(error.code)) || (error as { code?: unknown }).code === 'FST_ERR_CTP_BODY_TOO_LARGE'

/** The one place where the kinds of error become HTTP, log lines and sentences. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = localeOfHeader(request.headers['accept-language'])
  const { status, code, params, headers = {}, extra = {} } = mapped(error, request)
  return reply
    .status(status)
    .headers({ ...headers, 'content-language': locale, 'cache-control': 'no-store' })
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ error: { code, params, message: messageFor(code, params, locale), ...extra } })
}

export const answerNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  answerError(new HttpProblem(404, 'not_found'), request, reply)

function mapped(error: unknown, request: FastifyRequest): Mapped {
  if (error instanceof HttpProblem) return error
  if (error instanceof Fault) return ofFault(error, request)
  const found = foundErrors(error)
  if (found) return ofInput(error, request)
  const { code = '', statusCode = 500, name } = error as { code?: string; statusCode?: number; name?: string }
  if (statusCode < 500) return { status: statusCode, code: DOOR[code] ?? (name === 'SyntaxError' ? 'request.bad_json' : 'request.malformed'), params: {} }
  request.log.error({ err: error, incident: request.id }, 'bug')
  return { status: 500, code: 'internal', params: { incident: request.id } }
}

function ofInput(error: unknown, request: FastifyRequest): Mapped {
  const { validationContext = 'body' } = error as { validationContext?: string }
  const fields = fieldErrors(foundErrors(error) ?? [], validationContext === 'querystring' ? 'query' : validationContext, localeOfHeader(request.headers['accept-language']))
  return { status: 400, code: 'request.invalid', params: {}, extra: { fields } }
}

/** Its params stay in the log: they may name folders and constraints. */
function ofFault(fault: Fault, request: FastifyRequest): Mapped {
  request.log.warn({ err: fault, code: fault.code, params: fault.params }, 'fault')
  const known = messageFor(fault.code, {}, 'en') !== fault.code
  return { status: NO_ROOM.has(fault.code) ? 507 : 503, code: known ? fault.code : 'unavailable', params: {}, headers: fault.retryable ? { 'retry-after': RETRY_SECONDS } : {} }
}
