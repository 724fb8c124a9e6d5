import { Fault } from '#kernel/fault.ts'

const SERIALIZATION = '40001'
const DEADLOCK = '40P01'
const UNIQUE = '23505'
const STALE = 'CL001'
const DISK_FULL = '53100'
const TIMED_OUT = ['57014', '25P03', '55P03']
const GONE = /^(08|57P|53300)|^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|ENETUNREACH)/
const GONE_TEXT = /Connection terminated|connection error|timeout exceeded when trying to connect|Client was closed|Cannot use a pool after|end on the pool/
/** Two commands wrote the same next version of one stream: the loser may load again. */
const VERSION_CONSTRAINT = 'events_stream_version'

type DatabaseError = Error & { readonly code?: string; readonly constraint?: string }
const read = (error: unknown): DatabaseError => (error instanceof Error ? error : new Error(String(error)))

/** The connection is no longer usable. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof Fault) return error.code === 'db.unavailable' || error.code === 'db.commit_unknown'
  const { code, message } = read(error)
  return (code !== undefined && GONE.test(code)) || GONE_TEXT.test(message)
}

/** A race that this transaction lost and may run again. */
export const isRetryable = (error: unknown): boolean => error instanceof Fault && (error.code === 'db.busy' || error.code === 'db.stale')

/** The same stream was written by another command since it was loaded. */
export const isConflictOfVersions = (error: unknown): boolean =>
  error instanceof Fault && error.code === 'db.conflict' && error.params['constraint'] === VERSION_CONSTRAINT

/** Names what the database did to us; what is our own mistake (bad SQL, broken check) stays as it is and is a bug. */
export function toFault(error: unknown): unknown {
  if (error instanceof Fault) return error
  const { code, constraint, message } = read(error)
  if (code === SERIALIZATION || code === DEADLOCK) return new Fault('db.busy', { cause: error, retryable: true })
  if (code === STALE) return new Fault('db.stale', { cause: error, retryable: true, params: { assertion: message } })
  if (code === UNIQUE) return new Fault('db.conflict', { cause: error, retryable: false, params: { constraint: constraint ?? '' } })
  if (code === DISK_FULL) return new Fault('db.disk_full', { cause: error, retryable: true })
  if (code !== undefined && TIMED_OUT.includes(code)) return new Fault('db.timeout', { cause: error, retryable: true })
  if (isConnectionLoss(error)) return new Fault('db.unavailable', { cause: error, retryable: true })
  return error
}
