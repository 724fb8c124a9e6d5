import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { later, MINUTE, parseInstant } from '#kernel/instant.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'
import { notifyManyStaff, notifyStaff, type Notice } from './notify-staff.ts'

const MORNING = parseInstant('2026-11-23T09:00:00+08:00')!

let house: TestHouse
let caseId: Id
let people: Readonly<Record<'chen' | 'lin' | 'gone', Id>>
let team: Id
beforeAll(async () => {
  house = await openTestHouse({ at: MORNING })
  team = (await house.teams()).get('tech_support')!
  const hired = async (number: string, role: string): Promise<Id> => (await house.hire(number, [role], [team])).id
  people = { chen: await hired('chen', 'tech_support'), lin: await hired('lin', 'tech_support'), gone: await hired('gone', 'tech_support') }
  await house.fresh.db.query({ text: 'update staff set active = false where id = $1', values: [people.gone] })
  const opened = await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '打印机报错', text: '开机后报错 E-042' } })
  caseId = String(opened.body['case']) as Id
})
afterAll(() => house.close())

const jobOf = (notice: Omit<Notice, 'caseId' | 'clockId' | 'about'>): Job => ({ id: house.house.newId(), kind: 'case.notify', payload: { caseId, clockId: null, about: 'clock.warned', ...notice }, dueAt: MORNING, attempt: 1 })

/** Who was told of what, and how many minutes after nine. */
async function told(key: string): Promise<readonly unknown[]> {
  const { rows } = await house.fresh.db.query({ text: `select staff_id, dedup_id, created_at from notifications where dedup_id like $1 || ':%' order by dedup_id`, values: [key] })
  expect(rows.map((row) => row['dedup_id'])).toEqual(rows.map((row) => `${key}:${String(row['staff_id'])}`))
  return rows.map((row) => [row['staff_id'], (Number(row['created_at']) - MORNING) / MINUTE])
}

describe('notices', () => {
  it('of one go each reach their own people at their own instant, and nobody who brought it about or has left', async () => {
    const wishes = [
      { job: jobOf({ to: { staffId: people.chen }, key: 'to-chen' }), at: MORNING },
      { job: jobOf({ to: { teamId: team }, key: 'to-team', except: people.chen }), at: later(MORNING, MINUTE) },
      { job: jobOf({ to: { role: 'tech_support' }, key: 'to-role' }), at: later(MORNING, 2 * MINUTE) },
      { job: jobOf({ to: { staffId: people.gone }, key: 'to-gone' }), at: MORNING },
    ]
    await notifyManyStaff(house.house.cases, wishes)
    expect(await told('to-chen')).toEqual([[people.chen, 0]])
    expect(await told('to-team')).toEqual([[people.lin, 1]])
    expect(new Set(await told('to-role'))).toEqual(new Set([[people.chen, 2], [people.lin, 2]]))
    expect(await told('to-gone')).toEqual([])
  })

  it('that are carried out again tell nobody twice', async () => {
    const job = jobOf({ to: { role: 'tech_support' }, key: 'again' })
    await notifyStaff(house.house.cases, job, MORNING)
    await notifyManyStaff(house.house.cases, [{ job, at: later(MORNING, MINUTE) }, { job, at: later(MORNING, MINUTE) }])
    expect(new Set(await told('again'))).toEqual(new Set([[people.chen, 0], [people.lin, 0]]))
  })
})
