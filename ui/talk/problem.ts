/** A field that the server could not take, and the sentence about it. */
export type FieldProblem = { readonly path: string; readonly message: string }

/**
 * Why a request was not carried out. `status` is that of HTTP, or 0 when no answer came; `code` names the reason and `message`
 * is the server's sentence in the reader's language (empty when there was no answer: then the screen words the code).
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly code: string
  readonly params: Readonly<Record<string, string | number | boolean>>
  readonly fields: readonly FieldProblem[]
  constructor(status: number, code: string, said: { readonly message?: string; readonly params?: Problem['params']; readonly fields?: readonly FieldProblem[] } = {}) {
    super(said.message ?? '')
    this.status = status
    this.code = code
    this.params = said.params ?? {}
    this.fields = said.fields ?? []
  }

  /** What was asked for by its address is not there, or not for this reader; an address that cannot be one names nothing either. */
  get missing(): boolean {
    return this.status === 404 || (this.status === 400 && this.fields.some(({ path }) => path === 'params.id'))
  }

  /** The request may not have reached the server, or is still under way there: asking again is safe, because it carries its key. */
  get unanswered(): boolean {
    return this.code === 'idempotency.in_flight' || this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

type Said = { readonly error?: { readonly code?: unknown; readonly message?: unknown; readonly params?: Problem['params']; readonly fields?: readonly FieldProblem[] } }

/** Reads the product's error form; anything else (a proxy's page) keeps its status alone. */
export function problemOf(status: number, body: unknown): Problem {
  const { error = {} } = (typeof body === 'object' && body !== null ? body : {}) as Said
  return new Problem(status, typeof error.code === 'string' ? error.code : `http_${status}`, {
    ...(typeof error.message === 'string' ? { message: error.message } : {}),
    ...(error.params === undefined ? {} : { params: error.params }),
    ...(error.fields === undefined ? {} : { fields: error.fields }),
  })
}
