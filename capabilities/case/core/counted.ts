/** A count says 99+. */
export const COUNTED_MAX = 99

/** How much there is, as a count says it; `unlooked`: not everything was looked at. */
export const counted = (value: unknown, unlooked = false): { readonly count: number; readonly more: boolean } => ({ count: Math.min(Number(value), COUNTED_MAX), more: unlooked || Number(value) > COUNTED_MAX })
