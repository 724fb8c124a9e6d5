import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseInstant, type Instant } from '#kernel/instant.ts'
import type { Id } from '#kernel/id.ts'
import { openTestHouse, type Person, type TestHouse } from '#tests/setup/test-house.ts'

const at = (text: string): Instant => parseInstant(text)!

let house: TestHouse
let agents: { chenYu: Person; tech: Person }
let teams: ReadonlyMap<string, Id>

beforeAll(async () => {
  house = await openTestHouse({ at: at('2026-11-20T16:30:00+08:00') })
  teams = await house.teams()
  const chenYu = await house.hire('chenyu', ['agent'], [teams.get('agent')!])
  const tech = await house.hire('zhaotech', ['tech_support'], [teams.get('tech_support')!])
  agents = { chenYu, tech }
})
afterAll(() => house?.close())

it('a call taken on a Friday afternoon becomes a case whose first answer is due on Monday', async () => {
  const opened = await house.call({ method: 'POST', url: '/api/v1/cases', as: agents.chenYu.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '打印机不出纸', text: '打印机今天突然不出纸了' } })
  expect(opened.status, opened.text).toBe(201)
  const url = `/api/v1/cases/${String(opened.body['case'])}`
  const seen = await house.call({ method: 'GET', url, as: agents.chenYu.cookie })
  expect(seen.status, seen.text).toBe(200)
  expect(seen.body).toMatchObject({ number: 'SH-20261120-0001', status: 'open', subject: '打印机不出纸', awaiting: 'us' })
  const first = (seen.body['clocks'] as { key: string; dueAt: string; id: string }[]).find((clock) => clock.key === 'first-response')!
  expect(first.dueAt).toBe('2026-11-23T01:30:00.000Z')
  const ledger = await house.call({ method: 'GET', url: `${url}/clocks/${first.id}/ledger`, as: agents.chenYu.cookie })
  expect(ledger.body['saying']).toBe('还剩 2 小时工作时间，周一 09:30 到期')
  const listed = await house.call({ method: 'GET', url: '/api/v1/cases', as: agents.chenYu.cookie })
  expect((listed.body['items'] as unknown[]).length).toBe(1)
  const hidden = await house.call({ method: 'GET', url, as: agents.tech.cookie })
  expect(hidden.status).toBe(404)
})

it('intake and dispatch hand the case to tech support, and history tells it', async () => {
  const list = await house.call({ method: 'GET', url: '/api/v1/cases', as: agents.chenYu.cookie })
  const id = (list.body['items'] as { id: string }[])[0]!.id
  const form = { codes: { urgency: 'urgent', type: 'fault', complexity: 'simple' }, words: { symptom: '不出纸', need: '恢复打印' } }
  const missing = await house.call({ method: 'POST', url: `/api/v1/cases/${id}/steps/intake/completion`, as: agents.chenYu.cookie, body: { form: { ...form, words: { need: '恢复打印' } } } })
  expect(missing.body['error']).toMatchObject({ code: 'case.form_field_missing', params: { field: 'symptom' }, message: '表单缺少必填项：问题描述' })
  const intake = await house.call({ method: 'POST', url: `/api/v1/cases/${id}/steps/intake/completion`, as: agents.chenYu.cookie, body: { form } })
  expect(intake.status, intake.text).toBe(200)
  const wrong = await house.call({ method: 'POST', url: `/api/v1/cases/${id}/steps/dispatch/completion`, as: agents.chenYu.cookie, body: { form: {}, assign: { teamId: teams.get('agent')! } } })
  expect(wrong.status, wrong.text).toBe(422)
  const dispatched = await house.call({ method: 'POST', url: `/api/v1/cases/${id}/steps/dispatch/completion`, as: agents.chenYu.cookie, body: { form: {}, assign: { teamId: teams.get('tech_support')!, assigneeId: agents.tech.id } } })
  expect(dispatched.status, dispatched.text).toBe(200)
  await house.settle()
  const told = await house.call({ method: 'GET', url: '/api/v1/notifications', as: agents.tech.cookie })
  expect(told.body['items']).toMatchObject([{ caseId: id, about: 'case_assigned', saying: '有一张工单交给您或您的团队，请处理' }])
  const seen = await house.call({ method: 'GET', url: `/api/v1/cases/${id}`, as: agents.tech.cookie })
  expect(seen.body).toMatchObject({ assigneeId: agents.tech.id, green: true })
  const records = await house.call({ method: 'GET', url: `/api/v1/cases/${id}/records`, as: agents.tech.cookie })
  expect((records.body['items'] as { words: object }[])[0]!.words).toEqual({ symptom: '不出纸', need: '恢复打印' })
  const history = await house.call({ method: 'GET', url: `/api/v1/cases/${id}/events`, as: agents.tech.cookie })
  expect((history.body['items'] as { type: string }[]).map((event) => event.type)).toContain('case.assigned')
})

it('a clock that runs out is announced once, and its people are told', async () => {
  await house.advanceTo(at('2026-11-20T18:00:00+08:00'))
  const { rows } = await house.fresh.db.query({ text: `select type, count(*) as count from events where type in ('clock.missed', 'clock.warned') group by 1 order by 1`, values: [] })
  expect(rows).toEqual([{ type: 'clock.missed', count: 2 }, { type: 'clock.warned', count: 2 }])
  const told = await house.fresh.db.query({ text: 'select about, staff_id from notifications order by created_at, about', values: [] })
  expect(told.rows.length).toBeGreaterThan(0)
})

it('who may not see a case learns nothing from what it lacks', async () => {
  const opened = await house.call({ method: 'POST', url: '/api/v1/cases', as: agents.chenYu.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '没有邮箱的客户' } })
  const url = `/api/v1/cases/${String(opened.body['case'])}/replies`
  const stranger = await house.call({ method: 'POST', url, as: agents.tech.cookie, body: { text: '您好' } })
  expect(stranger.status).toBe(404)
  const ours = await house.call({ method: 'POST', url, as: agents.chenYu.cookie, body: { text: '您好' } })
  expect([ours.status, (ours.body['error'] as { code: string }).code]).toEqual([422, 'case.no_address'])
})

it('the right to move cases to another version lists nothing of cases one does not see', async () => {
  const keyFor = async (permissions: readonly string[]): Promise<string> =>
    String((await house.call({ method: 'POST', url: '/api/v1/api-keys', as: house.admin.cookie, body: { name: permissions.join(' '), permissions } })).body['key'])
  const listed = async (permissions: readonly string[]): Promise<number> => {
    const { status, text, body } = await house.call({ method: 'GET', url: `/api/v1/version-moves/cases?handbookId=${(await house.house.live.current()).id}`, headers: { authorization: `Bearer ${await keyFor(permissions)}` } })
    expect(status, text).toBe(200)
    return (body['items'] as unknown[]).length
  }
  expect(await listed(['case.move_version'])).toBe(0)
  expect(await listed(['case.move_version', 'case.read'])).toBe(2)
})

it('a case whose answer was lost is opened once, and asked for again under the same key it is answered as before', async () => {
  const asked = (url: string, key: string, body: object) => house.call({ method: 'POST', url: `/api/v1/cases${url}`, as: agents.chenYu.cookie, headers: { 'idempotency-key': key }, body })
  const open = () => asked('', 'lost-opening', { scenario: 'after-sales', channel: 'phone', subject: '断线时新建', text: '听不清' })
  const [first, again] = [await open(), await open()]
  expect(first.status, first.text).toBe(201)
  expect([again.status, again.body]).toEqual([201, first.body])
  const note = () => asked(`/${String(first.body['case'])}/notes`, 'lost-note', { text: '稍后回电' })
  const [noted, notedAgain] = [await note(), await note()]
  expect([noted.status, notedAgain.status]).toEqual([200, 200])
  expect(notedAgain.body).toMatchObject({ case: first.body['case'], version: noted.body['version'], ids: noted.body['ids'] as object })
})
