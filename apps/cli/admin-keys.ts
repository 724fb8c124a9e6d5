import { join } from 'node:path'
import { SEALED_COLUMNS } from '#apps/server/sealed-columns.ts'
import type { Config } from '#platform/config/config.ts'
import { forgetOtherKeys, otherKeysOf } from '#platform/crypto/key-check.ts'
import { loadMasterKeys, newKeyText, parseMasterKeys, writeKeyFile, type MasterKeys } from '#platform/crypto/master-key.ts'
import { countUnderOthers, resealColumn } from '#platform/crypto/reseal.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import { withDatabase, type Connection } from '#platform/db/connect.ts'
import type { Db } from '#platform/db/database.ts'
import { openFileStore } from '#platform/files/file-store.ts'
import { countFilesUnderOthers, resealFiles } from '#platform/files/reseal-files.ts'
import { openSealing, systemTime } from '#platform/runtime.ts'
import { keyWords } from './admin-keys-words.ts'

/** What is said on the way, in which language, and what could not be done. */
export type Told = { readonly english: boolean; readonly say: (line: string) => void; readonly fail: (line: string) => void }
type Shop = Told & { readonly connection: Connection; readonly config: Config; readonly sealing: Sealing; readonly words: ReturnType<typeof keyWords> }

/** How many values and files lie under another key than the present one, by where they are. */
async function leftOver(db: Db, keyId: string): Promise<ReadonlyMap<string, number>> {
  const left = new Map<string, number>()
  for (const place of SEALED_COLUMNS) left.set(`${place.table}.${place.column}`, await countUnderOthers(db, { keyId }, place))
  left.set('files', await countFilesUnderOthers(db, keyId))
  return left
}

const total = (left: ReadonlyMap<string, number>): number => [...left.values()].reduce((sum, count) => sum + count, 0)

/** `bin/admin keys rotate | reseal | status | retire`: a new master key, everything sealed under it, and the old one out of use. */
export async function adminKeys(action: string | undefined, config: Config, told: Told): Promise<void> {
  const words = keyWords(told.english)
  const steps = { rotate, reseal, status, retire }
  if (action === undefined || !Object.hasOwn(steps, action)) return told.fail(words.usage)
  await withDatabase(config, async (connection) => {
    const sealing = await openSealing(connection, config)
    await steps[action as keyof typeof steps]({ ...told, connection, config, sealing, words })
  })
}

/** A new key becomes the current one. One change at a time: the last must be finished first. */
async function rotate(shop: Shop): Promise<void> {
  const { connection, config, say, fail, words } = shop
  const keys = await loadMasterKeys({ value: config.masterKey, dataDir: connection.dataDir })
  if (keys.length > 1) return fail(words.unfinished)
  const fresh = newKeyText()
  if (config.masterKey !== null) return say(words.intoEnvironment(fresh))
  await writeKeyFile(connection.dataDir, [fresh, ...textsOf(keys)])
  say(words.made(parseMasterKeys(fresh)[0].id))
  await reseal({ ...shop, sealing: await openSealing(connection, config) })
}

const textsOf = (keys: MasterKeys): readonly string[] => keys.map(({ bytes }) => bytes.toString('base64'))

/** Goes on with what is left, however often it was broken off. */
async function reseal({ connection: { db, dataDir }, sealing, say, words }: Shop): Promise<void> {
  for (const place of SEALED_COLUMNS) {
    const name = `${place.table}.${place.column}`
    await resealColumn(db, sealing, place, progress(say, words, { name, of: await countUnderOthers(db, sealing, place) }))
  }
  const files = openFileStore(join(dataDir, 'files'), sealing)
  await resealFiles(db, files, { keyId: sealing.keyId, now: systemTime() }, progress(say, words, { name: 'files', of: await countFilesUnderOthers(db, sealing.keyId) }))
  const left = total(await leftOver(db, sealing.keyId))
  say(left === 0 ? words.done : words.left(left))
}

function progress(say: Told['say'], words: Shop['words'], { name, of }: { readonly name: string; readonly of: number }): (batch: number) => void {
  let done = 0
  return (batch) => {
    done += batch
    if (batch > 0) say(words.progress(name, done, of))
  }
}

async function status({ connection: { db }, sealing, say, words }: Shop): Promise<void> {
  const left = await leftOver(db, sealing.keyId)
  for (const [place, count] of left) if (count > 0) say(words.under(place, count))
  say(total(left) === 0 ? words.nothingLeft(await otherKeysOf(db, sealing.keyId)) : words.left(total(left)))
}

/** The old keys go out of use once nothing lies under them, and while nobody runs who might still seal with one. */
async function retire({ connection: { db, dataDir }, config, sealing, say, fail, words }: Shop): Promise<void> {
  const running = await othersRunning(db)
  if (running > 0) return fail(words.running)
  const left = total(await leftOver(db, sealing.keyId))
  if (left > 0) return fail(words.left(left))
  const keys = await loadMasterKeys({ value: config.masterKey, dataDir })
  await db.query(forgetOtherKeys(sealing.keyId))
  if (config.masterKey !== null) return say(words.shorten(keys[0].id))
  await writeKeyFile(dataDir, textsOf([keys[0]]))
  say(words.retired(keys.slice(1).map(({ id }) => id)))
}

async function othersRunning(db: Db): Promise<number> {
  const { rows } = await db.query({
    text: `select count(*) as count from pg_stat_activity where datname = current_database() and application_name like 'careloop%' and application_name <> 'careloop command'`,
    values: [],
  })
  return Number(rows[0]?.['count'])
}
