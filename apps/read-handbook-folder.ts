import { readdir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { HandbookFile } from '#capabilities/handbook/core/section.ts'
import { HANDBOOK_FILES_MAX } from '#capabilities/handbook/core/read-handbook.ts'

/** A file larger than this is not a handbook's; only its beginning is read, which is then refused as too long. */
const BYTES_MAX = 1_048_576

/** The YAML files of a handbook folder; null when there is no such folder. Hidden files and other kinds are passed over. */
export async function readHandbookFolder(folder: string): Promise<readonly HandbookFile[] | null> {
  const found = await stat(folder).catch(() => null)
  if (found === null || !found.isDirectory()) return null
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.slice(folder.length).split(sep).some((part) => part.startsWith('.')))
  return Promise.all(paths.toSorted().slice(0, HANDBOOK_FILES_MAX + 1).map(async (path) => ({ path: relativeTo(folder, path), text: await readText(path) })))
}

const relativeTo = (folder: string, path: string): string => path.slice(join(folder, sep).length).split(sep).join('/')

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path)
  return new TextDecoder().decode(bytes.subarray(0, BYTES_MAX)).replace(/^\uFEFF/, '')
}
