import type { Instant } from './instant.ts'

/** A uuidv7 (RFC 9562 §5.7): ordered by time, given by the application. */
export type Id = string & { readonly id: unique symbol }

/** Where ids come from: live from the clock and the system's randomness, in the simulator and tests from a seed. */
export type IdSource = () => Id

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Builds a uuidv7 from an instant and ten random bytes. */
export function uuidv7(at: Instant, random: Uint8Array): Id {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const r = (index: number) => random[index] ?? 0
  const version = HEX[0x70 | (r(0) & 0x0f)]
  const variant = HEX[0x80 | (r(2) & 0x3f)]
  const tail = HEX[r(4)]! + HEX[r(5)] + HEX[r(6)] + HEX[r(7)] + HEX[r(8)] + HEX[r(9)]
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${HEX[r(1)]}-${variant}${HEX[r(3)]}-${tail}` as Id
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Reads an id that came from outside; null when it is none. */
export const parseId = (text: string): Id | null => (UUID.test(text) ? (text as Id) : null)
