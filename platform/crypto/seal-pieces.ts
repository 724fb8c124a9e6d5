import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Fault } from '#kernel/fault.ts'

export const NONCE_BYTES = 12
export const TAG_BYTES = 16

/** Closes what comes in pieces: `head`, then every piece, then `end()` are together what closing it at once makes. */
export type PieceSealer = { readonly head: Buffer; next(piece: Uint8Array): Buffer; end(): Buffer }
/** Opens it in pieces. Nothing it gave may be believed before `end` has returned: any change or another context is `crypto.cannot_open`. */
export type PieceOpener = { next(piece: Uint8Array): Buffer; end(): void }

export function sealPieces(key: Buffer, context: string): PieceSealer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'))
  return { head: nonce, next: (piece) => cipher.update(piece), end: () => Buffer.concat([cipher.final(), cipher.getAuthTag()]) }
}

type Closed = { readonly key: Buffer; readonly keyId: string; readonly nonce: Uint8Array; readonly tag: Uint8Array; readonly context: string }

export function openPieces({ key, keyId, nonce, tag, context }: Closed): PieceOpener {
  const cannotOpen = (cause: unknown): Fault => new Fault('crypto.cannot_open', { cause, retryable: false, params: { key: keyId } })
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(tag)
    return {
      next: (piece) => decipher.update(piece),
      end: () => {
        try {
          decipher.final()
        } catch (error) {
          throw cannotOpen(error)
        }
      },
    }
  } catch (error) {
    throw cannotOpen(error)
  }
}
