import { open } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Fault } from '#kernel/fault.ts'

/** A log as text, and which kind it is. Gzip is known by its first bytes, XES by its first letter. */
export type OpenedLog = { readonly kind: 'xes' | 'csv'; readonly text: () => AsyncGenerator<string> }

const CHUNK = 65_536

/** Opens a log, gzipped or not, in UTF-8, UTF-16 with a mark, GB18030, or what its XML declares. Faults: `import.no_file`, `import.empty`, and while reading `import.truncated`, `import.not_text`. */
export async function openLog(file: string): Promise<OpenedLog> {
  const gzipped = await isGzipped(file)
  const bytes = () => bytesOf(file, gzipped)
  const beginning = await firstChunk(bytes())
  const marked = markedEncoding(beginning)
  const start = new TextDecoder(marked ?? 'utf-8').decode(beginning).trimStart()
  if (start === '') throw new Fault('import.empty', { retryable: false, params: { file } })
  const kind = start.startsWith('<') ? 'xes' : 'csv'
  const encoding = marked ?? (kind === 'xes' ? declaredEncoding(start) : (await isUtf8(bytes())) ? 'utf-8' : 'gb18030')
  return { kind, text: () => decoded(bytes(), encoding, file) }
}

async function isGzipped(file: string): Promise<boolean> {
  try {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw unreadable(error, file)
  }
}

async function* bytesOf(file: string, gzipped: boolean): AsyncGenerator<Buffer> {
  const raw = createReadStream(file, { highWaterMark: CHUNK })
  // The consumer hears of errors through the loop below.
  const source = gzipped ? pipeline(raw, createGunzip({ chunkSize: CHUNK }), () => undefined) : raw
  try {
    for await (const chunk of source) yield chunk as Buffer
  } catch (error) {
    throw unreadable(error, file)
  }
}

function unreadable(error: unknown, file: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException
  if (code.startsWith('Z_')) return new Fault('import.truncated', { cause: error, retryable: false, params: { file } })
  return code === '' ? error : new Fault('import.no_file', { cause: error, retryable: false, params: { file, reason: code } })
}

async function firstChunk(bytes: AsyncGenerator<Buffer>): Promise<Buffer> {
  for await (const chunk of bytes) return chunk
  return Buffer.alloc(0)
}

function markedEncoding(beginning: Buffer): string | null {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return 'utf-16le'
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return 'utf-16be'
  return null
}

function declaredEncoding(start: string): string {
  const name = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(name).encoding
  } catch {
    // A name nobody knows: reading as UTF-8 says so at the first letter it cannot read.
    return 'utf-8'
  }
}

async function isUtf8(bytes: AsyncGenerator<Buffer>): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of bytes) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

async function* decoded(bytes: AsyncGenerator<Buffer>, encoding: string, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const read = (chunk?: Buffer): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch (error) {
      throw new Fault('import.not_text', { cause: error, retryable: false, params: { file, encoding } })
    }
  }
  for await (const chunk of bytes) yield read(chunk)
  yield read()
}
