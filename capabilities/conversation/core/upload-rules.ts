import { refused, type Refusal } from '#kernel/decision.ts'
import type { ConversationRefusal } from '../contract.ts'

/** A file that waits for its message. */
export type WaitingFile = { readonly bytes: number }
type Refused = { readonly ok: false; readonly refusal: Refusal<ConversationRefusal> }

const MEGABYTE = 1 << 20
/** All files of one message; so one file may be as large. */
export const MESSAGE_BYTES_MAX = 25 * MEGABYTE
const MESSAGE_FILES_MAX = 10
/** What one person or program may have waiting. */
const WAITING_FILES_MAX = 100
const WAITING_BYTES_MAX = 500 * MEGABYTE
const NAME_CHARS_MAX = 200

/** Why these files cannot go with one message; null when they can. `found` are those of the asked that wait for this writer. */
export function attachingRefusal(asked: readonly string[], found: readonly WaitingFile[]): Refused | null {
  if (asked.length > MESSAGE_FILES_MAX) return refused('message.too_many_files', { max: MESSAGE_FILES_MAX })
  if (found.length < asked.length) return refused('message.file_unknown')
  return bytesOf(found) > MESSAGE_BYTES_MAX ? refused('message.files_too_large', { megabytes: MESSAGE_BYTES_MAX / MEGABYTE }) : null
}

/** Why nothing more can be uploaded before something is sent or a day has passed; null when it can. */
export const uploadingRefusal = (waiting: { readonly files: number; readonly bytes: number }): Refused | null =>
  waiting.files >= WAITING_FILES_MAX || waiting.bytes >= WAITING_BYTES_MAX ? refused('file.too_many_waiting') : null

const bytesOf = (files: readonly WaitingFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

/** The name a file is shown and sent under: the last part of a path, one line, no signs that turn text around; null where nothing is left. */
export function fileNameOf(encoded: string): string | null {
  const name = decoded(encoded)?.split(/[/\\]/).at(-1)?.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').trim() ?? ''
  const shown = [...name]
  return shown.length === 0 ? null : shown.length <= NAME_CHARS_MAX ? name : shortened(shown)
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Too long a name loses its middle, not its ending. */
const shortened = (name: readonly string[]): string => [...name.slice(0, NAME_CHARS_MAX - 21), '…', ...name.slice(-20)].join('')

/** The media type as it is sent; what is none is a file of bytes. */
export const mediaTypeOf = (header: string | undefined): string => /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/i.exec(header?.trim() ?? '')?.[0].toLowerCase() ?? 'application/octet-stream'
