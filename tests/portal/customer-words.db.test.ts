import { afterAll, beforeAll, expect, test } from 'vitest'
import { saidTo, type SpokenRecord } from '#capabilities/case/core/customer-words.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, later } from '#kernel/instant.ts'
import { askedForNeed, askedForResult, invitedToScore, openPortalStage, YES, type PortalStage } from './portal-stage.ts'

let stage: PortalStage
beforeAll(async () => {
  stage = await openPortalStage()
})
afterAll(async () => stage?.house.close())

/** What the customer said to the newest question or invitation of a case, as whoever sees the case reads it. */
async function said(caseId: Id, to: 'confirmations' | 'invitations', cookie = stage.house.admin.cookie): Promise<readonly string[]> {
  const answer = await stage.house.call({ method: 'GET', url: `/api/v1/cases/${caseId}/records`, as: cookie })
  expect(answer.status, answer.text).toBe(200)
  const of = must((await stage.state(caseId))[to].at(-1), 'somebody was asked').id
  return saidTo(answer.body['items'] as readonly SpokenRecord[], of).map(({ text }) => text)
}

test('what a customer says on the page to a question, and to a low score, is read by whoever sees the case, and by nobody else', async () => {
  const asked = await askedForNeed(stage)
  const link = await stage.link(asked, 'confirmations')
  await stage.tap(`${link}/answer`, `answer=no&remark=${encodeURIComponent('不是联网，是打印慢')}`)
  expect(await said(asked, 'confirmations')).toEqual(['不是联网，是打印慢'])
  const scored = await invitedToScore(stage)
  const survey = await stage.link(scored, 'invitations')
  await stage.tap(`${survey}/score`, 'score=2')
  await stage.tap(`${survey}/reason`, `reason=${encodeURIComponent('等了三天')}`)
  expect(await said(scored, 'invitations')).toEqual(['等了三天'])
  const stranger = await stage.house.hire('sunhao', ['agent'], [])
  expect((await stage.house.call({ method: 'GET', url: `/api/v1/cases/${scored}/records`, as: stranger.cookie })).status).toBe(404)
})

test('a score taken down on the telephone keeps its reason with the invitation, apart from the form, and an erasure takes it away', async () => {
  const caseId = await askedForResult(stage)
  await stage.tap(`${await stage.link(caseId, 'confirmations')}/answer`, YES)
  await stage.house.advanceTo(later(stage.house.clock.now, DAY))
  const form = { codes: { reached: 'answered' }, words: { remark: '语气平和' } }
  const bare = await stage.house.call({ method: 'POST', url: `/api/v1/cases/${caseId}/steps/callback/completion`, as: stage.house.admin.cookie, body: { form } })
  expect([bare.status, bare.text.includes('客户不愿评分的')]).toEqual([422, true])
  await stage.act('POST', `/api/v1/cases/${caseId}/steps/callback/completion`, { form, answer: { score: 5, reason: '换了三个人，总算说清楚了' } })
  expect(await said(caseId, 'invitations')).toEqual(['换了三个人，总算说清楚了'])
  const { customerId } = await stage.state(caseId)
  await stage.act('POST', `/api/v1/customers/${customerId}/erasure`, { reason: 'requested', confirm: '王丽' })
  const left = await stage.house.call({ method: 'GET', url: `/api/v1/cases/${caseId}/records`, as: stage.house.admin.cookie })
  expect([left.status, left.text.includes('换了三个人'), left.text.includes('语气平和')]).toEqual([200, false, false])
})
