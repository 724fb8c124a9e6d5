import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY } from '#kernel/instant.ts'
import { codeOf, openAccessHouse, PASSWORD } from '#tests/access/access-house.ts'
import type { AccessHouse, Answer, Credential } from '#tests/access/access-house.ts'
import { createAdministrator, ensureAdministrator, resetPasswordOf } from './ensure-administrator.ts'

let house: AccessHouse
beforeAll(async () => {
  house = await openAccessHouse()
})
afterAll(() => house.close())

const admin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<Answer> =>
  house.call({ method, url: `/api/v1${url}`, as: house.admin.as, ...(body === undefined ? {} : { body }) })
const get = (url: string, as: Credential): Promise<Answer> => house.call({ method: 'GET', url: `/api/v1${url}`, as })
const eventsOf = async (id: string): Promise<readonly unknown[]> =>
  (await house.fresh.db.query({ text: 'select type, version from events where stream_id = $1 order by version', values: [id] })).rows.map((row) => [row['version'], row['type']])

describe('the first start', () => {
  it('makes one administrator and the usual teams, once', async () => {
    expect(await ensureAdministrator(house.deps)).toBeNull()
    const { body } = await admin('GET', '/teams')
    expect((body['items'] as { name: string; role: string }[]).map(({ name, role }) => `${role} ${name}`).toSorted()).toEqual(['agent 客服组', 'engineer 工程师组', 'supervisor 主管组', 'tech_support 技术支持组'])
  })

  it('somebody locked out of the house gets in again from the command line', async () => {
    const made = await createAdministrator(house.deps, { number: 'admin2', name: '备用管理员' })
    expect((await house.signIn('admin2', made.oneTimePassword)).status).toBe(201)
    await expect(createAdministrator(house.deps, { number: 'admin2', name: '再来' })).rejects.toMatchObject({ code: 'db.conflict' })
    const reset = await resetPasswordOf(house.deps, 'ADMIN2')
    expect((await house.signIn('admin2', made.oneTimePassword)).status).toBe(401)
    expect((await house.signIn('admin2', reset?.oneTimePassword ?? '')).status).toBe(201)
    expect(await resetPasswordOf(house.deps, 'nobody')).toBeNull()
  })
})

describe('colleagues', () => {
  it('whoever leaves is out at once, and keeps their row and history', async () => {
    const person = await house.hire('kf101', ['agent'])
    expect((await get('/me', person.as)).status).toBe(200)
    expect((await admin('POST', `/staff/${person.id}/archival`)).status).toBe(204)
    expect((await get('/me', person.as)).status).toBe(401)
    expect((await house.signIn('kf101', PASSWORD)).status).toBe(401)
    expect(codeOf(await admin('POST', `/staff/${person.id}/archival`))).toBe('staff.archived')
    expect(codeOf(await admin('PATCH', `/staff/${person.id}`, { name: '改名' }))).toBe('staff.archived')
    expect((await admin('DELETE', `/staff/${person.id}/archival`)).status).toBe(204)
    expect((await house.signIn('kf101', PASSWORD)).status).toBe(201)
    expect((await eventsOf(person.id)).at(-1)).toMatchObject([6, 'staff.signed_in'])
  })

  it('whoever is switched off, or given other roles, has to sign in again', async () => {
    const person = await house.hire('kf102', ['agent'])
    await admin('PATCH', `/staff/${person.id}`, { roles: ['agent', 'supervisor'] })
    expect((await get('/me', person.as)).status).toBe(401)
    const again = await house.signIn('kf102', PASSWORD)
    expect((again.body['permissions'] as Record<string, string>)['case.read']).toBe('all')
    await admin('PATCH', `/staff/${person.id}`, { name: '王工' })
    expect((await get('/me', { cookie: String(again.cookie) })).body['name']).toBe('王工')
    await admin('PATCH', `/staff/${person.id}`, { active: false })
    expect((await get('/me', { cookie: String(again.cookie) })).status).toBe(401)
    expect((await house.signIn('kf102', PASSWORD)).status).toBe(401)
  })

  it('a number or mail address belongs to one person', async () => {
    await admin('POST', '/staff', { number: 'kf103', name: '甲', email: 'jia@example.com', roles: ['agent'] })
    expect(codeOf(await admin('POST', '/staff', { number: 'kf103', name: '乙', roles: ['agent'] }))).toBe('staff.number_taken')
    expect(codeOf(await admin('POST', '/staff', { number: 'kf104', name: '乙', email: 'JIA@example.com', roles: ['agent'] }))).toBe('staff.email_taken')
    expect(codeOf(await admin('POST', '/staff', { number: 'kf104', name: '乙', roles: ['pilot'] }))).toBe('staff.unknown_role')
  })

  it('the last administrator cannot leave, not even when two try to send each other off at once', async () => {
    const second = await house.hire('gl001', ['admin'])
    const other = (await house.fresh.db.query({ text: `select id from staff where number = 'admin2'`, values: [] })).rows[0]?.['id']
    await admin('POST', `/staff/${String(other)}/archival`)
    const both = await Promise.all([
      admin('POST', `/staff/${second.id}/archival`),
      house.call({ method: 'POST', url: `/api/v1/staff/${house.admin.id}/archival`, as: second.as }),
    ])
    // The loser is refused as the last one, or is out of their session already.
    expect(both.filter(({ status }) => status === 204).length).toBe(1)
    expect([401, 409]).toContain(both.find(({ status }) => status !== 204)?.status)
    const survivor = both[0].status === 204 ? house.admin.as : second.as
    const fallen = both[0].status === 204 ? second.id : house.admin.id
    expect((await house.call({ method: 'DELETE', url: `/api/v1/staff/${fallen}/archival`, as: survivor })).status).toBe(204)
    if (fallen === house.admin.id) Object.assign(house.admin, { as: { cookie: String((await house.signIn('admin', PASSWORD)).cookie) } })
    expect((await admin('POST', `/staff/${second.id}/archival`)).status).toBe(204)
    expect(codeOf(await admin('POST', `/staff/${house.admin.id}/archival`))).toBe('staff.last_administrator')
    expect(codeOf(await admin('PATCH', `/staff/${house.admin.id}`, { roles: ['agent'] }))).toBe('staff.last_administrator')
  })

  it('the list goes page by page to its end', async () => {
    const first = await admin('GET', '/staff?limit=2')
    const numbers = (answer: Answer) => (answer.body['items'] as { number: string }[]).map(({ number }) => number)
    const second = await admin('GET', `/staff?limit=2&after=${String(first.body['next'])}`)
    expect(numbers(first)[1]! < numbers(second)[0]!).toBe(true)
    expect((await admin('GET', '/staff?limit=100')).body['next']).toBeNull()
    expect((await admin('GET', '/teams?after=bm9uc2Vuc2U')).status).toBe(400)
    expect((await admin('GET', '/staff/not-an-id')).status).toBe(400)
    expect((await admin('GET', '/staff/01920000-0000-7000-8000-000000000000')).status).toBe(404)
  })
})

describe('invitations', () => {
  const invite = (number: string) => admin('POST', '/staff/invitations', { number, name: '新同事', email: `${number}@example.com`, roles: ['agent'] })
  const accept = (token: unknown, password = PASSWORD) => house.call({ method: 'POST', url: `/api/v1/invitations/${String(token)}/acceptance`, body: { password } })

  it('let somebody in once, with the roles it names', async () => {
    const { token } = (await invite('yq001')).body
    expect(codeOf(await accept(token, 'my-yq001-is-here'))).toBe('access.password_holds_name')
    expect((await accept(token)).status).toBe(201)
    expect(codeOf(await accept(token))).toBe('invitation.gone')
    expect((await house.signIn('yq001@example.com', PASSWORD)).body).toMatchObject({ roles: ['agent'], mustChangePassword: false })
  })

  it('get a new link, which voids the one before; who has come or was taken back gets none', async () => {
    const { id, token } = (await invite('yq006')).body
    const renewed = await admin('POST', `/staff/invitations/${String(id)}/renewal`)
    expect(renewed.status).toBe(201)
    expect((await accept(token)).status).toBe(404)
    expect((await accept(renewed.body['token'])).status).toBe(201)
    expect(codeOf(await admin('POST', `/staff/invitations/${String(id)}/renewal`))).toBe('invitation.gone')
    const gone = (await invite('yq007')).body
    await admin('DELETE', `/staff/invitations/${String(gone['id'])}`)
    expect(codeOf(await admin('POST', `/staff/invitations/${String(gone['id'])}/renewal`))).toBe('invitation.gone')
  })

  it('get a new link from nobody who holds less than it gives: the link is the way in', async () => {
    const { key } = (await admin('POST', '/api-keys', { name: '人事系统', permissions: ['staff.manage'] })).body
    const { id, token } = (await admin('POST', '/staff/invitations', { number: 'yq008', name: '新管理员', email: 'yq008@example.com', roles: ['admin'] })).body
    expect(codeOf(await house.call({ method: 'POST', url: `/api/v1/staff/invitations/${String(id)}/renewal`, as: { bearer: String(key) } }))).toBe('staff.role_exceeds')
    expect((await accept(token)).status).toBe(201)
  })

  it('work once even when two browsers take them up together', async () => {
    const { token } = (await invite('yq002')).body
    const both = await Promise.all([accept(token), accept(token)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  })

  it('end after seven days, when taken back, and never existed if guessed', async () => {
    const { id, token } = (await invite('yq003')).body
    expect((await admin('DELETE', `/staff/invitations/${String(id)}`)).status).toBe(204)
    expect(codeOf(await accept(token))).toBe('invitation.gone')
    expect((await accept('A'.repeat(43))).status).toBe(404)
    const late = (await invite('yq004')).body
    house.later(7 * DAY)
    expect(codeOf(await accept(late['token']))).toBe('invitation.gone')
    house.later(-7 * DAY)
  })

  it('are kept as digests', async () => {
    const { token } = (await invite('yq005')).body
    const { rows } = await house.fresh.db.query({ text: 'select to_jsonb(i)::text as text from staff_invitations i', values: [] })
    expect(JSON.stringify(rows)).not.toContain(String(token))
  })
})

describe('API keys', () => {
  const make = (body: object) => admin('POST', '/api-keys', body)

  it('do what they were given, for everything, and nothing else', async () => {
    const { key } = (await make({ name: '人事系统', permissions: ['staff.manage'] })).body
    const as = { bearer: String(key) }
    expect(String(key)).toMatch(/^cl_/)
    expect((await get('/me', as)).body).toMatchObject({ kind: 'api_key', permissions: { 'staff.manage': 'all' } })
    expect((await get('/staff', as)).status).toBe(200)
    expect((await house.call({ method: 'POST', url: '/api/v1/teams', as, body: { name: '不行', role: 'agent' } })).status).toBe(403)
    expect((await house.call({ method: 'POST', url: '/api/v1/api-keys', as, body: { name: '再生', permissions: ['staff.manage'] } })).status).toBe(403)
    expect(codeOf(await house.call({ method: 'POST', url: '/api/v1/staff', as, body: { number: 'kf105', name: '越权', roles: ['admin'] } }))).toBe('staff.role_exceeds')
    expect(codeOf(await house.call({ method: 'POST', url: '/api/v1/me/password', as, body: { password: PASSWORD, newPassword: PASSWORD } }))).toBe('access.session_needed')
  })

  it('end when revoked or expired, and a wrong key is told so', async () => {
    const { id, key } = (await make({ name: '官网', permissions: ['report.read'] })).body
    expect((await admin('DELETE', `/api-keys/${String(id)}`)).status).toBe(204)
    expect((await get('/me', { bearer: String(key) })).status).toBe(401)
    expect(codeOf(await admin('DELETE', `/api-keys/${String(id)}`))).toBe('api_key.revoked')
    const expiresAt = new Date(house.deps.now() + DAY).toISOString()
    const short = (await make({ name: '短期', permissions: ['report.read'], expiresAt })).body
    expect((await get('/me', { bearer: String(short['key']) })).status).toBe(200)
    house.later(DAY)
    expect((await get('/me', { bearer: String(short['key']) })).status).toBe(401)
    house.later(-DAY)
    expect((await get('/me', { bearer: 'cl_wrong' })).status).toBe(401)
    expect(codeOf(await make({ name: '过去', permissions: ['report.read'], expiresAt: '2020-01-01T00:00:00Z' }))).toBe('api_key.expired_already')
  })

  it('are shown once and kept as digests', async () => {
    const key = 'idempotency-of-keys'
    const ask = () => house.call({ method: 'POST', url: '/api/v1/api-keys', as: house.admin.as, body: { name: '重试', permissions: ['report.read'] }, headers: { 'idempotency-key': key } })
    const [first, again] = [await ask(), await ask()]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual({ id: first.body['id'] })
    const { rows } = await house.fresh.db.query({ text: 'select to_jsonb(k)::text as text from api_keys k union all select to_jsonb(i)::text from idempotency_keys i', values: [] })
    expect(JSON.stringify(rows)).not.toContain(String(first.body['key']))
  })
})
