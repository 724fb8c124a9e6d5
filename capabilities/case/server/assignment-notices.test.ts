import { describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { parseInstant } from '#kernel/instant.ts'
import type { Actor } from '../core/case-command.ts'
import type { CaseState } from '../core/case-state.ts'
import { clockNoticeKey } from '../core/settle.ts'
import { assignmentNotices, type HandedOver } from './assignment-notices.ts'

const [caseId, parentId, service, supervisors, chenYu, liJing] = ['case', 'parent', 'service', 'supervisors', 'chenYu', 'liJing'] as unknown as Id[]
const at = parseInstant('2026-11-23T09:00:00+08:00')!
const bare = { id: caseId!, observed: false, parentId: null, teamId: service!, assigneeId: null } as unknown as CaseState
const staff = (id: Id): Actor => ({ kind: 'staff', id, roles: ['agent'], overrides: false })
const happened = (id: string, type: string, data: Readonly<Record<string, unknown>> = {}) => ({ id: id as Id, type, occurredAt: at, data })
const told = (handed: Partial<HandedOver>) =>
  assignmentNotices({ before: bare, after: bare, events: [happened('e1', 'case.assigned')], actor: staff(chenYu!), at, leadId: null, ...handed }, () => 'w1' as Id)

describe('whoever gets a case', () => {
  it('is told when a second handling is opened for their team', () => {
    const after = { ...bare, parentId: parentId!, teamId: supervisors! }
    const [wish] = told({ before: null, after, events: [happened('e0', 'case.opened')], actor: { kind: 'system' } })
    expect(wish).toMatchObject({ kind: 'case.notify', dedupId: 'notify:handed:e0', payload: { to: { teamId: supervisors }, about: 'case_assigned', except: null } })
  })

  it('is told as the person it is given to, or else as the team without whoever gave it', () => {
    expect(told({ after: { ...bare, assigneeId: liJing! } })[0]?.payload).toMatchObject({ to: { staffId: liJing } })
    expect(told({ after: { ...bare, teamId: supervisors! } })[0]?.payload).toMatchObject({ to: { teamId: supervisors }, except: chenYu })
  })

  it.each([
    ['they took it themselves', { after: { ...bare, assigneeId: chenYu! } }],
    ['it stays in the same hands', {}],
    ['it came in by itself', { before: null, events: [happened('e0', 'case.opened')] }],
    ['it is imported history', { after: { ...bare, observed: true, teamId: supervisors! } }],
    ['nothing was handed over', { after: { ...bare, assigneeId: liJing! }, events: [happened('e2', 'case.noted')] }],
  ] as const)('is not told when %s', (_, handed) => expect(told(handed)).toEqual([]))

  it('by the ladder is told under the same key as the ladder’s own notice, so that nobody hears of it twice', () => {
    const events = [happened('e2', 'clock.escalated', { clockId: 'c1', rung: 'reassign' }), happened('e3', 'case.assigned', { why: 'ladder' })]
    const [wish] = told({ before: { ...bare, assigneeId: chenYu! }, after: { ...bare, assigneeId: liJing! }, events, actor: { kind: 'system' } })
    expect(wish).toMatchObject({ dedupId: 'notify:handed:e3', payload: { to: { staffId: liJing }, about: 'clock_reassign', clockId: 'c1', key: clockNoticeKey('c1' as Id, 'clock_reassign', at) } })
  })
})

describe('a case that is reopened', () => {
  const events = [happened('e4', 'case.reopened', { why: 'customer_wrote' })]
  const about = (handed: Partial<HandedOver>) => told({ events, actor: { kind: 'system' }, ...handed })[0]?.payload

  it('and lies with nobody is news for the leader of its team, or else for the team', () => {
    expect(about({ leadId: liJing! })).toMatchObject({ to: { staffId: liJing }, about: 'case_reopened', key: 'reopened:e4' })
    expect(about({})).toMatchObject({ to: { teamId: service }, about: 'case_reopened' })
  })

  it('and lies with somebody is news for them, unless they reopened it themselves', () => {
    const mine = { ...bare, assigneeId: chenYu! }
    expect(about({ before: mine, after: mine, leadId: liJing! })).toMatchObject({ to: { staffId: chenYu } })
    expect(about({ before: mine, after: mine, actor: staff(chenYu!) })).toBeUndefined()
  })
})

describe('a question to which the customer said no', () => {
  const events = [happened('e5', 'case.declined', { step: 'plan', via: 'link' })]
  const mine = { ...bare, assigneeId: chenYu! }
  const about = (handed: Partial<HandedOver>) => told({ events, before: mine, after: mine, actor: { kind: 'customer', id: null }, ...handed })[0]?.payload

  it('is news for whoever has the case, or else for the leader of its team, or else for the team', () => {
    expect(about({ leadId: liJing! })).toMatchObject({ to: { staffId: chenYu }, about: 'case_declined', key: 'declined:e5' })
    expect(about({ before: bare, after: bare, leadId: liJing! })).toMatchObject({ to: { staffId: liJing } })
    expect(about({ before: bare, after: bare })).toMatchObject({ to: { teamId: service } })
  })

  it('is no news for whoever wrote it down themselves', () => expect(about({ actor: staff(chenYu!) })).toBeUndefined())
})
