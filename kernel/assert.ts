/** A broken assumption of ours: a bug, never the user's mistake. Only this request or job fails. */
export class Bug extends Error {
  override readonly name = 'Bug'
}

/** Holds `condition` or throws Bug. `why` says why it must hold. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Bug(why)
}

/** The value, which must be there. */
export function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Bug(why)
  return value
}
