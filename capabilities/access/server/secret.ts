import { createHash, randomBytes } from 'node:crypto'

/** Letters and digits that nobody confuses when reading them aloud. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to be said over the phone and changed at once: `k7mp-2wxc-9fha-qz4t` (80 bits). */
export function oneTimePassword(): string {
  const letters = Array.from(randomBytes(64)).filter((byte) => byte < READABLE.length * 8).slice(0, 16).map((byte) => READABLE[byte % READABLE.length])
  if (letters.length < 16) return oneTimePassword()
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-')
}

/** A secret for one link or key (256 bits). */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of a secret: it is random, so one SHA-256 is enough. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
