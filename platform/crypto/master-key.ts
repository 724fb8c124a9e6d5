import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '#kernel/fault.ts'

/** A 256-bit key and its public name. */
export type Key = { readonly id: string; readonly bytes: Buffer }
/** The keys outside the database: the first seals, all open, the last makes blind indexes (which must stay comparable). */
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

function keyOf(text: string): Key {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== KEY_BYTES) throw malformed()
  return { id: createHash('sha256').update('key id').update(bytes).digest('hex').slice(0, 8), bytes }
}

const malformed = () => new Fault('crypto.key_bad', { retryable: false })

/** Linked into place whole: two first starts agree on one key, and a crash leaves none. */
async function createKeyFile(dataDir: string, file: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const staged = `${file}.${randomUUID()}`
  const handle = await open(staged, 'wx', 0o600)
  await handle.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`)
  await handle.sync()
  await handle.close()
  await link(staged, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(staged)
  const folder = await open(dataDir)
  await folder.sync().finally(() => folder.close())
}
