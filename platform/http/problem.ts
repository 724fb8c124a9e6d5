import type { Refusal } from '#kernel/decision.ts'
import type { MessageParams } from './messages/message-table.ts'
import { isUnprocessable } from './messages/message-table.ts'

/** An answer that is not the one asked for, thrown to the error map: it names a status and a code, never a sentence. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: number
  readonly code: string
  readonly params: MessageParams
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, code: string, options: { readonly params?: MessageParams; readonly headers?: Readonly<Record<string, string>> } = {}) {
    super(code)
    this.status = status
    this.code = code
    this.params = options.params ?? {}
    this.headers = options.headers ?? {}
  }
}

/** The business said no: 409, or 422 where the code is registered so. */
export const refusal = (said: Refusal): HttpProblem =>
  new HttpProblem(isUnprocessable(said.code) ? 422 : 409, said.code, said.params === undefined ? {} : { params: said.params })
/** There is nothing here, or nothing this viewer may know of. */
export const notFound = (): HttpProblem => new HttpProblem(404, 'not_found')
/** Visible, but not permitted; `permission` names what is missing. */
export const forbidden = (permission: string): HttpProblem => new HttpProblem(403, 'access.forbidden', { params: { permission } })
export const unauthenticated = (): HttpProblem => new HttpProblem(401, 'access.unauthenticated')
/** Too often; may be tried again after so many seconds. */
export const throttled = (seconds: number): HttpProblem =>
  new HttpProblem(429, 'throttled', { params: { seconds }, headers: { 'retry-after': String(Math.ceil(seconds)) } })
