import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audienceOf } from '#capabilities/access/core/audience.ts'
import { fileCases } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { parseMasterKeys } from '#platform/crypto/master-key.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import { openSubjectKey } from '#platform/crypto/subject-key.ts'
import { codeOf, openAccessHouse, type AccessHouse, type Person } from '#tests/access/access-house.ts'
import { contactPointOf, insertCustomer, loadCustomer, loadCustomerByAddress, readContactPoint, readCustomer } from './commands.ts'
import { customerRoutes } from './routes.ts'

const sealing = createSealing(parseMasterKeys(Buffer.alloc(32, 9).toString('base64')))

describe('customers over HTTP', () => {
  let house: AccessHouse
  let team: Id
  let chenYu: Person
  let zhaoLei: Person
  beforeAll(async () => {
    house = await openAccessHouse({ extend: (app, { db, newId, now }) => customerRoutes(app, { db, newId, now, sealing, attempt: async () => 0, tiers: async () => [{ key: 'silver', name: '银牌' }, { key: 'gold', name: '金牌' }], belongings: { cases: () => ({ text: 'select null as id, null as over where false', values: [] }), erase: () => [] }, clearFiles: async () => undefined }) })
    team = (await ask('POST', '/teams', { name: '客服一组', role: 'agent' })).body['id'] as Id
    chenYu = await house.hire('chenyu', ['agent'], [team])
    zhaoLei = await house.hire('zhaolei', ['agent'], [])
  })
  afterAll(() => house.close())

  const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, who: Person = house.admin) => house.call({ method, url: `/api/v1${url}`, as: who.as, ...(body === undefined ? {} : { body }) })
  const create = async (body: object): Promise<Id> => (await ask('POST', '/customers', body)).body['id'] as Id
  const open = (customerId: Id, assigneeId: Id | null, teamId: Id | null = null) =>
    house.fresh.db.query(fileCases([{ caseId: house.deps.newId(), customerId, keys: audienceOf({ teamId, assigneeId, collaboratorIds: [] }), nextDueAt: null, status: 'open' }]))
  const eventsOf = async (id: Id) => (await house.fresh.db.query({ text: 'select type, data, actor_id from events where stream_id = $1 order by version', values: [id] })).rows
  const names = (answer: { body: Record<string, unknown> }) => (answer.body['items'] as { name: string }[]).map(({ name }) => name)

  it('a new customer is found by name, by number however it is written, and by mail in any case', async () => {
    const id = await create({ name: '欧阳明月', company: '青禾食品', tier: 'gold', contactPoints: [{ kind: 'phone', value: '138-0013-8000' }, { kind: 'email', value: 'Mingyue@Example.com' }] })
    for (const q of ['欧', '欧阳', '明月', '欧阳明', '阳明月']) expect([q, names(await ask('GET', `/customers?q=${encodeURIComponent(q)}`))]).toEqual([q, ['欧阳明月']])
    expect(names(await ask('GET', `/customers?q=${encodeURIComponent('%')}`))).toEqual([])
    for (const address of ['13800138000', '+86 138 0013 8000', 'mingyue@example.com']) {
      const found = await ask('POST', '/customers/look-ups', { address })
      expect([found.status, (found.body['items'] as { id: string }[]).map((item) => item.id)]).toEqual([200, [id]])
    }
    expect((await ask('POST', '/customers/look-ups', { address: '8000' })).body).toEqual({ items: [] })
    expect(await eventsOf(id)).toMatchObject([{ type: 'customer.created', actor_id: house.admin.id, data: { tier: 'gold' } }])
    expect(JSON.stringify(await eventsOf(id))).not.toMatch(/欧阳|青禾|13800138|mingyue/i)
  })

  it('a new customer whose answer was lost is asked for again under the same key: the same one, by the same answer', async () => {
    const asked = () => house.call({ method: 'POST', url: '/api/v1/customers', as: house.admin.as, body: { name: '林晓' }, headers: { 'idempotency-key': 'lin-xiao' } })
    const [first, again] = [await asked(), await asked()]
    expect(first.status).toBe(201)
    expect([again.status, again.body['id']]).toEqual([201, first.body['id']])
    expect(names(await ask('GET', `/customers?q=${encodeURIComponent('林晓')}`))).toEqual(['林晓'])
  })

  it('addresses are masked but for those who may read them in full, and that look is noted', async () => {
    const id = await create({ name: '孙浩', contactPoints: [{ kind: 'email', value: 'sunhao@example.com' }, { kind: 'phone', value: '13900139000' }] })
    await open(id, null, team)
    const values = async (who: Person) => ((await ask('GET', `/customers/${id}`, undefined, who)).body['contactPoints'] as { value: string; masked: boolean }[]).map(({ value, masked }) => [value, masked])
    const looks = async () => (await house.fresh.db.query({ text: 'select actor_id, action from access_log where subject_id = $1', values: [id] })).rows
    expect(await values(chenYu)).toEqual([['s***@example.com', true], ['+86139****9000', true]])
    expect(await looks()).toEqual([])
    await open(id, chenYu.id)
    expect(await values(chenYu)).toEqual([['sunhao@example.com', false], ['+8613900139000', false]])
    expect(await looks()).toEqual([{ actor_id: chenYu.id, action: 'customer.read_full' }])
  })

  it('a colleague sees the customers of the cases they see, in lists, searches, look-ups and alone, and no others', async () => {
    const theirs = await create({ name: '赵雪梅', contactPoints: [{ kind: 'phone', value: '13700137001' }] })
    const strange = await create({ name: '赵雪松', contactPoints: [{ kind: 'phone', value: '13700137002' }] })
    await open(theirs, zhaoLei.id)
    expect((await ask('GET', `/customers/${theirs}`, undefined, zhaoLei)).status).toBe(200)
    expect((await ask('GET', `/customers/${strange}`, undefined, zhaoLei)).status).toBe(404)
    expect(names(await ask('GET', '/customers', undefined, zhaoLei))).toEqual(['赵雪梅'])
    expect(names(await ask('GET', `/customers?q=${encodeURIComponent('赵雪')}`, undefined, zhaoLei))).toEqual(['赵雪梅'])
    expect((await ask('POST', '/customers/look-ups', { address: '13700137002' }, zhaoLei)).body).toEqual({ items: [] })
    expect((await ask('PATCH', `/customers/${strange}`, { name: '改名' }, zhaoLei)).status).toBe(404)
  })

  it('a change keeps the old name under the customer’s own key, and the history names fields alone', async () => {
    const id = await create({ name: '钱小宝', contactPoints: [] })
    expect((await ask('PATCH', `/customers/${id}`, { name: '钱宝', tier: 'gold' })).body).toMatchObject({ name: '钱宝', tier: 'gold' })
    expect((await ask('PATCH', `/customers/${id}`, { name: '钱宝宝' })).status).toBe(200)
    expect((await ask('PATCH', `/customers/${id}`, { name: '钱宝宝' })).status).toBe(200)
    expect((await eventsOf(id)).map((row) => [row['type'], row['data']])).toMatchObject([['customer.created', {}], ['customer.changed', { fields: ['name', 'tier'], tier: 'gold' }], ['customer.changed', { fields: ['name'] }]])
    const { rows } = await house.fresh.db.query({ text: 'select h.id, field, ciphertext, wrapped_key from value_history h join subject_keys using (customer_id) where customer_id = $1 order by h.recorded_at, h.id', values: [id] })
    const old = rows.map((row) => openSubjectKey(sealing, String(row['wrapped_key']), id).open(String(row['ciphertext']), `value_history:${String(row['id'])}`))
    expect(old).toEqual(['钱小宝', '钱宝'])
  })

  it('a tier that the manual does not name is refused with those it names; one that it dropped may stay with who has it', async () => {
    const id = await create({ name: '何静', contactPoints: [] })
    for (const refused of [await ask('POST', '/customers', { name: '何平', tier: 'golden' }), await ask('PATCH', `/customers/${id}`, { tier: 'golden' })]) {
      expect([refused.status, codeOf(refused)]).toEqual([422, 'customer.unknown_tier'])
      expect(refused.body['error']).toMatchObject({ message: '服务手册里没有客户等级“golden”，现有等级：silver, gold' })
    }
    expect((await ask('GET', `/customers/${id}`)).body).toMatchObject({ tier: null })
    expect((await ask('PATCH', `/customers/${id}`, { tier: 'silver' })).body).toMatchObject({ tier: 'silver' })
    await house.fresh.db.query({ text: `update customers set tier = 'bronze' where id = $1`, values: [id] })
    expect((await ask('PATCH', `/customers/${id}`, { name: '何静静', tier: 'bronze' })).body).toMatchObject({ name: '何静静', tier: 'bronze' })
    expect((await ask('PATCH', `/customers/${id}`, { tier: null })).body).toMatchObject({ tier: null })
  })

  it('an address lives with one customer; ended there, it may begin elsewhere', async () => {
    const first = await create({ name: '周一', contactPoints: [{ kind: 'phone', value: '13600136000' }] })
    expect(codeOf(await ask('POST', '/customers', { name: '周二', contactPoints: [{ kind: 'phone', value: '136 0013 6000' }] }))).toBe('customer.address_taken')
    const second = await create({ name: '周二' })
    expect(codeOf(await ask('POST', `/customers/${second}/contact-points`, { kind: 'phone', value: '13600136000' }))).toBe('customer.address_taken')
    expect(codeOf(await ask('POST', `/customers/${second}/contact-points`, { kind: 'phone', value: '不是号码' }))).toBe('customer.address_invalid')
    const saidOf = async (...contactPoints: readonly object[]) => ((await ask('POST', '/customers', { name: '周三', contactPoints })).body as { error: { code: string; params: object } }).error
    const [known, free, none] = [{ kind: 'phone', value: '136 0013 6000' }, { kind: 'email', value: 'zhousan@example.com' }, { kind: 'email', value: '不是地址' }]
    expect(await saidOf(free, known)).toMatchObject({ code: 'customer.address_taken', params: { kind: 'phone' } })
    expect(await saidOf(known, none)).toMatchObject({ code: 'customer.address_invalid', params: { kind: 'email' } })
    const [point] = (await ask('GET', `/customers/${first}`)).body['contactPoints'] as { id: string }[]
    expect((await ask('DELETE', `/customers/${second}/contact-points/${point!.id}`)).status).toBe(404)
    expect((await ask('DELETE', `/customers/${first}/contact-points/${point!.id}`)).status).toBe(204)
    expect((await ask('POST', `/customers/${second}/contact-points`, { kind: 'phone', value: '13600136000' })).status).toBe(201)
    expect((await eventsOf(first)).map((row) => row['type'])).toEqual(['customer.created', 'customer.contact_point_ended'])
  })

  it('merging makes one of two, for mail, for sight and for lists; undone, they are two again', async () => {
    const old = await create({ name: '吴芳旧档', contactPoints: [{ kind: 'email', value: 'wufang@old.example' }] })
    const kept = await create({ name: '吴芳', contactPoints: [{ kind: 'phone', value: '13500135000' }] })
    await open(old, zhaoLei.id)
    expect((await ask('GET', `/customers/${kept}`, undefined, zhaoLei)).status).toBe(404)
    expect((await ask('POST', `/customers/${old}/merge`, { into: kept }, zhaoLei)).status).toBe(403)
    expect((await ask('POST', `/customers/${old}/merge`, { into: kept })).status).toBe(204)
    const { db } = house.fresh
    expect(readCustomer(await db.query(loadCustomerByAddress(sealing, 'email', 'wufang@old.example')))?.id).toBe(kept)
    expect(readCustomer(await db.query(loadCustomer(old)))?.name).toBe('吴芳')
    expect(readContactPoint(await db.query(contactPointOf(kept, 'email')), sealing)).toBe('wufang@old.example')
    expect((await ask('GET', `/customers/${kept}`, undefined, zhaoLei)).body).toMatchObject({ name: '吴芳', contactPoints: [{ kind: 'email' }, { kind: 'phone' }] })
    expect(names(await ask('GET', '/customers', undefined, zhaoLei))).toContain('吴芳')
    expect(names(await ask('GET', '/customers', undefined, zhaoLei))).not.toContain('吴芳旧档')
    expect(codeOf(await ask('PATCH', `/customers/${old}`, { name: '改名' }))).toBe('customer.merged')
    expect(codeOf(await ask('POST', `/customers/${kept}/merge`, { into: old }))).toBe('customer.into_merged')
    expect((await ask('DELETE', `/customers/${old}/merge`)).status).toBe(204)
    expect(codeOf(await ask('DELETE', `/customers/${old}/merge`))).toBe('customer.not_merged')
    expect((await ask('GET', `/customers/${kept}`, undefined, zhaoLei)).status).toBe(404)
    expect((await eventsOf(old)).map((row) => row['type'])).toEqual(['customer.created', 'customer.merged', 'customer.unmerged'])
  })

  it('an archived customer leaves the lists and comes back; nothing is deleted', async () => {
    const id = await create({ name: '郑归档' })
    expect((await ask('POST', `/customers/${id}/archival`)).status).toBe(204)
    expect(codeOf(await ask('POST', `/customers/${id}/archival`))).toBe('customer.archived')
    expect(names(await ask('GET', `/customers?q=${encodeURIComponent('郑归档')}`))).toEqual([])
    expect(names(await ask('GET', `/customers?archived=true&q=${encodeURIComponent('郑归档')}`))).toEqual(['郑归档'])
    expect((await ask('DELETE', `/customers/${id}/archival`)).status).toBe(204)
    expect(names(await ask('GET', `/customers?q=${encodeURIComponent('郑归档')}`))).toEqual(['郑归档'])
  })

  it('lists go on page by page, each customer once, for all and for some', async () => {
    for (let n = 0; n < 5; n++) await open(await create({ name: `翻页客户${n}` }), zhaoLei.id)
    for (const who of [house.admin, zhaoLei]) {
      const seen: string[] = []
      for (let next: unknown = null, first = true; first || next !== null; first = false) {
        const page = await ask('GET', `/customers?limit=2${next === null ? '' : `&after=${String(next)}`}`, undefined, who)
        seen.push(...names(page))
        next = page.body['next']
      }
      expect(seen.filter((name) => name.startsWith('翻页客户'))).toHaveLength(5)
      expect(new Set(seen).size).toBe(seen.length)
    }
    expect((await ask('GET', '/customers?after=nonsense')).status).toBe(400)
  })

  it('of two first mails of one new sender that come at once, one makes the customer and the other is to be tried again', async () => {
    const { db } = house.fresh
    const made = (name: string) => {
      const id = house.deps.newId()
      return { id, statements: insertCustomer({ id, kind: 'person', name, company: null, locale: 'zh-CN', tier: null, contactPoints: [{ id: house.deps.newId(), kind: 'email', value: 'race@example.com' }] }, house.deps.now(), sealing) }
    }
    const [one, other] = [made('甲'), made('乙')]
    const ends = await Promise.allSettled([db.write(one.statements), db.write(other.statements)])
    expect(ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as { code?: string }).code] : []))).toEqual(['db.stale'])
    const owner = readCustomer(await db.query(loadCustomerByAddress(sealing, 'email', 'race@example.com')))
    expect([one.id, other.id]).toContain(owner?.id)
    expect(await eventsOf(ends[0]?.status === 'fulfilled' ? one.id : other.id)).toMatchObject([{ type: 'customer.created', actor_id: null }])
  })
})
