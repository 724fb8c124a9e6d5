import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, later } from '#kernel/instant.ts'
import { codeOf, openAccessHouse, ORIGIN, PASSWORD } from '#tests/access/access-house.ts'
import type { AccessHouse, Credential } from '#tests/access/access-house.ts'
import { codeAt } from '#tests/access/authenticator.ts'
import { forgetExpired } from './forget-expired.ts'

let house: AccessHouse
beforeAll(async () => {
  house = await openAccessHouse()
})
afterAll(() => house.close())

const me = (as: Credential) => house.call({ method: 'GET', url: '/api/v1/me', as })
const count = async (sql: string): Promise<number> => Number((await house.fresh.db.query({ text: `select count(*) as n from ${sql}`, values: [] })).rows[0]?.['n'])

describe('signing in', () => {
  it('shows who one is and what one may do, by number or mail address', async () => {
    const answer = await me(house.admin.as)
    expect(answer.body).toMatchObject({ kind: 'staff', name: '管理员', roles: ['admin'], mustChangePassword: false, totp: false })
    expect(answer.body['permissions']).toMatchObject({ 'staff.manage': 'all' })
    await house.call({ method: 'POST', url: '/api/v1/staff', as: house.admin.as, body: { number: 'kf010', name: '周敏', email: 'Zhou.Min@example.com', roles: ['agent'] } })
    expect(codeOf(await house.signIn('zhou.min@EXAMPLE.com', 'wrong password'))).toBe('access.credentials_wrong')
  })

  it('keeps the cookie from scripts and other sites', async () => {
    const answer = await house.signIn('admin', PASSWORD)
    expect(answer.status).toBe(201)
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/)
  })

  it('knows only the cookies it has signed', async () => {
    const { cookie } = house.admin.as as { cookie: string }
    const [token = ''] = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')
    for (const forged of [token, `${token}.`, `${token}.AAAA`, 'x.y', '']) {
      expect((await me({ cookie: `careloop_session=${encodeURIComponent(forged)}` })).status).toBe(401)
    }
  })

  it('runs one hash whoever is asked for, so that the time tells nothing', async () => {
    const person = await house.hire('kf011', ['agent'])
    const gone = await house.hire('kf012', ['agent'])
    await house.call({ method: 'POST', url: `/api/v1/staff/${gone.id}/archival`, as: house.admin.as })
    for (const account of [person.number, 'nobody-here', gone.number]) {
      const before = house.hashes.count
      const answer = await house.signIn(account, 'not the password')
      expect([answer.status, codeOf(answer), house.hashes.count - before]).toEqual([401, 'access.credentials_wrong', 1])
    }
  })

  it('leaves nothing behind when the password is wrong', async () => {
    const before = [await count('events'), await count('auth.sessions')]
    await house.signIn('admin', 'wrong password')
    expect([await count('events'), await count('auth.sessions')]).toEqual(before)
  })

  it('gives a new session each time and ends the one the browser had (no fixation)', async () => {
    const first = await house.signIn('kf011', PASSWORD)
    const again = await house.call({ method: 'POST', url: '/api/v1/sessions', as: { cookie: String(first.cookie) }, body: { account: 'kf011', password: PASSWORD } })
    expect(again.cookie).not.toBe(first.cookie)
    expect((await me({ cookie: String(first.cookie) })).status).toBe(401)
    expect((await me({ cookie: String(again.cookie) })).status).toBe(200)
  })

  it('ends with signing out', async () => {
    const { cookie } = await house.signIn('kf011', PASSWORD)
    expect((await house.call({ method: 'DELETE', url: '/api/v1/sessions/current', as: { cookie: String(cookie) } })).status).toBe(204)
    expect((await me({ cookie: String(cookie) })).status).toBe(401)
  })

  it('refuses changes that another site makes the browser ask for', async () => {
    const call = { method: 'POST', url: '/api/v1/teams', as: house.admin.as, body: { name: '外站', role: 'agent' } } as const
    expect(codeOf(await house.call({ ...call, headers: { origin: 'https://evil.example' } }))).toBe('access.bad_origin')
    expect(codeOf(await house.call({ ...call, headers: { origin: 'null' } }))).toBe('access.bad_origin')
    expect(codeOf(await house.call({ method: 'POST', url: '/api/v1/sessions', body: { account: 'admin', password: PASSWORD }, headers: { origin: 'https://evil.example' } }))).toBe('access.bad_origin')
    expect((await house.call({ ...call, headers: { origin: ORIGIN } })).status).toBe(201)
  })
})

describe('a one-time password', () => {
  it('opens nothing but the change of the password', async () => {
    const made = await house.call({ method: 'POST', url: '/api/v1/staff', as: house.admin.as, body: { number: 'kf020', name: '陈宇', roles: ['agent'] } })
    const password = String(made.body['oneTimePassword'])
    const signedIn = await house.signIn('kf020', password)
    const as = { cookie: String(signedIn.cookie) }
    expect(signedIn.body['mustChangePassword']).toBe(true)
    const list = await house.call({ method: 'GET', url: '/api/v1/staff', as })
    expect([list.status, codeOf(list)]).toEqual([403, 'access.password_change_required'])
    const change = (newPassword: string) => house.call({ method: 'POST', url: '/api/v1/me/password', as, body: { password, newPassword } })
    expect(codeOf(await change('short'))).toBe('access.password_too_short')
    expect(codeOf(await change('aaaaaaaaaaaa'))).toBe('access.password_too_plain')
    expect(codeOf(await change('my-kf020-password'))).toBe('access.password_holds_name')
    expect(codeOf(await change(password))).toBe('access.password_unchanged')
    expect((await change(PASSWORD)).status).toBe(204)
    expect((await house.call({ method: 'GET', url: '/api/v1/staff', as })).status).toBe(200)
    expect((await house.signIn('kf020', password)).status).toBe(401)
  })

  it('changing the password ends the other sessions', async () => {
    const person = await house.hire('kf021', ['agent'])
    const elsewhere = await house.signIn(person.number, PASSWORD)
    await house.call({ method: 'POST', url: '/api/v1/me/password', as: person.as, body: { password: PASSWORD, newPassword: '桃李春风一杯酒-2026' } })
    expect((await me({ cookie: String(elsewhere.cookie) })).status).toBe(401)
    expect((await me(person.as)).status).toBe(200)
  })
})

describe('whoever tries many passwords', () => {
  it('has to wait, whatever address they claim, and even the right password waits', async () => {
    const person = await house.hire('kf030', ['agent'])
    const tries = Array.from({ length: 10 }, (_, index) => index)
    for (const index of tries) {
      const answer = await house.call({ method: 'POST', url: '/api/v1/sessions', body: { account: person.number, password: `guess ${index}` }, headers: { 'x-forwarded-for': `203.0.113.${index}` } })
      expect(answer.status).toBe(401)
    }
    const refused = await house.signIn(person.number, PASSWORD)
    expect(refused.status).toBe(429)
    expect((refused.body['error'] as { message: string }).message).toMatch(/^尝试次数过多，请在 1\d 分钟后再试$/)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(600)
    const english = await house.call({ method: 'POST', url: '/api/v1/sessions', body: { account: person.number, password: PASSWORD }, headers: { 'accept-language': 'en' } })
    expect((english.body['error'] as { message: string }).message).toMatch(/^Too many attempts; please try again in 1\d minutes$/)
    house.later(16 * 60_000)
    expect((await house.signIn(person.number, PASSWORD)).status).toBe(201)
  })

  it('is also counted by address over all accounts', async () => {
    house.later(16 * 60_000)
    const statuses: number[] = []
    for (let index = 0; index < 62; index++) statuses.push((await house.signIn(`nobody-${index}`, 'guess')).status)
    expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true)
    expect(statuses.slice(60)).toEqual([429, 429])
    house.later(16 * 60_000)
  })
})

describe('two-step verification', () => {
  it('whose beginning got no answer is begun again under the same key, with what is to be kept', async () => {
    const person = await house.hire('kf041', ['agent'])
    const begin = () => house.call({ method: 'POST', url: '/api/v1/me/totp', as: person.as, body: { password: PASSWORD }, headers: { 'idempotency-key': 'totp-of-kf041' } })
    await begin()
    const { status, body } = await begin()
    expect([status, (body['backupCodes'] as string[] | undefined)?.length]).toEqual([200, 10])
    const right = codeAt(String(body['uri']), Date.now())
    expect((await house.call({ method: 'POST', url: '/api/v1/me/totp/verification', as: person.as, body: { code: right } })).status).toBe(204)
  })

  it('asks for a code once one was shown to work, takes each code once, and can be ended', async () => {
    const person = await house.hire('kf040', ['agent'])
    const wrong = await house.call({ method: 'POST', url: '/api/v1/me/totp', as: person.as, body: { password: 'wrong' } })
    expect(codeOf(wrong)).toBe('access.password_wrong')
    const setup = await house.call({ method: 'POST', url: '/api/v1/me/totp', as: person.as, body: { password: PASSWORD } })
    expect(setup.status).toBe(200)
    expect((await house.signIn(person.number, PASSWORD)).status).toBe(201)
    const uri = String(setup.body['uri'])
    const confirm = (code: string) => house.call({ method: 'POST', url: '/api/v1/me/totp/verification', as: person.as, body: { code } })
    const right = codeAt(uri, Date.now())
    expect(codeOf(await confirm(right === '000000' ? '111111' : '000000'))).toBe('access.totp_wrong')
    const confirmed = await confirm(right)
    expect(confirmed.status).toBe(204)
    const as = { cookie: String(confirmed.cookie) }
    expect((await me(as)).body['totp']).toBe(true)
    expect((await me(person.as)).status).toBe(401)
    expect(codeOf(await house.signIn(person.number, PASSWORD))).toBe('access.code_needed')
    expect(codeOf(await house.signIn(person.number, PASSWORD, right === '000000' ? '111111' : '000000'))).toBe('access.code_wrong')
    const shown = codeAt(uri, Date.now())
    expect((await house.signIn(person.number, PASSWORD, shown)).status).toBe(201)
    expect(codeOf(await house.signIn(person.number, PASSWORD, shown))).toBe('access.code_wrong')
    const [backup = ''] = setup.body['backupCodes'] as string[]
    expect((await house.signIn(person.number, PASSWORD, backup)).status).toBe(201)
    expect(codeOf(await house.signIn(person.number, PASSWORD, backup))).toBe('access.code_wrong')
    expect((await house.call({ method: 'DELETE', url: '/api/v1/me/totp', as, body: { password: PASSWORD } })).status).toBe(204)
    expect((await house.signIn(person.number, PASSWORD)).status).toBe(201)
  })
})

describe('what ran out', () => {
  it('is forgotten, and nothing that still counts', async () => {
    await house.signIn('kf011', PASSWORD)
    const living = await count('auth.sessions')
    await house.fresh.db.write(forgetExpired(house.deps.now()))
    expect(await count('auth.sessions')).toBe(living)
    await house.fresh.db.write(forgetExpired(later(house.deps.now(), 8 * DAY)))
    expect([await count('auth.sessions'), await count('auth.verifications'), await count('throttle')]).toEqual([0, 0, 0])
  })
})

describe('behind https', () => {
  it('the cookie travels encrypted only', async () => {
    const secure = await openAccessHouse({ publicUrl: 'https://care.example.com' })
    try {
      const answer = await secure.signIn('admin', PASSWORD)
      expect(String(answer.headers['set-cookie'])).toMatch(/^__Secure-careloop_session=.*HttpOnly; Secure; SameSite=Lax/)
      expect((await secure.call({ method: 'GET', url: '/api/v1/me', as: { cookie: String(answer.cookie) } })).status).toBe(200)
      expect((await secure.call({ method: 'POST', url: '/api/v1/me/totp', as: { cookie: String(answer.cookie) }, body: { password: PASSWORD } })).status).toBe(200)
    } finally {
      await secure.close()
    }
  })
})

describe('the history', () => {
  it('holds ids, codes and field names, never a name, number, address or secret', async () => {
    const { rows } = await house.fresh.db.query({ text: 'select type, data::text as data from events', values: [] })
    expect(rows.length).toBeGreaterThan(10)
    const text = JSON.stringify(rows)
    for (const personal of ['周敏', '陈宇', '管理员', 'kf0', 'example.com', PASSWORD]) expect(text).not.toContain(personal)
  })
})
