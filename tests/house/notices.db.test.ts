import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { parseInstant, type Instant } from '#kernel/instant.ts'
import { openTestHouse, type Person, type TestHouse } from '#tests/setup/test-house.ts'

const at = (text: string): Instant => parseInstant(text)!
let house: TestHouse
let chenYu: Person
let liJing: Person

beforeAll(async () => {
  house = await openTestHouse({ at: at('2026-11-23T14:00:00+08:00') })
  const team = (await house.teams()).get('agent')!
  chenYu = await house.hire('chenyu', ['agent'], [team])
  liJing = await house.hire('lijing', ['agent', 'supervisor'], [team])
  await house.fresh.db.query({ text: 'update teams set lead_id = $2 where id = $1', values: [team, liJing.id] })
})
afterAll(() => house?.close())

const ask = (method: 'POST' | 'PUT', url: string, body: object, who: Person = house.admin) => house.call({ method, url: `/api/v1${url}`, as: who.cookie, body })
const open = async (): Promise<Id> => (await ask('POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject: '打印机不出纸', text: '不出纸' }, chenYu)).body['case'] as Id
const told = async (who: Person, caseId: Id) =>
  (await house.fresh.db.query({ text: 'select about from notifications where staff_id = $1 and case_id = $2 order by created_at, id', values: [who.id, caseId] })).rows.map((row) => String(row['about']))

it('a case the ladder passes on is told once to each: also to a leader who gets it and would be told as a supervisor as well', async () => {
  const caseId = await open()
  await ask('PUT', `/cases/${caseId}/assignment`, { teamId: (await house.teams()).get('agent')!, assigneeId: chenYu.id })
  await house.advanceTo(at('2026-11-24T18:00:00+08:00'))
  const heard = (await told(liJing, caseId)).filter((about) => about === 'clock_reassign' || about === 'case_assigned')
  expect(heard).toEqual(['clock_reassign'])
  const { rows } = await house.fresh.db.query({ text: 'select assignee_id from cases where id = $1', values: [caseId] })
  expect(rows).toEqual([{ assignee_id: liJing.id }])
})

it('a case that is reopened and lies with nobody is news for the leader of its team', async () => {
  const caseId = await open()
  await ask('POST', `/cases/${caseId}/dismissal`, { dismissal: 'spam' }, chenYu)
  expect((await ask('POST', `/cases/${caseId}/reopening`, {}, chenYu)).status).toBe(200)
  await house.settle()
  expect(await told(liJing, caseId)).toContain('case_reopened')
  expect(await told(chenYu, caseId)).not.toContain('case_reopened')
})
