import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** One file of a backup; `path` is relative to its folder, with slashes. */
export type Entry = { readonly path: string; readonly bytes: number; readonly sha256: string }
/** What a backup says of itself. `database`: a copy of the embedded cluster lies in it; `key`: the master key, too. `folders` may be empty and are needed. */
export type Manifest = {
  readonly format: 1
  readonly product: string
  readonly createdAt: string
  readonly database: { readonly major: number } | null
  readonly key: boolean
  readonly folders: readonly string[]
  readonly files: readonly Entry[]
}
const NAME = 'manifest.json'
const CHUNK_BYTES = 1 << 20

/** Copies a file and flushes it; null when it went away meanwhile, as files of a living database do. */
export async function copyDurably(from: string, to: string): Promise<Omit<Entry, 'path'> | null> {
  const source = await open(from).catch(whenGone)
  if (source === null) return null
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const target = await open(to, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
    let bytes = 0
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES)
      if (bytesRead === 0) break
      const piece = buffer.subarray(0, bytesRead)
      hash.update(piece)
      await target.write(piece)
      bytes += bytesRead
    }
    await target.sync()
    return { bytes, sha256: hash.digest('hex') }
  } finally {
    await source.close()
    await target.close()
  }
}

function whenGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

export type Tree = { readonly folders: readonly string[]; readonly files: readonly string[] }

/** Everything in a folder by relative path, except what `skips`; a folder that is not there is empty. */
export async function treeOf(root: string, skips: (path: string) => boolean = () => false, below = ''): Promise<Tree> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(whenGone) ?? []
  const [folders, files]: [string[], string[]] = [[], []]
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (skips(path)) continue
    if (entry.isFile()) files.push(path)
    if (!entry.isDirectory()) continue
    const inner = await treeOf(root, skips, path)
    folders.push(path, ...inner.folders)
    files.push(...inner.files)
  }
  return { folders, files }
}

export const writeManifest = (folder: string, manifest: Manifest): Promise<void> => writeFile(join(folder, NAME), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true })

/** The manifest of a finished backup; null where there is none. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, NAME), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    const manifest = JSON.parse(text) as Manifest
    return manifest.format === 1 && Array.isArray(manifest.files) && manifest.files.every(({ path }) => isInside(path)) ? manifest : null
  } catch {
    return null
  }
}

/** A backup may have passed through other hands: no path leads out of it. */
const isInside = (path: string): boolean => !path.startsWith('/') && !path.split('/').includes('..')

/** The files of a backup that are missing or not as they were. */
export async function damagedFiles(folder: string, { files }: Manifest): Promise<readonly string[]> {
  const damaged: string[] = []
  for (const { path, sha256 } of files) if ((await digestOf(join(folder, path))) !== sha256) damaged.push(path)
  return damaged
}

async function digestOf(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  } catch (error) {
    return whenGone(error as NodeJS.ErrnoException)
  }
  return hash.digest('hex')
}
