import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, later, parseInstant } from '#kernel/instant.ts'
import { connectLive, type LiveClient } from '#tests/setup/live-client.ts'
import { openTestHouse, type Person, type TestHouse } from '#tests/setup/test-house.ts'
import { administration } from './administration.ts'
import { cases } from './cases.ts'
import { live } from './live.ts'
import { people } from './people.ts'
import { DEFAULT_HANDBOOK } from './start.ts'

const MONDAY = parseInstant('2026-11-23T09:00:00+08:00')!

describe('live screens', () => {
  let house: TestHouse
  let port: number
  let chenYu: Person
  let zhaoMin: Person
  let serviceTeam: Id
  let supportTeam: Id
  let opened: LiveClient[] = []
  beforeAll(async () => {
    house = await openTestHouse({ at: MONDAY, parts: [people, cases, administration, live] })
    await house.http.listen({ port: 0, host: 'localhost' })
    port = (house.http.server.address() as AddressInfo).port
    const teams = await house.teams()
    ;[serviceTeam, supportTeam] = [teams.get('agent')!, teams.get('tech_support')!]
    chenYu = await house.hire('chenyu', ['agent'], [serviceTeam])
    zhaoMin = await house.hire('zhaomin', ['tech_support'], [supportTeam])
  })
  afterAll(async () => {
    await Promise.all(opened.map((client) => client.close()))
    await house.close()
  })

  const screenOf = async ({ cookie }: Person): Promise<LiveClient> => {
    const client = await connectLive({ port, headers: { cookie } })
    opened = [...opened, client]
    return client
  }
  const asAdmin = async (method: 'POST' | 'PUT', path: string, body: object) => {
    const answer = await house.call({ method, url: `/api/v1${path}`, as: house.admin.cookie, body })
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer.body
  }
  const openCase = async (teamId: Id): Promise<Id> => (await asAdmin('POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject: '打印机', text: '不动了', teamId }))['case'] as Id
  const note = (id: Id) => asAdmin('POST', `/cases/${id}/notes`, { text: '已电话沟通' })
  const about = (id: Id) => ({ changed }: { readonly changed: readonly { readonly id: string }[] }) => changed.some((one) => one.id === id)

  it('a change is told to those who see the case, by id and version, and to nobody else', async () => {
    const [hers, his] = [await screenOf(chenYu), await screenOf(zhaoMin)]
    const id = await openCase(serviceTeam)
    const { version } = await note(id)
    await hers.next('cases', ({ changed }) => changed.some((one) => one.id === id && one.version === version))
    const next = await openCase(supportTeam)
    await his.next('cases', about(next))
    expect(JSON.stringify(his.frames)).not.toContain(id)
  })

  it('a case that moves to another team is gone for the one and there for the other', async () => {
    const [hers, his] = [await screenOf(chenYu), await screenOf(zhaoMin)]
    const id = await openCase(serviceTeam)
    await hers.next('cases', about(id))
    await asAdmin('PUT', `/cases/${id}/assignment`, { teamId: supportTeam, assigneeId: null })
    await his.next('cases', about(id))
    await hers.next('cases', ({ gone }) => gone.includes(id))
    await note(id)
    await his.next('cases', about(id))
    const after = await openCase(serviceTeam)
    await hers.next('cases', about(after))
    const told = hers.frames.slice(hers.frames.findIndex((frame) => frame.type === 'cases' && frame.gone.includes(id)) + 1)
    expect(JSON.stringify(told)).not.toContain(id)
  })

  it('colleagues at one case see each other come, answer and go', async () => {
    const [one, other] = [await screenOf(chenYu), await screenOf(house.admin)]
    const caseId = await openCase(serviceTeam)
    one.say({ type: 'watch', caseId, state: 'viewing' })
    await one.next('presence', (frame) => frame.caseId === caseId && frame.people.length === 1)
    other.say({ type: 'watch', caseId, state: 'replying' })
    const both = await one.next('presence', (frame) => frame.caseId === caseId && frame.people.length === 2)
    expect(both.people.find(({ id }) => id === house.admin.id)?.state).toBe('replying')
    await other.close()
    const alone = await one.next('presence', (frame) => frame.caseId === caseId && frame.people.length === 1)
    expect(alone.people).toEqual([{ id: chenYu.id, name: 'chenyu', state: 'viewing' }])
    one.say({ type: 'leave', caseId })
  })

  it('who has lost sight of a case is no longer shown as being there', async () => {
    const [hers, ours] = [await screenOf(chenYu), await screenOf(house.admin)]
    const caseId = await openCase(serviceTeam)
    hers.say({ type: 'watch', caseId, state: 'replying' })
    ours.say({ type: 'watch', caseId, state: 'viewing' })
    await ours.next('presence', ({ people: there }) => there.length === 2)
    await asAdmin('PUT', `/cases/${caseId}/assignment`, { teamId: supportTeam, assigneeId: null })
    const left = await ours.next('presence', ({ people: there }) => there.length === 1)
    expect(left.people.map(({ id }) => id)).toEqual([house.admin.id])
  })

  it('a notice made and a notice read both say how many are unread', async () => {
    const his = await screenOf(zhaoMin)
    const id = await openCase(serviceTeam)
    await asAdmin('PUT', `/cases/${id}/assignment`, { teamId: supportTeam, assigneeId: zhaoMin.id })
    await house.settle()
    const { body } = await house.call({ method: 'GET', url: '/api/v1/notifications?unread=true', as: zhaoMin.cookie })
    const unread = body['items'] as { id: string }[]
    expect(unread.length).toBeGreaterThan(0)
    // Notices that were made one after the other may be told one after the other.
    await his.next('notices', (frame) => frame.unread === unread.length)
    await house.call({ method: 'POST', url: `/api/v1/notifications/${unread[0]?.id}/reading`, as: zhaoMin.cookie })
    await his.next('notices', (frame) => frame.unread === unread.length - 1)
  })

  it('who presses leave hears no more of who is there', async () => {
    const [hers, ours] = [await screenOf(chenYu), await screenOf(house.admin)]
    const caseId = await openCase(serviceTeam)
    hers.say({ type: 'watch', caseId, state: 'viewing' })
    await hers.next('presence', (frame) => frame.caseId === caseId)
    hers.say({ type: 'leave', caseId })
    ours.say({ type: 'watch', caseId, state: 'viewing' })
    const seen = await ours.next('presence', (frame) => frame.caseId === caseId)
    expect(seen.people.map(({ id }) => id)).toEqual([house.admin.id])
    await note(caseId)
    await hers.next('cases', about(caseId))
    expect(hers.frames.filter((frame) => frame.type === 'presence' && frame.people.some(({ id }) => id === house.admin.id))).toEqual([])
  })

  describe('a session that is over', () => {
    it('says so and closes: signing out', async () => {
      const lin = await house.hire('linfang', ['agent'], [serviceTeam])
      const screen = await screenOf(lin)
      await house.call({ method: 'DELETE', url: '/api/v1/sessions/current', as: lin.cookie })
      await screen.next('signed-out')
      expect(await screen.closed).toBe(4401)
    })

    it('closes when the person gets other teams', async () => {
      const wu = await house.hire('wuhao', ['agent'], [serviceTeam])
      const screen = await screenOf(wu)
      await house.call({ method: 'PATCH', url: `/api/v1/staff/${wu.id}`, as: house.admin.cookie, body: { teamIds: [supportTeam] } })
      expect(await screen.closed).toBe(4401)
    })

    it('closes when the manual gives the role something else', async () => {
      const zhou = await house.hire('zhoujie', ['engineer'], [])
      const screen = await screenOf(zhou)
      const files = must(await readHandbookFolder(DEFAULT_HANDBOOK), 'the handbook ships with the product')
      const changed = files.map((file) => (file.path === 'roles.yaml' ? { ...file, text: file.text.replace('case.read: own', 'case.read: team') } : file))
      await asAdmin('POST', '/handbook/versions', { files: changed })
      expect(await screen.closed).toBe(4401)
    })

    it('closes when the session runs out', async () => {
      const sun = await house.hire('sunli', ['agent'], [serviceTeam])
      await house.fresh.db.query({ text: `update auth.sessions set expires_at = $2 where user_id = (select auth_user_id from staff where id = $1)`, values: [sun.id, new Date(later(MONDAY, DAY)).toISOString()] })
      const screen = await screenOf(sun)
      house.clock.now = later(MONDAY, DAY)
      expect(await screen.closed).toBe(4401)
    })
  })
})
