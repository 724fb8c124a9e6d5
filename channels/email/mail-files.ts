import { createReadStream, type Dirent } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { Fault } from '#kernel/fault.ts'

/** One mail found on disk. `number` counts from 1 inside an mbox; what is longer than the limit comes cut one byte above it. */
export type FoundMail = { readonly path: string; readonly number: number; readonly raw: Uint8Array }

const MAIL_EXTENSIONS = new Set(['.eml', '.msg', '.box', '.mbox', '.mbx'])
const SINGLE_EXTENSIONS = new Set(['.eml', '.msg'])

/**
 * Mails of files and folders, in order of their names: single mails (RFC 5322), mbox files of any size and Maildirs.
 * Throws Fault `mail_file.missing`, `mail_file.unreadable`, with the path.
 */
export async function* findMails(paths: readonly string[], mailBytesMax: number): AsyncGenerator<FoundMail> {
  for (const path of paths) {
    const found = await stat(path).catch((cause: unknown) => unreadable(path, cause))
    if (found.isDirectory()) yield* mailsInFolder(path, mailBytesMax)
    else yield* mailsInFile(path, mailBytesMax)
  }
}

async function* mailsInFolder(folder: string, mailBytesMax: number): AsyncGenerator<FoundMail> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => unreadable(folder, cause))
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* mailsInFolder(path, mailBytesMax)
    else if (entry.isFile() && isMailFile(folder, entry)) yield* mailsInFile(path, mailBytesMax)
  }
}

/** Files of a Maildir (`cur`, `new`) bear no extension. */
const isMailFile = (folder: string, entry: Dirent): boolean =>
  MAIL_EXTENSIONS.has(extname(entry.name).toLowerCase()) || /^(?:cur|new)$/.test(basename(folder)) || basename(dirname(folder)) === 'Maildir'

async function* mailsInFile(path: string, mailBytesMax: number): AsyncGenerator<FoundMail> {
  const isMbox = !SINGLE_EXTENSIONS.has(extname(path).toLowerCase()) && (await firstBytes(path, 5)) === 'From '
  if (!isMbox) {
    yield { path, number: 1, raw: await readUpTo(path, mailBytesMax + 1) }
    return
  }
  let number = 0
  for await (const raw of splitMbox(createReadStream(path, { highWaterMark: 1 << 20 }), mailBytesMax)) {
    number += 1
    yield { path, number, raw }
  }
}

async function firstBytes(path: string, count: number): Promise<string> {
  return Buffer.from(await readUpTo(path, count)).toString('latin1')
}

async function readUpTo(path: string, bytesMax: number): Promise<Uint8Array> {
  const file = await open(path).catch((cause: unknown) => unreadable(path, cause))
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, bytesMax))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } catch (cause) {
    return unreadable(path, cause)
  } finally {
    await file.close()
  }
}

function unreadable(path: string, cause: unknown): never {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
  throw new Fault(missing ? 'mail_file.missing' : 'mail_file.unreadable', { cause, retryable: false, params: { path } })
}

const FROM_LINE = /^From \S/
const ESCAPED_FROM = /^>+From /
const LF = 0x0a

/** Cuts a stream of mbox bytes into mails: a `From ` line after an empty line begins one; mboxrd's `>From ` loses one `>`. */
export async function* splitMbox(chunks: AsyncIterable<Uint8Array>, mailBytesMax: number): AsyncGenerator<Uint8Array> {
  let mail: Uint8Array[] | null = null
  let size = 0
  let afterEmpty = true
  for await (const line of linesOf(chunks, mailBytesMax + 1)) {
    const head = line.toString('latin1', 0, 100)
    if (afterEmpty && FROM_LINE.test(head)) {
      if (mail !== null) yield joinMail(mail)
      mail = []
      size = 0
    } else if (mail !== null && size <= mailBytesMax) {
      const kept = ESCAPED_FROM.test(head) ? line.subarray(1) : line
      mail.push(kept.subarray(0, mailBytesMax + 1 - size))
      size += kept.length
    }
    afterEmpty = /^\r?\n$/.test(head)
  }
  if (mail !== null) yield joinMail(mail)
}

/** The empty line before the next `From ` belongs to the box, not to the mail. */
function joinMail(lines: readonly Uint8Array[]): Uint8Array {
  const last = lines.at(-1)
  const isGap = last !== undefined && last.length <= 2 && last.at(-1) === LF && lines.length > 1
  return Buffer.concat(isGap ? lines.slice(0, -1) : lines)
}

/** Lines with their ends; one longer than `lineBytesMax` comes in pieces. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>, lineBytesMax: number): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  let restBytes = 0
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let from = 0
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
      yield Buffer.concat([...rest, bytes.subarray(from, end + 1)])
      rest = []
      restBytes = 0
      from = end + 1
    }
    if (from < bytes.length) rest.push(bytes.subarray(from))
    restBytes += bytes.length - from
    if (restBytes > lineBytesMax) {
      yield Buffer.concat(rest)
      rest = []
      restBytes = 0
    }
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}
