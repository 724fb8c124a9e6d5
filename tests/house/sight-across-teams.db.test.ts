import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { HOUR, later, parseInstant } from '#kernel/instant.ts'
import { askedForResult, portalStageOn, YES, type PortalStage } from '#tests/portal/portal-stage.ts'
import { defaultFiles, planted } from '#tests/handbook/default-handbook.ts'
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
type Scored = { readonly caseId: Id; readonly customerId: Id }

let house: TestHouse
let stage: PortalStage
let lead: Person
let first: Id
let other: Id
let hers: Scored
let theirs: Scored

beforeAll(async () => {
  house = await openTestHouse({ at: parseInstant('2026-11-18T09:30:00+08:00')!, files: planted('roles.yaml', '- key: tech_support\n', `${LEAD}- key: tech_support\n`) })
  stage = portalStageOn(house)
  const team = async (name: string): Promise<Id> => (await ask('POST', '/teams', { name, role: 'agent' })).body['id'] as Id
  first = await team('客服一组')
  other = await team('客服二组')
  lead = await house.hire('linan', ['lead'], [first])
  const cases = [await askedForResult(stage), await askedForResult(stage)]
  for (const caseId of cases) await stage.tap(`${await stage.link(caseId, 'confirmations')}/answer`, YES)
  await house.advanceTo(later(house.clock.now, 25 * HOUR))
  const [one, two] = await Promise.all(cases.map(async (caseId) => ({ caseId, customerId: (await stage.state(caseId)).customerId! })))
  hers = one!
  theirs = two!
  await stage.act('PUT', `/api/v1/cases/${hers.caseId}/assignment`, { teamId: first, assigneeId: null })
  await stage.act('PUT', `/api/v1/cases/${theirs.caseId}/assignment`, { teamId: other, assigneeId: null })
  await stage.tap(`${await stage.link(hers.caseId, 'invitations')}/score`, 'score=2')
  await stage.tap(`${await stage.link(theirs.caseId, 'invitations')}/score`, 'score=1')
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
