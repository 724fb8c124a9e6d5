import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeInMessage, type ArrivedMessage } from '#capabilities/case/server/take-in-message.ts'
import { stillKnown } from '#capabilities/customer/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, later, HOUR, parseInstant } from '#kernel/instant.ts'
import { sealCommitted, verifyChain } from '#platform/audit/seal-chain.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { openTestHouse, type Answer, type Person, type TestHouse } from '#tests/setup/test-house.ts'

const NAME = 'Wang Li 王丽'
const ADDRESS = 'wangli@customer.test'
/** Everything by which somebody could be recognised, in the forms in which it was written down. */
const PERSONAL = ['王丽', 'Wang Li', '王小丽', 'wangli', '13800138000', '青花瓷', '静安寺', '碎片照片']

let house: TestHouse
let chenYu: Person
let customer: Id
let caseId: Id
let mail: { readonly file: Id; readonly attachment: Id; readonly attached: Id }

beforeAll(async () => {
  house = await openTestHouse({ at: parseInstant('2026-11-23T09:00:00+08:00')! })
  const team = (await house.teams()).get('agent')!
  chenYu = await house.hire('chenyu', ['agent'], [team])
  await house.fresh.db.query(mailboxRow(house.house.sealing, house.clock.now, { id: house.house.newId(), address: 'support@care.test', username: 'support', password: 'secret' }))
  const written = await writeIn('青花瓷杯碎了，我住在静安寺旁边')
  caseId = written.caseId
  const { rows } = await query('select customer_id, id from messages where case_id = $1 and direction = $2', caseId, 'in')
  customer = rows[0]!['customer_id'] as Id
  const raw = await house.house.files.put(house.house.newId(), Buffer.from(`From: ${ADDRESS}\r\n\r\n青花瓷`), house.clock.now)
  await house.fresh.db.write([raw.insert, {
    text: `insert into inbound_mails (id, sha256, file_id, bytes, status, message_id, received_at) values ($1, $2, $3, $4, 'taken', $5, $6)`,
    values: [house.house.newId(), raw.sha256, raw.id, raw.bytes, rows[0]!['id'], formatInstant(house.clock.now)],
  }])
  const [attached] = (await query('select id, file_id from attachments')).rows
  mail = { file: raw.id, attachment: attached!['id'] as Id, attached: attached!['file_id'] as Id }
  await ask('PATCH', `/customers/${customer}`, { name: '王小丽' })
  await ask('PATCH', `/customers/${customer}`, { name: NAME })
  await ask('POST', `/customers/${customer}/contact-points`, { kind: 'phone', value: '13800138000' })
  const intake = { codes: { urgency: 'ordinary', type: 'question', complexity: 'simple' }, words: { symptom: '青花瓷杯碎了', need: '换一只青花瓷杯' } }
  await ask('POST', `/cases/${caseId}/steps/intake/completion`, { form: intake })
  await ask('POST', `/cases/${caseId}/notes`, { text: '王丽说要换青花瓷杯' })
  await ask('POST', `/cases/${caseId}/replies`, { text: '王丽您好，青花瓷杯可以换', sendAt: formatInstant(later(house.clock.now, HOUR)) })
  await query(`insert into knowledge_drafts (id, case_id, title, problem, solution, created_at) values ($1, $2, '青花瓷杯碎了', '王丽', '换', now())`, house.house.newId(), caseId)
  await house.settle()
})
afterAll(() => house?.close())

const query = (text: string, ...values: readonly unknown[]) => house.fresh.db.query({ text, values: [...values] })
const ask = (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object, who: Person = house.admin): Promise<Answer> =>
  house.call({ method, url: `/api/v1${url}`, as: who.cookie, ...(body === undefined ? {} : { body }) })
const codeOf = ({ body }: Answer) => (body['error'] as { code?: string } | undefined)?.code
const erase = (confirm: string, who: Person = house.admin, id: Id = customer) => ask('POST', `/customers/${id}/erasure`, { reason: 'requested', confirm }, who)

let letters = 0
async function writeIn(text: string): Promise<{ readonly caseId: Id }> {
  letters += 1
  const from = { name: NAME, address: ADDRESS }
  const message: ArrivedMessage = {
    channel: 'email', mailboxId: null, imported: false, from, addresses: { from, to: [], cc: [] }, subject: `青花瓷杯 ${NAME}`, text, html: `<p>${text}</p>`, reply: text, auto: 'none',
    mailId: '<1@wangli.customer.test>', inReplyTo: null, references: ['<0@wangli.customer.test>'], rawSha256: `letter ${letters}`,
    files: [{ name: '碎片照片.jpg', type: 'image/jpeg', sha256: '0', content: Buffer.from('照片'), contentId: null }], caseId: null, settle: () => ({ text: 'select 1', values: [] }),
  }
  const taken = await takeInMessage(house.house.cases, house.house.files, message)
  if (!taken.taken) throw new Error(taken.refused)
  return { caseId: taken.caseId }
}

/** Tables in which one of these words stands, in any column. */
async function whereWritten(words: readonly string[]): Promise<readonly string[]> {
  const { rows } = await query(`select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'auth') order by 1`)
  const found = await Promise.all(rows.map(async ({ name }) => {
    const { rows: hits } = await query(`select 1 from ${String(name)} t where to_jsonb(t)::text ilike any($1::text[]) limit 1`, words.map((word) => `%${word}%`))
    return hits.length > 0 ? [String(name)] : []
  }))
  return found.flat()
}

describe('a customer who asks to be forgotten', () => {
  it('is erased by whoever may, with the name repeated, once their cases are closed', async () => {
    expect((await erase(NAME, chenYu)).status).toBe(403)
    expect(codeOf(await erase(NAME))).toBe('customer.case_open')
    await ask('POST', `/cases/${caseId}/dismissal`, { dismissal: 'spam' })
    const wrong = await erase('王小丽')
    expect([wrong.status, codeOf(wrong)]).toEqual([422, 'customer.not_confirmed'])
    expect((await ask('GET', `/customers/${customer}`)).body['name']).toBe(NAME)
  })

  it('leaves no word behind in any table and no file, while events and numbers stay as they were', async () => {
    const numbers = async () => {
      const { status, body } = await ask('GET', '/attainment')
      return { status, body }
    }
    const history = async () => (await query(`select id, type, data from events where stream_kind <> 'customer' order by seq`)).rows
    const [attained, told] = [await numbers(), await history()]
    expect(await whereWritten(PERSONAL)).toEqual(expect.arrayContaining(['public.customers', 'public.messages', 'public.cases']))
    const erased = await erase(' wang li 王丽 ')
    expect(erased.status, erased.text).toBe(204)
    expect(await whereWritten(PERSONAL)).toEqual([])
    const sealed = await query(`select (select count(*) from contact_points where length(value) + length(value_index) + length(tail_index) > 0) as points,
      (select count(*) from messages where addresses is not null) as addresses, (select count(*) from case_records where words is not null) as words,
      (select count(*) from subject_keys where wrapped_key is not null) as keys, (select count(*) from value_history where ciphertext <> '') as old`)
    expect(sealed.rows).toEqual([{ points: 0, addresses: 0, words: 0, keys: 0, old: 0 }])
    for (const id of [mail.file, mail.attached]) await expect(house.house.files.read(id)).rejects.toMatchObject({ code: 'files.missing' })
    expect(attained.status).toBe(200)
    expect(await numbers()).toEqual(attained)
    expect(await history()).toEqual(told)
    await sealCommitted(house.fresh.db, house.clock.now)
    expect(await verifyChain(house.fresh.db)).toMatchObject({ ok: true })
    expect((await query(`select data from events where stream_id = $1 and type = 'customer.erased'`, customer)).rows).toEqual([{ data: { reason: 'requested' } }])
  })

  it('is shown as an erased customer, in no search, and can be neither changed nor written to nor brought back', async () => {
    const shown = await ask('GET', `/customers/${customer}`)
    expect(shown.body).toMatchObject({ name: '已删除的客户', company: null, contactPoints: [] })
    expect((await house.call({ method: 'GET', url: `/api/v1/customers/${customer}`, as: house.admin.cookie, headers: { 'accept-language': 'en' } })).body['name']).toBe('Erased customer')
    for (const q of ['王', '王丽', '已删除', 'wang li']) expect((await ask('GET', `/customers?archived=true&q=${encodeURIComponent(q)}`)).body['items']).toEqual([])
    for (const address of [ADDRESS, '13800138000']) expect((await ask('POST', '/customers/look-ups', { address })).body['items']).toEqual([])
    expect((await ask('GET', `/attachments/${mail.attachment}`)).status).toBe(404)
    const thread = (await ask('GET', `/cases/${caseId}/messages`)).body['items'] as { text: string; state: string | null; files: unknown[] }[]
    expect(thread.map(({ text, files }) => [text, files])).toEqual(thread.map(() => ['', []]))
    expect(thread.some(({ state }) => state === 'planned')).toBe(false)
    expect(codeOf(await ask('PATCH', `/customers/${customer}`, { name: '王丽' }))).toBe('customer.erased')
    expect(codeOf(await ask('POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject: '来电', customerId: customer }))).toBe('customer.erased')
    expect(codeOf(await erase('已删除的客户'))).toBe('customer.erased')
  })

  it('has no case that is taken up again', async () => {
    const history = async () => (await query('select count(*)::int as n from events where stream_id = $1', caseId)).rows
    const told = await history()
    const reopened = (language: string) => house.call({ method: 'POST', url: `/api/v1/cases/${caseId}/reopening`, as: house.admin.cookie, body: {}, headers: { 'accept-language': language } })
    for (const [language, words] of [['zh-CN', '客户的资料已按要求删除'], ['zh-TW', '客戶的資料已依要求刪除'], ['en', 'erased on request']] as const) {
      const answer = await reopened(language)
      expect([answer.status, codeOf(answer)]).toEqual([409, 'case.customer_erased'])
      expect(answer.text).toContain(words)
    }
    expect(codeOf(await ask('POST', `/cases/${caseId}/children`, { scenario: 'after-sales' }))).toBe('case.customer_erased')
    expect(await history()).toEqual(told)
  })

  it('takes no letter that was on its way while they were erased: it is tried again', async () => {
    await expect(house.fresh.db.write([stillKnown(customer)])).rejects.toMatchObject({ code: 'db.stale' })
  })

  it('who writes again is somebody new', async () => {
    const again = await writeIn('又买了一只杯子')
    const { rows } = await query('select customer_id from cases where id = $1', again.caseId)
    expect(rows[0]!['customer_id']).not.toBe(customer)
  })
})

describe('records that were merged', () => {
  it('are erased with the one they became, and the merge is not undone any more', async () => {
    const create = async (name: string, value: string) => (await ask('POST', '/customers', { name, contactPoints: [{ kind: 'email', value }] })).body['id'] as Id
    const [old, kept] = [await create('吴芳旧档', 'wufang@old.test'), await create('吴芳', 'wufang@new.test')]
    await ask('POST', `/customers/${old}/merge`, { into: kept })
    expect(codeOf(await erase('吴芳旧档', house.admin, old))).toBe('customer.merged')
    expect((await erase('吴芳', house.admin, kept)).status).toBe(204)
    expect(await whereWritten(['吴芳', 'wufang'])).toEqual([])
    const undone = await house.call({ method: 'DELETE', url: `/api/v1/customers/${old}/merge`, as: house.admin.cookie })
    expect(codeOf(undone)).toBe('customer.erased')
  })
})
