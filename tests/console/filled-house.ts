import { keepCompanyName } from '#apps/server/company.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { HOUR, instant, later } from '#kernel/instant.ts'
import { askedForNeed, askedForResult, portalStageOn, YES, type PortalStage } from '#tests/portal/portal-stage.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'

/** What people write, place by place; `charsMax`: what the place takes. */
export type Wording = (place: 'name' | 'line' | 'text', charsMax: number) => string

/** A house in which everything that has a name or a text has one, with a case in every state that a page shows. */
export type FilledHouse = {
  readonly house: ConsoleHouse
  readonly stage: PortalStage
  /** Cases that colleagues see. */
  readonly cases: { readonly fresh: Id; readonly worked: Id; readonly solved: Id; readonly spoken: Id }
  readonly customerId: Id
  readonly teamId: Id
  /** What customers are sent, by what the page says. */
  readonly links: { readonly need: string; readonly result: string; readonly confirmed: string; readonly score: string; readonly scored: string }
  readonly invitation: string
}

const UNTIL_INVITED = 25 * HOUR

export async function fillHouse(wording: Wording, options: { readonly mail?: boolean } = {}): Promise<FilledHouse> {
  // The customer is invited to score a day after the solution: that day has passed when the pages are seen.
  const house = await openConsoleHouse({ at: instant(Date.now() - UNTIL_INVITED), ...options })
  const stage = portalStageOn(house)
  await house.fresh.db.query(keepCompanyName(wording('name', 80)))
  const asked = () => ({ subject: wording('line', 300), customer: wording('name', 80), need: wording('text', 2_000) })
  const [result, invited, scored] = [await askedForResult(stage), await askedForResult(stage), await askedForResult(stage)]
  for (const solved of [invited, scored]) await stage.tap(`${await stage.link(solved, 'confirmations')}/answer`, YES)
  await house.advanceTo(later(house.clock.now, UNTIL_INVITED))
  const confirmed = await askedForNeed(stage, asked())
  const need = await askedForNeed(stage, asked())
  const links = {
    need: await stage.link(need, 'confirmations'),
    result: await stage.link(result, 'confirmations'),
    confirmed: await stage.link(confirmed, 'confirmations'),
    score: await stage.link(invited, 'invitations'),
    scored: await stage.link(scored, 'invitations'),
  }
  await stage.tap(`${links.confirmed}/answer`, YES)
  await stage.tap(`${links.scored}/score`, 'score=2')
  await stage.tap(`${links.scored}/reason`, new URLSearchParams({ reason: wording('text', 2_000), 'aspect.efficiency': '1' }).toString())
  const teamId = await nameThings(stage, wording)
  const fresh = await stage.newCase({ subject: wording('line', 300), customer: wording('name', 80) })
  const worked = await workedOn(stage, wording, teamId)
  await house.settle()
  const customerId = must((await stage.state(worked)).customerId, 'the case has a customer')
  return { house, stage, cases: { fresh, worked, solved: scored, spoken: need }, customerId, teamId, links, invitation: await invite(stage, wording) }
}

/** Teams, colleagues, views, templates, keys: all that is called something. */
async function nameThings({ house, act }: PortalStage, wording: Wording): Promise<Id> {
  const team = await act('POST', '/api/v1/teams', { name: wording('name', 80), role: 'agent' })
  const teamId = team.body['id'] as Id
  for (const number of ['chenyu', 'linfang', 'zhaomin']) await act('POST', '/api/v1/staff', { number, name: wording('name', 80), roles: ['agent'], teamIds: [teamId] })
  for (let n = 0; n < 6; n++) {
    await act('POST', '/api/v1/case-views', { name: wording('line', 60), filters: {}, shared: 'all' })
    await act('POST', '/api/v1/reply-templates', { name: wording('line', 60), text: wording('text', 2_000), shared: 'all' })
    await act('POST', '/api/v1/customers', { kind: 'company', name: wording('name', 80), company: wording('name', 80), locale: 'zh-CN', contactPoints: [{ kind: 'email', value: `post${n}@customer.test` }] })
  }
  await act('POST', '/api/v1/api-keys', { name: wording('name', 80), permissions: ['case.read'] })
  await house.settle()
  return teamId
}

/** A case on which several people have written. */
async function workedOn(stage: PortalStage, wording: Wording, teamId: Id): Promise<Id> {
  const id = await askedForNeed(stage, { subject: wording('line', 300), customer: wording('name', 80), need: wording('text', 2_000) })
  const at = `/api/v1/cases/${id}`
  for (let n = 0; n < 4; n++) await stage.act('POST', `${at}/notes`, { text: wording('text', 4_000) })
  await stage.act('PUT', `${at}/draft`, { kind: 'reply', text: wording('text', 2_000), files: [], seenUntil: null })
  await stage.act('PUT', `${at}/assignment`, { teamId, assigneeId: null })
  return id
}

async function invite({ house }: PortalStage, wording: Wording): Promise<string> {
  const { body } = await house.call({ method: 'POST', url: '/api/v1/staff/invitations', as: house.admin.cookie, body: { number: 'newcomer', name: wording('name', 80), email: 'newcomer@care.test', roles: ['agent'] } })
  return String(body['token'])
}
