import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseInstant } from '#kernel/instant.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'

let house: TestHouse
beforeAll(async () => void (house = await openTestHouse({ at: parseInstant('2026-11-23T09:00:00+08:00')! })))
afterAll(() => house.close())

/** Cases whose places in the lists are not what their rows say: none. */
const misfiled = async () => (await house.fresh.db.query({
  text: `select number from cases where not exists (select from audience where case_id = cases.id and key = 'all')
      or not exists (select from audience where case_id = cases.id and key = coalesce('t:' || team_id, 'all'))
      or not exists (select from audience where case_id = cases.id and key = coalesce('p:' || assignee_id, 'all'))
    union all select number from cases join audience on case_id = cases.id
      where audience.status <> cases.status or audience.next_due_at <> coalesce(cases.next_due_at, 'infinity')`,
  values: [],
})).rows

it('a case stands in the lists as its row says, whatever happens to it', async () => {
  const as = house.admin.cookie
  const opened = await house.call({ method: 'POST', url: '/api/v1/cases', as, body: { scenario: 'after-sales', channel: 'phone', subject: '打印机报错', text: '开机后报错 E-042' } })
  const url = `/api/v1/cases/${String(opened.body['case'])}`
  const teams = await house.teams()
  const steps = [
    { method: 'PUT', url: `${url}/assignment`, body: { teamId: teams.get('tech_support')!, assigneeId: house.admin.id } },
    { method: 'PUT', url: `${url}/classification`, body: { codes: { urgency: 'urgent' } } },
    { method: 'POST', url: `${url}/wait`, body: { reason: 'customer-information' } },
    { method: 'DELETE', url: `${url}/wait` },
    { method: 'POST', url: `${url}/dismissal`, body: { dismissal: 'withdrawn' } },
    { method: 'POST', url: `${url}/reopening`, body: {} },
  ] as const
  const statuses: number[] = []
  for (const step of steps) {
    statuses.push((await house.call({ as, ...step })).status)
    expect(await misfiled()).toEqual([])
  }
  expect(statuses.filter((status) => status < 300).length).toBeGreaterThanOrEqual(4)
  await house.advanceTo(parseInstant('2026-11-25T18:00:00+08:00')!)
  expect(await misfiled()).toEqual([])
})
