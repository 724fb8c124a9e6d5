import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { HOUR, later, MINUTE, parseInstant } from '#kernel/instant.ts'
import { askedForResult, portalStageOn, YES, type PortalStage } from '#tests/portal/portal-stage.ts'
import { planted } from '#tests/handbook/default-handbook.ts'
import { openTestHouse, type Answer, type Person, type TestHouse } from '#tests/setup/test-house.ts'

/** A lead knows every customer by name, and of the cases those of her team alone. */
const LEAD = `- key: lead
  name: { zh-CN: 组长, zh-TW: 組長, en: Team lead }
  does: { zh-CN: 带一个团队, zh-TW: 帶一個團隊, en: Leads a team }
  permissions:
    case.read: team
    customer.read: all
    report.read: team
`
/** What is said of a case decides with the score; praise is answered too, and is not low. */
const LOW = 'on: { on: answered, when: { score: { below: 4 } } }, does: { opensChild: second-handling, role: supervisor } }'
const LOW_BY_PHONE = `${LOW.replace('{ score: { below: 4 } }', '{ score: { below: 4 }, channel: phone }')}
  - { key: praise, clause: AFT-11, on: { on: answered, when: { score: { above: 4 } } }, does: { proposesKnowledge: true } }`
type Scored = { readonly caseId: Id; readonly customerId: Id }

let house: TestHouse
let stage: PortalStage
let lead: Person
let first: Id
let other: Id
let hers: Scored
let theirs: Scored

beforeAll(async () => {
  house = await openTestHouse({ at: parseInstant('2026-11-18T09:30:00+08:00')!, files: planted('roles.yaml', '- key: tech_support\n', `${LEAD}- key: tech_support\n`, planted('scenarios/after-sales.yaml', LOW, LOW_BY_PHONE)) })
  stage = portalStageOn(house)
  const team = async (name: string): Promise<Id> => (await ask('POST', '/teams', { name, role: 'agent' })).body['id'] as Id
  first = await team('客服一组')
  other = await team('客服二组')
  lead = await house.hire('linan', ['lead'], [first])
  const cases = [await askedForResult(stage), await askedForResult(stage), await askedForResult(stage)]
  for (const caseId of cases) await stage.tap(`${await stage.link(caseId, 'confirmations')}/answer`, YES)
  await house.advanceTo(later(house.clock.now, 25 * HOUR))
  const [one, two, three] = await Promise.all(cases.map(async (caseId) => ({ caseId, customerId: (await stage.state(caseId)).customerId! })))
  hers = one!
  theirs = two!
  const pleased = three!
  await stage.act('PUT', `/api/v1/cases/${hers.caseId}/assignment`, { teamId: first, assigneeId: null })
  await stage.act('PUT', `/api/v1/cases/${theirs.caseId}/assignment`, { teamId: other, assigneeId: null })
  await stage.tap(`${await stage.link(hers.caseId, 'invitations')}/score`, 'score=2')
  house.clock.now = later(house.clock.now, MINUTE)
  await stage.tap(`${await stage.link(theirs.caseId, 'invitations')}/score`, 'score=1')
  await stage.act('PUT', `/api/v1/cases/${pleased.caseId}/assignment`, { teamId: first, assigneeId: null })
  await stage.tap(`${await stage.link(pleased.caseId, 'invitations')}/score`, 'score=5')
  await house.settle()
})
afterAll(() => house?.close())

const ask = (method: 'GET' | 'POST', url: string, body?: object, who: Person = house.admin): Promise<Answer> =>
  house.call({ method, url: `/api/v1${url}`, as: who.cookie, ...(body === undefined ? {} : { body }) })
const itemsOf = async (url: string, who: Person = lead) => (await ask('GET', url, undefined, who)).body['items'] as readonly Record<string, unknown>[]
const openFor = async (customerId: Id, teamId: Id): Promise<Id> => (await ask('POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject: '打印机不出纸', customerId, teamId })).body['case'] as Id
const newCustomer = async (name: string): Promise<Id> => (await ask('POST', '/customers', { name })).body['id'] as Id

describe('a lead who may read every customer, and the cases of her team alone', () => {
  it('learns of no open case she may not see: neither from the list, nor by name, nor from what stands beside a name', async () => {
    const [seen, hidden] = [await newCustomer('赵雪梅'), await newCustomer('赵雪松')]
    await openFor(seen, first)
    await openFor(hidden, other)
    for (const url of ['/customers?open=true', `/customers?open=true&q=${encodeURIComponent('赵雪')}`]) {
      const ids = (await itemsOf(url)).map(({ id }) => id)
      expect([url, ids.includes(seen), ids.includes(hidden)]).toEqual([url, true, false])
      const all = (await itemsOf(url, house.admin)).map(({ id }) => id)
      expect([url, all.includes(seen), all.includes(hidden)]).toEqual([url, true, true])
    }
    const briefs = await itemsOf(`/customer-briefs?ids=${seen}&ids=${hidden}&ids=${hers.customerId}&ids=${theirs.customerId}`)
    expect(new Map(briefs.map(({ customerId, open, score }) => [customerId, [open, score]]))).toEqual(new Map([[seen, [1, null]], [hidden, [0, null]], [hers.customerId, [0, 2]], [theirs.customerId, [0, null]]]))
  })

  it('finds who was merged under the one they became, once, by the case of hers alone', async () => {
    const [kept, old] = [await newCustomer('欧阳明月'), await newCustomer('欧阳旧档')]
    await openFor(old, first)
    await openFor(kept, other)
    expect((await ask('POST', `/customers/${old}/merge`, { into: kept })).status).toBe(204)
    expect((await itemsOf('/customers?open=true')).filter(({ id }) => id === kept || id === old).map(({ id }) => id)).toEqual([kept])
    expect((await itemsOf(`/customers?open=true&q=${encodeURIComponent('欧阳')}`)).map(({ id }) => id)).toEqual([kept])
    expect(await itemsOf(`/customer-briefs?ids=${kept}`)).toMatchObject([{ customerId: kept, open: 1, more: false }])
    expect(await itemsOf(`/customer-briefs?ids=${kept}`, house.admin)).toMatchObject([{ customerId: kept, open: 2 }])
  })
})

describe('what stands beside a customer in a list', () => {
  it('is the last score, as a number, and nothing where a case calls something else its score', async () => {
    const customer = await newCustomer('孙浩')
    const [older, newer] = [await openFor(customer, first), await openFor(customer, first)]
    const call = async (id: Id, score: string) => house.fresh.db.query({ text: `update cases set state = jsonb_set(state::jsonb, '{facts,score}', $2::jsonb)::json where id = $1`, values: [id, score] })
    await call(newer, '"high"')
    expect(await itemsOf(`/customer-briefs?ids=${customer}`)).toMatchObject([{ open: 2, score: null }])
    await call(older, '3')
    expect(await itemsOf(`/customer-briefs?ids=${customer}`)).toMatchObject([{ score: 3 }])
  })

  it('is found behind hundreds of newer cases one may not see', async () => {
    await house.fresh.db.query({
      text: `insert into cases select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', 'SH-other-' || n, 'customer_id', $2::uuid, 'opened_at', c.opened_at + interval '1 day'))).* from cases c, generate_series(1, 201) n where c.id = $1`,
      values: [theirs.caseId, hers.customerId],
    })
    expect(await itemsOf(`/customer-briefs?ids=${hers.customerId}`)).toMatchObject([{ score: 2 }])
  })
})

type Low = { readonly caseId: Id; readonly score: number; readonly second: { readonly caseId: Id } | null }
const overviewOf = async (who: Person) => (await ask('GET', '/overview', undefined, who)).body as {
  readonly teams: readonly { readonly name: string; readonly unassigned: object }[]; readonly colleagues: readonly { readonly name: string; readonly overdue: object }[]
  readonly low: readonly Low[]; readonly more: object
}
const idOf = async (text: string, values: readonly unknown[]) => (await house.fresh.db.query({ text, values })).rows[0]?.['id'] as Id

describe('the overview', () => {
  it('shows a lead her team and the low scores of its cases; what is low the handbook says, by what it opens another case for', async () => {
    const seen = await overviewOf(lead)
    expect(seen.teams).toMatchObject([{ name: '客服一组' }])
    expect(seen.low).toMatchObject([{ caseId: hers.caseId, score: 2, second: null }])
    expect(seen.more).toEqual({ teams: false, colleagues: false, low: false })
    expect((await overviewOf(house.admin)).low.map(({ caseId, score }) => [caseId, score])).toEqual([[theirs.caseId, 1], [hers.caseId, 2]])
  })

  it('names as the second handling what the score opened, not what was taken out of the case by hand', async () => {
    const second = await idOf(`select id from cases where parent_id = $1`, [hers.caseId])
    await house.fresh.db.query({ text: `insert into cases select (jsonb_populate_record(c, jsonb_build_object('id', $2::uuid, 'number', 'SH-by-hand', 'scenario', 'after-sales', 'opened_at', c.opened_at + interval '1 minute'))).* from cases c where c.id = $1`, values: [second, house.house.newId()] })
    await house.fresh.db.query({ text: `insert into audience (key, case_id, next_due_at, status) select 'all', id, 'infinity', 'open' from cases where number = 'SH-by-hand'`, values: [] })
    expect((await overviewOf(house.admin)).low.find(({ caseId }) => caseId === hers.caseId)?.second).toMatchObject({ caseId: second })
    await house.fresh.db.query({ text: `update cases set opened_at = opened_at - interval '30 days' where id = $1`, values: [second] })
    expect((await overviewOf(house.admin)).low.find(({ caseId }) => caseId === hers.caseId)?.second).toBeNull()
  })

  it('looks past hundreds of newer scores in cases of others', async () => {
    await house.fresh.db.query({
      text: `insert into events (id, stream_kind, stream_id, version, type, v, occurred_at, recorded_at, actor_kind, command, command_id, data)
        select gen_random_uuid(), 'case', $1, 10000 + n, 'case.survey_answered', 1, occurred_at + n * interval '1 second', recorded_at, actor_kind, command, command_id, data
        from events, generate_series(1, 301) n where stream_id = $1 and type = 'case.survey_answered'`,
      values: [theirs.caseId],
    })
    const seen = await overviewOf(lead)
    expect(seen.low.map(({ caseId }) => caseId)).toEqual([hers.caseId])
    expect(seen.more).toMatchObject({ low: false })
    expect((await overviewOf(house.admin)).more).toMatchObject({ low: true })
  })

  it('lists of very many colleagues those who have most to catch up on, and says that there are others', async () => {
    for (let n = 1; n <= 201; n += 1) {
      const name = `a${String(n).padStart(3, '0')}`
      expect((await ask('POST', '/staff', { number: name, name, roles: ['agent'], teamIds: [first] })).status).toBe(201)
    }
    const late = await idOf(`select id from staff where number = 'a201'`, [])
    await house.fresh.db.query({ text: `insert into audience (key, case_id, next_due_at, status) select 'p:' || $1::text, id, $2::timestamptz - interval '1 hour', 'open' from cases where id = $3`, values: [late, new Date(house.clock.now).toISOString(), hers.caseId] })
    const seen = await overviewOf(lead)
    expect(seen.colleagues).toHaveLength(200)
    expect(seen.colleagues[0]).toMatchObject({ name: 'a201', overdue: { count: 1 } })
    expect(seen.more).toMatchObject({ colleagues: true })
  })
})
