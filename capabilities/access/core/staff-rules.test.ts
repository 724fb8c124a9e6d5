import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import { checkPassword } from './password.ts'
import type { RoleGrants } from './permission.ts'
import { administratorRoles, checkAdministratorRemains, checkPlacement, checkRank, managesStaff } from './staff-rules.ts'
import { ACCOUNT_LIMIT, secondsToWait } from './throttle.ts'
import { viewerFor } from './viewer.ts'

const id = (n: number) => uuidv7(instant(1_795_000_000_000 + n), new Uint8Array(10).fill(n))
const admin: RoleGrants = { key: 'admin', permissions: { 'staff.manage': 'all', 'case.read': 'all' } }
const lead: RoleGrants = { key: 'lead', permissions: { 'staff.manage': 'team', 'case.read': 'team' } }
const agent: RoleGrants = { key: 'agent', permissions: { 'case.read': 'team' } }
const roles = [admin, lead, agent]
const [service, support] = [id(11), id(12)]
const boss = viewerFor({ id: id(1), name: '管理员', roles: ['admin'], teamIds: [] }, roles)
const leader = viewerFor({ id: id(2), name: '组长', roles: ['lead'], teamIds: [service] }, roles)
const facts = { roles, teamIds: [service, support], otherAdministrators: 0 }
const member = (key: string, teamIds = [service]) => ({ id: id(9), roles: [key], teamIds, active: true, archived: false })

describe('managing colleagues', () => {
  it('reaches as far as the scope of staff.manage', () => {
    expect(managesStaff(boss, member('agent', []))).toBe(true)
    expect(managesStaff(leader, member('agent'))).toBe(true)
    expect(managesStaff(leader, member('agent', [support]))).toBe(false)
    expect(managesStaff(viewerFor({ id: id(3), name: '陈宇', roles: ['agent'], teamIds: [service] }, roles), member('agent'))).toBe(false)
  })

  it('gives only roles and teams that exist and that do not exceed one’s own', () => {
    expect(checkPlacement(boss, { roles: ['agent'], teamIds: [service] }, facts)).toEqual({ ok: true })
    expect(checkPlacement(leader, { roles: ['admin'], teamIds: [] }, facts)).toMatchObject({ refusal: { code: 'staff.role_exceeds' } })
    expect(checkPlacement(boss, { roles: ['pilot'], teamIds: [] }, facts)).toMatchObject({ refusal: { code: 'staff.unknown_role', params: { role: 'pilot' } } })
    expect(checkPlacement(boss, { roles: ['agent'], teamIds: [id(77)] }, facts)).toMatchObject({ refusal: { code: 'staff.unknown_team' } })
  })

  it('does not touch those who may do more', () => {
    expect(checkRank(leader, member('admin'), roles)).toMatchObject({ refusal: { code: 'staff.outranks' } })
    expect(checkRank(leader, member('agent'), roles)).toEqual({ ok: true })
  })

  it('never loses the last administrator', () => {
    expect(administratorRoles(roles)).toEqual(['admin'])
    const leaving = [{ roles: ['agent'], active: true }, { roles: ['admin'], active: false }, { roles: [], active: false }]
    for (const after of leaving) {
      expect(checkAdministratorRemains(member('admin'), after, facts)).toMatchObject({ refusal: { code: 'staff.last_administrator' } })
      expect(checkAdministratorRemains(member('admin'), after, { ...facts, otherAdministrators: 1 })).toEqual({ ok: true })
      expect(checkAdministratorRemains(member('agent'), after, facts)).toEqual({ ok: true })
    }
    expect(checkAdministratorRemains(member('admin'), { roles: ['admin', 'agent'], active: true }, facts)).toEqual({ ok: true })
  })
})

describe('a new password', () => {
  it.each([
    ['short', 'access.password_too_short'],
    ['x'.repeat(129), 'access.password_too_long'],
    ['abababababab', 'access.password_too_plain'],
    ['my-Wang.Li-2026', 'access.password_holds_name'],
    ['password1234', 'access.password_common'],
    ['P@ssw0rd2026!', 'access.password_common'],
    ['qwertyuiop', 'access.password_common'],
    ['1234567890', 'access.password_common'],
    ['admin123456', 'access.password_common'],
    ['iloveyou520', 'access.password_common'],
    ['woaini5201314', 'access.password_common'],
    ['19880808abc', 'access.password_common'],
    ['CareLoop@2026', 'access.password_common'],
    ['1qaz2wsx3edc', 'access.password_common'],
    ['关怀闭环密码12345', 'access.password_common'],
  ])('%s is refused as %s', (password, code) => expect(checkPassword(password, ['kf001', 'wang.li'])).toMatchObject({ ok: false, refusal: { code } }))

  it('is not made of the staff number, however short that is', () => expect(checkPassword('001-12345678', ['001'])).toMatchObject({ refusal: { code: 'access.password_common' } }))

  it.each(['correct horse battery staple', 'Kz7-mRq2-wVx9', 'password of my bicycle'])('%s holds enough of its own', (password) => expect(checkPassword(password, ['kf001'])).toEqual({ ok: true }))

  it('may be a sentence in Chinese', () => expect(checkPassword('春风又绿江南岸明月何时', ['kf001'])).toEqual({ ok: true }))
})

describe('trying passwords', () => {
  it('waits for the rest of the window once the limit is passed, not before', () => {
    const windowStart = instant(1_795_000_000_000)
    const now = instant(windowStart + 60_000)
    expect(secondsToWait({ windowStart, count: ACCOUNT_LIMIT.attemptsMax }, ACCOUNT_LIMIT, now)).toBe(0)
    expect(secondsToWait({ windowStart, count: ACCOUNT_LIMIT.attemptsMax + 1 }, ACCOUNT_LIMIT, now)).toBe(14 * 60)
    expect(secondsToWait({ windowStart, count: 99 }, ACCOUNT_LIMIT, instant(windowStart + ACCOUNT_LIMIT.window))).toBe(1)
  })
})
