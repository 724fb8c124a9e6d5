import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '#kernel/fault.ts'

/** A 256-bit key and its public name. */
export type Key = { readonly id: string; readonly bytes: Buffer }
/** The keys outside the database: the first seals, all open. */
export type MasterKeys = readonly [Key, ...Key[]]

const KEY_BYTES = 32

/** Reads CARELOOP_MASTER_KEY's value, or `master.key` (0600) in the data folder, which is made on the first start. */
export async function loadMasterKeys(options: { readonly value: string | null; readonly dataDir: string }): Promise<MasterKeys> {
  if (options.value !== null) return parseMasterKeys(options.value)
  const file = join(options.dataDir, 'master.key')
  if (!(await stat(file).catch(() => null))) await createKeyFile(options.dataDir, file)
  const { mode } = await stat(file)
  if ((mode & 0o077) !== 0) throw new Fault('crypto.key_file_open', { retryable: false, params: { file } })
  return parseMasterKeys(await readFile(file, 'utf8'))
}

/** Keys in base64, separated by commas or new lines, the current one first. */
export function parseMasterKeys(text: string): MasterKeys {
  const [first, ...rest] = text.split(/[\s,]+/).filter((part) => part !== '').map(keyOf)
  if (!first) throw malformed()
  return [first, ...rest]
}

/** One key from its base64. */
export function keyOf(text: string): Key {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== KEY_BYTES) throw malformed()
  return { id: createHash('sha256').update('key id').update(bytes).digest('hex').slice(0, 8), bytes }
}

const malformed = () => new Fault('crypto.key_bad', { retryable: false })

/** Reads the key file again, while the program runs: its keys may have been changed since. */
export const readKeyFile = (dataDir: string): MasterKeys => parseMasterKeys(readFileSync(join(dataDir, 'master.key'), 'utf8'))

/** A new key, as it is written down. */
export const newKeyText = (): string => randomBytes(KEY_BYTES).toString('base64')

/** Writes the keys in their order, the current one first; the file is whole at every moment. */
export async function writeKeyFile(dataDir: string, keys: readonly string[]): Promise<void> {
  const staged = join(dataDir, `master.key.${randomUUID()}`)
  await writeStaged(staged, keys.map((key) => `${key}\n`).join(''))
  await rename(staged, join(dataDir, 'master.key'))
  await syncFolder(dataDir)
}

async function writeStaged(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}

/** Linked into place whole: two first starts agree on one key, and a crash leaves none. */
async function createKeyFile(dataDir: string, file: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const staged = `${file}.${randomUUID()}`
  await writeStaged(staged, `${newKeyText()}\n`)
  await link(staged, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(staged)
  await syncFolder(dataDir)
}
