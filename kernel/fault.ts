/** The world failed (network, disk, another system). Thrown by adapters only; jobs retry, requests answer 503. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: string
  readonly retryable: boolean
  readonly params: Readonly<Record<string, string | number>>
  constructor(code: string, options: { cause?: unknown; retryable: boolean; params?: Readonly<Record<string, string | number>> }) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable
    this.params = options.params ?? {}
  }
}
