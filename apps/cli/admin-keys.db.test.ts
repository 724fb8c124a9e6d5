import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminKeys } from './admin-keys.ts'
import { SEALED_COLUMNS } from '#apps/server/sealed-columns.ts'
import { recordStatement } from '#capabilities/case/server/case-rows.ts'
import type { CaseDeps } from '#capabilities/case/server/case-deps.ts'
import { activeMailboxes } from '#capabilities/conversation/server/mailbox-commands.ts'
import { insertMessage, openAddresses, sealAddresses } from '#capabilities/conversation/server/commands.ts'
import { contactPointOf, insertCustomer, loadCustomerByAddress, readContactPoint, readCustomer } from '#capabilities/customer/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, later, HOUR, parseInstant } from '#kernel/instant.ts'
import { readConfig, type Config } from '#platform/config/config.ts'
import { parseMasterKeys } from '#platform/crypto/master-key.ts'
import { resealColumn } from '#platform/crypto/reseal.ts'
import { createSealing, type Sealing } from '#platform/crypto/sealing.ts'
import { newSubjectKey, openSubjectKey } from '#platform/crypto/subject-key.ts'
import { openDatabase, type Db } from '#platform/db/database.ts'
import { openFileStore } from '#platform/files/file-store.ts'
import { openSealing, systemIds } from '#platform/runtime.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'

const now = parseInstant('2026-11-23T09:00:00+08:00')!
const CUSTOMERS = 1_200

let fresh: FreshDatabase
let db: Db
let dataDir: string
let config: Config
let before: Sealing
let ids: { readonly customer: Id; readonly message: Id; readonly file: Id }

beforeAll(async () => {
  fresh = await freshDatabase()
  db = await openDatabase(fresh.url, { applicationName: 'careloop command' })
  dataDir = await mkdtemp(join(tmpdir(), 'careloop-keys-'))
  config = { ...readConfig({}), databaseUrl: fresh.url, dataDir }
  before = await openSealing({ db, dataDir }, config)
  ids = await furnish(before)
}, 60_000)
afterAll(async () => {
  await db?.close()
  await fresh?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Something in every place that is sealed, and more customers than go into one batch. */
async function furnish(sealing: Sealing) {
  const customer = (n: number) => ({ id: systemIds(), kind: 'person' as const, name: `客户${n}`, company: null, locale: 'zh-CN', tier: null, contactPoints: [{ id: systemIds(), kind: 'phone' as const, value: `+86138${String(10_000_000 + n)}` }] })
  const customers = Array.from({ length: CUSTOMERS }, (_, n) => customer(n))
  for (const one of customers) await db.write(insertCustomer(one, now, sealing))
  const [message, caseId] = [systemIds(), systemIds()]
  const addresses = sealAddresses(sealing, message, { to: [{ name: '王丽', address: 'wangli@customer.test' }], cc: [] })
  const files = openFileStore(join(dataDir, 'files'), sealing)
  const file = await files.put(systemIds(), Buffer.from('发票'), now)
  await db.write([
    mailboxRow(sealing, now, { id: systemIds(), address: 'support@care.test', username: 'support', password: 'secret of the box' }),
    insertMessage({ id: message, caseId: null, customerId: null, direction: 'in', channel: 'email', author: { kind: 'customer', id: null }, subject: null, text: '', addresses }, now),
    { text: `insert into subject_keys (customer_id, wrapped_key, created_at) values ($1, $2, $3)`, values: [customers[0]!.id, newSubjectKey(sealing, customers[0]!.id), formatInstant(now)] },
    { text: `insert into cases (id, number, scenario, handbook_id, version, status, observed, state, opened_at, updated_at) values ($1, 'SH-1', 'after-sales', $1, 1, 'open', false, '{}', $2, $2)`, values: [caseId, formatInstant(now)] },
    recordStatement({ sealing } as CaseDeps, { id: systemIds(), caseId, kind: 'form', subject: 'intake', form: null, author: { kind: 'staff', id: null }, input: { words: { need: '换一只' } }, at: now }),
    file.insert,
  ])
  return { customer: customers[0]!.id, message, file: file.id }
}

const keysInFile = async () => parseMasterKeys(await readFile(join(dataDir, 'master.key'), 'utf8'))

/** Runs `bin/admin keys …`; answers what it said and what it refused. */
async function keys(action: string, with_: Config = config) {
  const [said, refused]: string[][] = [[], []]
  await adminKeys(action, with_, { english: true, say: (line) => void said!.push(line), fail: (line) => void refused!.push(line) })
  return { said: said!.join('\n'), refused: refused!.join('\n') }
}

/** Columns of any table in which a value begins with the name of this key. */
async function columnsUnder(keyId: string): Promise<readonly string[]> {
  const { rows } = await db.query({
    text: `select table_name as t, column_name as c, data_type as d from information_schema.columns where table_schema = 'public' and data_type in ('bytea', 'text') and table_name <> 'master_keys' order by 1, 2`, values: [],
  })
  const found: string[] = []
  for (const { t, c, d } of rows) {
    const begins = d === 'bytea' ? `substring("${String(c)}" from 1 for 8) = convert_to($1, 'LATIN1')` : `"${String(c)}" like $1 || '%'`
    if ((await db.query({ text: `select 1 from "${String(t)}" where ${begins} limit 1`, values: [keyId] })).rows.length > 0) found.push(`${String(t)}.${String(c)}`)
  }
  return found
}

async function everythingOpens(sealing: Sealing): Promise<void> {
  expect(readCustomer(await db.query(loadCustomerByAddress(sealing, 'phone', '+8613810000000')))?.id).toBe(ids.customer)
  expect(readContactPoint(await db.query(contactPointOf(ids.customer, 'phone')), sealing)).toBe('+8613810000000')
  expect((await activeMailboxes(db, sealing)).map(({ password }) => password)).toEqual(['secret of the box'])
  const [row] = (await db.query({ text: 'select addresses from messages where id = $1', values: [ids.message] })).rows
  expect(openAddresses(sealing, ids.message, row!['addresses'] as Uint8Array).to).toEqual([{ name: '王丽', address: 'wangli@customer.test' }])
  const [wrapped] = (await db.query({ text: 'select wrapped_key from subject_keys', values: [] })).rows
  expect(openSubjectKey(sealing, String(wrapped!['wrapped_key']), ids.customer).seal('x', 'y')).toEqual(expect.any(String))
  expect((await openFileStore(join(dataDir, 'files'), sealing).read(ids.file)).toString()).toBe('发票')
}

describe('changing the master key', () => {
  it('knows every place that is sealed', async () => {
    const known = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`)
    expect(await columnsUnder(before.keyId)).toEqual([...known, 'files.key_id'].toSorted())
  })

  it('may break off in the middle: what was sealed anew and what was not are read alike, and going on finishes it', async () => {
    const link = before.signToken({ case: 'c1' }, 'confirm', later(now, HOUR))
    const broken = adminKeys('rotate', config, { english: true, fail: () => undefined, say: (line) => {
      if (line.includes('contact_points') && line.includes('500 of')) throw new Error('the machine stops')
    } })
    await expect(broken).rejects.toThrow('the machine stops')
    expect(await keysInFile()).toHaveLength(2)
    const half = await openSealing({ db, dataDir }, config)
    expect([half.keyId === (await keysInFile())[0]!.id, await columnsUnder((await keysInFile())[1]!.id)]).toEqual([true, expect.arrayContaining(['contact_points.value', 'messages.addresses'])])
    await everythingOpens(half)
    // A server that runs since before reads the key file again when it meets the new key, and uses it from then on.
    await everythingOpens(before)
    expect(before.keyId).toBe(half.keyId)
    expect((await keys('rotate')).refused).toMatch(/not finished/)
    expect((await keys('retire')).refused).toMatch(/\d+ values still lie under an old key|running/)
    expect((await keys('reseal')).said).toMatch(/Everything lies under the current master key/)
    expect(await columnsUnder(half.keyId)).toEqual([...SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`), 'files.key_id'].toSorted())
    expect(await columnsUnder((await keysInFile())[1]!.id)).toEqual([])
    await everythingOpens(half)
    expect(half.readToken(link, 'confirm', now)).toMatchObject({ ok: true })
  })

  it('leaves what somebody wrote in the meantime as they wrote it', async () => {
    const sealing = await openSealing({ db, dataDir }, config)
    const place = SEALED_COLUMNS.find(({ table }) => table === 'mailboxes')!
    const [box] = (await db.query({ text: 'select id from mailboxes', values: [] })).rows
    await db.query({ text: 'update mailboxes set password = $1', values: [createSealing([(await keysInFile())[1]!]).sealBytes(Buffer.from('of old'), place.context(String(box!['id'])))] })
    const overtaken: Db = { ...db, write: async (statements) => {
      await db.query({ text: 'update mailboxes set password = $1', values: [sealing.sealBytes(Buffer.from('changed meanwhile'), place.context(String(box!['id'])))] })
      return db.write(statements)
    } }
    await resealColumn(overtaken, sealing, place, () => undefined)
    expect((await activeMailboxes(db, sealing)).map(({ password }) => password)).toEqual(['changed meanwhile'])
  })

  it('takes the old key out of use only when nothing lies under it and nobody runs who might use it', async () => {
    const old = (await keysInFile())[1]!
    await fresh.db.query({ text: 'select 1', values: [] })
    expect((await keys('retire')).refused).toMatch(/running/)
    await fresh.db.close()
    const [row] = (await db.query({ text: 'select id from mailboxes', values: [] })).rows
    const place = SEALED_COLUMNS.find(({ table }) => table === 'mailboxes')!
    // A program that has not been started anew since still seals under the old key.
    const late = createSealing([old])
    await db.query({ text: 'update mailboxes set password = $1', values: [late.sealBytes(Buffer.from('secret of the box'), place.context(String(row!['id'])))] })
    expect((await keys('retire')).refused).toMatch(/^1 values still lie under an old key/)
    expect((await keys('status')).said).toContain('mailboxes.password: 1 under an old key')
    await keys('reseal')
    expect((await keys('retire')).said).toContain(old.id)
    expect((await keysInFile()).map(({ id }) => id)).not.toContain(old.id)
    await everythingOpens(await openSealing({ db, dataDir }, config))
  })

  it('says what to do where the key comes from the environment, and writes no file', async () => {
    const file = await readFile(join(dataDir, 'master.key'), 'utf8')
    const said = await keys('rotate', { ...config, masterKey: file.trim() })
    expect(parseMasterKeys(said.said.split('\n').at(-1) ?? '')).toHaveLength(1)
    expect(await readFile(join(dataDir, 'master.key'), 'utf8')).toBe(file)
    expect((await keys('nonsense')).refused).toMatch(/Usage/)
  })
})
