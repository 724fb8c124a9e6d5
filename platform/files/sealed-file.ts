import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import type { PieceSealer } from '#platform/crypto/seal-pieces.ts'
import { SEALED_HEAD_BYTES, SEALED_TAIL_BYTES, type Sealing } from '#platform/crypto/sealing.ts'

/** Bytes that come one after the other. */
export type Pieces = AsyncIterable<Uint8Array>
export type Written = { readonly sha256: string; readonly bytes: number }

const PIECE_BYTES = 1 << 20
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT'])

/** Flushed before it has its name, and the name flushed before anybody may refer to it. What breaks off leaves nothing. */
export async function writeSealed(path: string, content: Uint8Array | Pieces, sealer: PieceSealer): Promise<Written> {
  const folder = dirname(path)
  const part = `${path}.part`
  const onDisk = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => Promise.reject(diskFault(error, folder)))
  try {
    const staged = await onDisk(openNew(part, folder))
    const written = await writePieces(content, sealer, (bytes) => onDisk(staged.writeFile(bytes)))
      .then(async (done) => (await onDisk(staged.sync()), done))
      .finally(() => staged.close())
    await onDisk(rename(part, path))
    const directory = await onDisk(open(folder))
    await onDisk(directory.sync().finally(() => directory.close()))
    return written
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The folder is made when it turns out to be missing. */
async function openNew(path: string, folder: string): Promise<FileHandle> {
  const opened = (): Promise<FileHandle> => open(path, 'w', 0o600)
  return opened().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return opened()
  })
}

async function writePieces(content: Uint8Array | Pieces, sealer: PieceSealer, write: (bytes: Uint8Array) => Promise<void>): Promise<Written> {
  const hash = createHash('sha256')
  let bytes = 0
  await write(sealer.head)
  for await (const piece of content instanceof Uint8Array ? slicesOf(content) : content) {
    hash.update(piece)
    bytes += piece.length
    await write(sealer.next(piece))
  }
  await write(sealer.end())
  return { sha256: hash.digest('hex'), bytes }
}

function* slicesOf(content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.length; at += PIECE_BYTES) yield content.subarray(at, at + PIECE_BYTES)
}

const diskFault = (cause: unknown, folder: string): Fault =>
  new Fault(NO_ROOM.has((cause as NodeJS.ErrnoException).code ?? '') ? 'files.disk_full' : 'files.not_written', { cause, retryable: true, params: { folder } })

type Sealed = { readonly id: Id; readonly context: string }

/** The content, in memory of its own; beside it only one piece at a time. */
export async function readSealed(path: string, sealing: Sealing, { id, context }: Sealed): Promise<Buffer> {
  const missing = (cause: unknown): Fault => new Fault('files.missing', { cause, retryable: false, params: { id } })
  const file = await open(path).catch((error: unknown) => Promise.reject(missing(error)))
  try {
    const { size } = await file.stat()
    const content = Buffer.allocUnsafeSlow(Math.max(0, size - SEALED_HEAD_BYTES - SEALED_TAIL_BYTES))
    const head = await readAt(file, 0, SEALED_HEAD_BYTES)
    const tail = await readAt(file, Math.max(SEALED_HEAD_BYTES, size - SEALED_TAIL_BYTES), SEALED_TAIL_BYTES)
    const opener = sealing.openPieces({ head, tail }, context)
    for (let at = 0; at < content.length; at += PIECE_BYTES) {
      const piece = await readAt(file, SEALED_HEAD_BYTES + at, Math.min(PIECE_BYTES, content.length - at))
      content.set(opener.next(piece), at)
    }
    opener.end()
    return content
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes)
  let filled = 0
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
