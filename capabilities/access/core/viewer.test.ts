import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import { audienceOf } from './audience.ts'
import type { AudienceSubject } from './audience.ts'
import { maskMail, maskName, maskPhone, shownTo } from './masking.ts'
import { PERMISSIONS } from './permission.ts'
import type { RoleGrants } from './permission.ts'
import { authorise, keysOf, may, mayGrantRole, mayGrantToKey, mayOn, scopeOf, viewerFor, viewerForApiKey } from './viewer.ts'

const id = (n: number): Id => uuidv7(instant(1_795_000_000_000 + n), new Uint8Array(10).fill(n))
const [chenYu, zhouMin, liQiang, service, support] = [id(1), id(2), id(3), id(11), id(12)]

const agent: RoleGrants = { key: 'agent', permissions: { 'case.read': 'team', 'case.reply': 'team', 'case.note': 'team', 'customer.read_full': 'own' } }
const engineer: RoleGrants = { key: 'engineer', permissions: { 'case.read': 'own', 'case.reply': 'own', 'case.note': 'own' } }
const supervisor: RoleGrants = { key: 'supervisor', permissions: { 'case.read': 'all', 'case.reply': 'team' } }
const roles = [agent, engineer, supervisor]

const viewers = {
  agent: viewerFor({ id: chenYu, name: '陈宇', roles: ['agent'], teamIds: [service] }, roles),
  engineer: viewerFor({ id: liQiang, name: '李强', roles: ['engineer'], teamIds: [support] }, roles),
  supervisor: viewerFor({ id: zhouMin, name: '周敏', roles: ['supervisor'], teamIds: [service] }, roles),
}
const cases: Readonly<Record<'mine' | 'ours' | 'helped' | 'strangers', AudienceSubject>> = {
  mine: { teamId: support, assigneeId: chenYu, collaboratorIds: [] },
  ours: { teamId: service, assigneeId: zhouMin, collaboratorIds: [] },
  helped: { teamId: support, assigneeId: liQiang, collaboratorIds: [chenYu] },
  strangers: { teamId: support, assigneeId: liQiang, collaboratorIds: [] },
}

describe('who may do what', () => {
  it.each([
    ['agent', 'mine', 'case.reply', 'ok'],
    ['agent', 'ours', 'case.reply', 'ok'],
    ['agent', 'helped', 'case.note', 'ok'],
    ['agent', 'helped', 'case.reply', 'forbidden'],
    ['agent', 'strangers', 'case.read', 'hidden'],
    ['agent', 'strangers', 'case.reply', 'hidden'],
    ['agent', 'ours', 'case.dismiss', 'forbidden'],
    ['agent', 'strangers', 'case.dismiss', 'hidden'],
    ['engineer', 'ours', 'case.read', 'hidden'],
    ['engineer', 'strangers', 'case.reply', 'ok'],
    ['supervisor', 'strangers', 'case.read', 'ok'],
    ['supervisor', 'strangers', 'case.reply', 'forbidden'],
    ['supervisor', 'ours', 'case.reply', 'ok'],
  ] as const)('%s and the case that is %s: %s is %s', (who, which, permission, expected) => {
    expect(authorise(viewers[who], permission, cases[which])).toBe(expected)
  })

  it('of several roles the widest scope counts, and a role the handbook has dropped gives nothing', () => {
    const both = viewerFor({ id: chenYu, name: '陈宇', roles: ['engineer', 'supervisor', 'dropped'], teamIds: [] }, roles)
    expect(scopeOf(both, 'case.read')).toBe('all')
    expect(scopeOf(both, 'case.note')).toBe('own')
    expect(may(viewerFor({ id: chenYu, name: '陈宇', roles: ['dropped'], teamIds: [] }, roles), 'case.read')).toBe(false)
  })

  it('an API key reaches everything it was given and nothing else', () => {
    const key = viewerForApiKey({ id: id(30), name: '官网', permissions: ['case.read'] })
    expect(mayOn(key, 'case.read', cases.strangers)).toBe(true)
    expect(authorise(key, 'case.reply', cases.strangers)).toBe('forbidden')
    expect(authorise(viewerForApiKey({ id: id(31), name: '报表', permissions: ['report.read'] }), 'case.read', cases.mine)).toBe('hidden')
  })

  it('nobody hands out more than they hold', () => {
    expect(mayGrantRole(viewers.agent, engineer)).toBe(true)
    expect(mayGrantRole(viewers.agent, supervisor)).toBe(false)
    expect(mayGrantToKey(viewers.supervisor, 'case.read')).toBe(true)
    expect(mayGrantToKey(viewers.agent, 'case.read')).toBe(false)
    expect(mayGrantToKey(viewers.agent, 'staff.manage')).toBe(false)
  })

  it('seeing a case by its audience is the same as being allowed to read it', () => {
    for (const viewer of Object.values(viewers)) {
      for (const subject of Object.values(cases)) {
        const filed = audienceOf(subject)
        expect(viewer.keys.some((key) => filed.includes(key))).toBe(mayOn(viewer, 'case.read', subject))
      }
    }
  })

  it('what a permission reaches by audience is what it reaches case by case: whoever only helped edits nothing', () => {
    for (const viewer of Object.values(viewers)) {
      for (const subject of Object.values(cases)) {
        for (const permission of PERMISSIONS) {
          expect(keysOf(viewer, permission).some((key) => audienceOf(subject).includes(key))).toBe(mayOn(viewer, permission, subject))
        }
      }
    }
  })

  it('files a case once under each key, and always under everything', () => {
    expect(audienceOf({ teamId: null, assigneeId: null, collaboratorIds: [] })).toEqual(['all'])
    expect(audienceOf({ teamId: service, assigneeId: chenYu, collaboratorIds: [chenYu, zhouMin] })).toEqual([`p:${chenYu}`, `h:${zhouMin}`, `t:${service}`, 'all'])
  })

  it('names each permission once', () => {
    expect(new Set(PERMISSIONS).size).toBe(PERMISSIONS.length)
  })
})

describe('masking', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['+8613812341234', '+86138****1234'],
    ['62281234', '****1234'],
    ['12345', '***45'],
    ['1', '1'],
  ])('phone %s reads %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))

  it.each([
    ['wangli@example.com', 'w***@example.com'],
    ['丽@例子.中国', '丽***@例子.中国'],
    ['no address', '***'],
    ['@example.com', '***'],
  ])('mail %s reads %s', (mail, masked) => expect(maskMail(mail)).toBe(masked))

  it.each([['王丽', '王*'], ['欧阳明月', '欧***'], ['𠮷野', '𠮷*'], ['李', '*'], ['Alexander', 'A***']])('name %s reads %s', (name, masked) => expect(maskName(name)).toBe(masked))

  it('shows the value in full only where customer.read_full reaches the case', () => {
    expect(shownTo(viewers.agent, cases.mine, '13812341234', maskPhone)).toBe('13812341234')
    expect(shownTo(viewers.agent, cases.ours, '13812341234', maskPhone)).toBe('138****1234')
  })
})
