import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { parseInstant } from '#kernel/instant.ts'
import { must } from '#kernel/assert.ts'
import { planted } from '#tests/handbook/default-handbook.ts'
import { openTestHouse, ORIGIN, type Answer, type Person, type TestHouse } from '#tests/setup/test-house.ts'

const WITH_PHOTOS = planted('scenarios/after-sales.yaml', '      - { key: occurred,', '      - { key: photos, name: { zh-CN: 现场照片, en: Photos }, kind: file, required: true }\n      - { key: occurred,')

let house: TestHouse
let agents: Id
let chenYu: Person
let heLan: Person
let support: Person
beforeAll(async () => {
  house = await openTestHouse({ at: must(parseInstant('2026-11-23T09:30:00+08:00'), 'an instant'), files: WITH_PHOTOS })
  const teams = await house.teams()
  agents = must(teams.get('agent'), 'there is a team of agents')
  chenYu = await house.hire('chenyu', ['agent'], [agents])
  heLan = await house.hire('helan', ['agent'], [agents])
  support = await house.hire('gaoyuan', ['tech_support'], [must(teams.get('tech_support'), 'there is technical support')])
})
afterAll(() => house?.close())

const openCase = async (): Promise<string> =>
  String((await house.call({ method: 'POST', url: '/api/v1/cases', as: chenYu.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '打印机卡纸', text: '一直卡纸', teamId: agents } })).body['case'])

async function upload(who: Person, name: string): Promise<string> {
  const answer = await house.http.inject({
    method: 'POST', url: '/api/v1/files', payload: Buffer.from('jam'),
    headers: { origin: ORIGIN, cookie: who.cookie, 'content-type': 'text/plain', 'x-file-name': encodeURIComponent(name) },
  })
  expect(answer.statusCode, answer.payload).toBe(201)
  return String(answer.json<{ id: string }>().id)
}

const takeIn = (caseId: string, photos: string): Promise<Answer> => house.call({
  method: 'POST', url: `/api/v1/cases/${caseId}/steps/intake/completion`, as: chenYu.cookie,
  body: { form: { codes: { urgency: 'ordinary', type: 'question', complexity: 'simple' }, words: { symptom: '卡纸', need: '恢复打印', photos } } },
})
const codeOf = ({ body }: Answer) => (body['error'] as { code?: string } | undefined)?.code
type Kept = { readonly words: Readonly<Record<string, string>>; readonly files: readonly { readonly id: string; readonly name: string; readonly bytes: number }[] }
const intakeOf = async (caseId: string): Promise<Kept> => must(((await house.call({ method: 'GET', url: `/api/v1/cases/${caseId}/records`, as: chenYu.cookie })).body['items'] as Kept[])[0], 'the form was kept')

it('files of a form belong to its case: who sees the case fetches them, nobody else', async () => {
  const caseId = await openCase()
  const [front, back] = [await upload(chenYu, '正面.txt'), await upload(chenYu, '背面.txt')]
  const done = await takeIn(caseId, `${front} ${back}`)
  expect(done.status, done.text).toBe(200)
  const { words, files } = await intakeOf(caseId)
  expect(files).toMatchObject([{ name: '正面.txt', bytes: 3 }, { name: '背面.txt', bytes: 3 }])
  expect(words['photos']).toBe(files.map(({ id }) => id).join(' '))
  const fetched = (who: Person) => house.call({ method: 'GET', url: `/api/v1/attachments/${files[0]?.id}`, as: who.cookie })
  expect(await fetched(heLan)).toMatchObject({ status: 200, text: 'jam' })
  expect((await fetched(support)).status).toBe(404)
})

it('what somebody else uploaded, what lies in another case and what is no file at all is refused, and the step stays to be done', async () => {
  const first = await openCase()
  expect((await takeIn(first, await upload(chenYu, '第一张.txt'))).status).toBe(200)
  const [elsewhere] = (await intakeOf(first)).files
  const second = await openCase()
  expect(codeOf(await takeIn(second, await upload(heLan, '别人的.txt')))).toBe('message.file_unknown')
  expect(codeOf(await takeIn(second, must(elsewhere, 'the first case has a file').id))).toBe('message.file_unknown')
  expect(codeOf(await takeIn(second, String.raw`C:\照片.jpg`))).toBe('case.form_field_invalid')
  expect(codeOf(await takeIn(second, ' '))).toBe('case.form_field_missing')
  expect((await takeIn(second, await upload(chenYu, '第二张.txt'))).status).toBe(200)
})

it('whoever is erased leaves no file behind', async () => {
  const customer = await house.call({ method: 'POST', url: '/api/v1/customers', as: house.admin.cookie, body: { name: '王丽' } })
  const caseId = await openCase()
  expect((await takeIn(caseId, await upload(chenYu, '门牌.txt'))).status).toBe(200)
  await house.call({ method: 'PUT', url: `/api/v1/cases/${caseId}/customer`, as: house.admin.cookie, body: { customerId: customer.body['id'] } })
  await house.call({ method: 'POST', url: `/api/v1/cases/${caseId}/dismissal`, as: house.admin.cookie, body: { dismissal: 'spam' } })
  const erased = await house.call({ method: 'POST', url: `/api/v1/customers/${String(customer.body['id'])}/erasure`, as: house.admin.cookie, body: { reason: 'requested', confirm: '王丽' } })
  expect(erased.status, erased.text).toBe(204)
  expect((await house.fresh.db.query({ text: 'select 1 from attachments where case_id = $1', values: [caseId] })).rows).toEqual([])
})
