import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCases } from '#capabilities/case/server/run-cases.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, HOUR, later } from '#kernel/instant.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { askedForNeed, INTAKE, invitedToScore, openPortalStage, ORIGIN_OF_LINKS, YES, type PortalStage } from './portal-stage.ts'

let stage: PortalStage
beforeAll(async () => {
  stage = await openPortalStage()
})
afterAll(() => stage.house.close())

const last = async (caseId: Id, of: 'confirmations' | 'invitations') => String((await stage.state(caseId))[of].at(-1)?.id)
const give = async (caseId: Id, of: string, as = stage.house.admin.cookie) => stage.house.call({ method: 'POST', url: `/api/v1/cases/${caseId}/customer-links`, as, body: { of } })
const pathOf = (body: Readonly<Record<string, unknown>>): string => String(body['link']).slice(ORIGIN_OF_LINKS.length)
const events = async (caseId: Id, type: string) =>
  (await stage.house.fresh.db.query({ text: 'select actor_kind, actor_id, data from events where stream_id = $1 and type = $2 order by version', values: [caseId, type] })).rows

test('a colleague takes the customer’s link to send it by chat; the history says so, and an answer by it is marked', async () => {
  const caseId = await askedForNeed(stage)
  const of = await last(caseId, 'confirmations')
  const given = await give(caseId, of)
  expect(given.status, given.text).toBe(200)
  expect(pathOf(given.body)).not.toBe(await stage.link(caseId, 'confirmations'))
  expect(await events(caseId, 'case.link_given')).toEqual([expect.objectContaining({ actor_kind: 'staff', data: expect.objectContaining({ of, step: 'need' }) })])
  expect((await stage.get(pathOf(given.body))).status).toBe(200)
  expect((await stage.tap(`${pathOf(given.body)}/answer`, YES)).status).toBe(303)
  expect(await events(caseId, 'case.confirmed')).toEqual([expect.objectContaining({ actor_kind: 'customer', data: expect.objectContaining({ via: 'handed' }) })])
  const late = await give(caseId, of)
  expect(late.status).toBe(409)
  expect(late.text).not.toContain('/c/')
})

test('asked again with the same key, a colleague gets the same link, even after the answer, and the history has it once', async () => {
  const caseId = await askedForNeed(stage)
  const of = await last(caseId, 'confirmations')
  const asked = { method: 'POST', url: `/api/v1/cases/${caseId}/customer-links`, as: stage.house.admin.cookie, body: { of }, headers: { 'idempotency-key': `link-of-${of}` } } as const
  const first = await stage.house.call(asked)
  await stage.house.advanceTo(later(stage.house.clock.now, HOUR))
  await stage.tap(`${pathOf(first.body)}/answer`, YES)
  const again = await stage.house.call(asked)
  expect([again.status, again.body['link']]).toEqual([200, first.body['link']])
  expect(await events(caseId, 'case.link_given')).toHaveLength(1)
})

test('a score by a link that was handed over says so', async () => {
  const caseId = await invitedToScore(stage)
  const given = await give(caseId, await last(caseId, 'invitations'))
  await stage.tap(`${pathOf(given.body)}/score`, 'score=5')
  expect(await events(caseId, 'case.survey_answered')).toEqual([expect.objectContaining({ data: expect.objectContaining({ via: 'handed', score: 5 }) })])
})

test('whoever may not take the customer’s word gets no link, and whoever does not see the case learns nothing of it', async () => {
  const caseId = await askedForNeed(stage)
  const of = await last(caseId, 'confirmations')
  const teams = await stage.house.teams()
  const tech = await stage.house.hire('linfang', ['tech_support'], [teams.get('agent')!])
  const stranger = await stage.house.hire('sunhao', ['agent'], [])
  expect([(await give(caseId, of, tech.cookie)).status, (await give(caseId, of, stranger.cookie)).status]).toEqual([403, 404])
  expect((await give(caseId, caseId)).status).toBe(409)
  expect(await events(caseId, 'case.link_given')).toEqual([])
})

test('where no mail can go the question is not taken as sent: clocks run on, nothing lapses, and word or a handed link answer it', async () => {
  const caseId = await stage.newCase({ reachable: false })
  await stage.act('POST', `/api/v1/cases/${caseId}/steps/intake/completion`, { form: { codes: { ...INTAKE, complexity: 'complex' }, words: { symptom: '离线', need: '连上网络' } } })
  const { confirmations, timers } = await stage.state(caseId)
  expect(confirmations).toEqual([expect.objectContaining({ step: 'need', status: 'open', unsent: true })])
  expect(timers.filter(({ step }) => step === 'need')).toEqual([])
  const { body } = await stage.house.call({ method: 'GET', url: `/api/v1/cases/${caseId}`, as: stage.house.admin.cookie })
  expect(body).toMatchObject({ mailable: false, awaiting: 'us', confirmations: [{ unsent: true }] })
  const given = await give(caseId, await last(caseId, 'confirmations'))
  expect((await stage.get(pathOf(given.body))).status).toBe(200)
  await stage.act('POST', `/api/v1/cases/${caseId}/confirmations/${await last(caseId, 'confirmations')}/answer`, { confirmed: true, note: '电话里说对' })
  expect((await stage.state(caseId)).confirmations.at(-1)?.status).toBe('confirmed')
})

test('once the customer has a mail address, one press sends the question; a link handed over before stays good', async () => {
  const caseId = await askedForNeed(stage, { reachable: false })
  const of = await last(caseId, 'confirmations')
  const handed = pathOf((await give(caseId, of)).body)
  const send = () => stage.house.call({ method: 'POST', url: `/api/v1/cases/${caseId}/confirmations/${of}/sending`, as: stage.house.admin.cookie, body: {} })
  expect((await send()).status).toBe(422)
  await stage.act('POST', `/api/v1/customers/${(await stage.state(caseId)).customerId}/contact-points`, { kind: 'email', value: 'later@customer.example' })
  expect([(await send()).status, (await send()).status]).toEqual([200, 200])
  expect(await events(caseId, 'case.confirmation_asked')).toHaveLength(2)
  const { confirmations, timers } = await stage.state(caseId)
  expect(confirmations).toEqual([expect.objectContaining({ id: of, status: 'open' })])
  expect(timers.filter(({ step }) => step === 'need').map(({ does }) => does)).toContain('lapse')
  expect((await stage.tap(`${handed}/answer`, YES)).status).toBe(303)
})

test('a case that is opened by telephone, for a customer without a mail address, sends nothing in the same breath', async () => {
  const { cases } = stage.house.house
  const caseId = await stage.newCase({ reachable: false })
  const { customerId } = await stage.state(caseId)
  const scenario = must((await cases.handbooks.current()).scenario('after-sales'), 'the handbook has it')
  const opened = cases.newId()
  const actor = { kind: 'staff', id: stage.house.admin.id, roles: ['agent'], overrides: true } as const
  const at = cases.now()
  const common = { caseId: opened, actor, commandId: cases.newId(), requestId: null }
  await runCases(cases, [
    { ...common, scenario, isNew: true, command: { type: 'openCase', at, caseId: opened, number: 'SH-20261118-9999', customerId, channel: 'phone', teamId: null, parentId: null, facts: {}, observed: false, messageId: null, auto: 'none' } },
    { ...common, command: { type: 'completeStep', step: 'intake', at, assign: null, answer: null, form: { recordId: cases.newId(), codes: INTAKE, fields: ['symptom', 'need'] } } },
  ])
  expect((await stage.state(opened)).confirmations).toEqual([expect.objectContaining({ step: 'need', unsent: true })])
})

test('a link that is taken long after the question was asked opens all the same', async () => {
  const caseId = await askedForNeed(stage, { reachable: false })
  await stage.house.advanceTo(later(stage.house.clock.now, 60 * DAY))
  const given = await give(caseId, await last(caseId, 'confirmations'))
  expect((await stage.get(pathOf(given.body))).status).toBe(200)
})

test('as long as there is no mailbox to write from, a customer with an address is not taken as asked either; once there is one, the question is sent', async () => {
  const alone = await openPortalStage(undefined, { mailbox: false })
  try {
    const { house } = alone
    const caseId = await alone.newCase()
    await alone.act('POST', `/api/v1/cases/${caseId}/steps/intake/completion`, { form: { codes: { ...INTAKE, complexity: 'complex' }, words: { symptom: '离线', need: '连上网络' } } })
    const shown = async () => (await house.call({ method: 'GET', url: `/api/v1/cases/${caseId}`, as: house.admin.cookie })).body
    expect(await shown()).toMatchObject({ mailable: false, mailboxOpen: false, awaiting: 'us', confirmations: [{ step: 'need', status: 'open', unsent: true }] })
    const { confirmations } = await alone.state(caseId)
    const send = () => house.call({ method: 'POST', url: `/api/v1/cases/${caseId}/confirmations/${String(confirmations[0]?.id)}/sending`, as: house.admin.cookie, body: {} })
    expect(await send()).toMatchObject({ status: 422, body: { error: { code: 'case.not_mailable' } } })
    await house.fresh.db.query(mailboxRow(house.house.sealing, house.clock.now, { id: house.house.newId(), address: 'late@care.test', username: 'late', password: 'secret' }))
    expect((await send()).status).toBe(200)
    expect(await shown()).toMatchObject({ mailable: true, mailboxOpen: true, confirmations: [{ unsent: false }] })
    await house.fresh.db.query({ text: 'update mailboxes set active = false', values: [] })
    expect(await shown()).toMatchObject({ mailable: false, mailboxOpen: false })
  } finally {
    await alone.house.close()
  }
})
