import { describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { parseInstant } from '#kernel/instant.ts'
import type { Actor } from '../core/case-command.ts'
import type { CaseState } from '../core/case-state.ts'
import { assignmentNotices, type HandedOver } from './assignment-notices.ts'

const [caseId, parentId, service, supervisors, chenYu, liJing] = ['case', 'parent', 'service', 'supervisors', 'chenYu', 'liJing'] as unknown as Id[]
const at = parseInstant('2026-11-23T09:00:00+08:00')!
const bare = { id: caseId!, observed: false, parentId: null, teamId: service!, assigneeId: null } as unknown as CaseState
const staff = (id: Id): Actor => ({ kind: 'staff', id, roles: ['agent'], overrides: false })
const told = (handed: Partial<HandedOver>) =>
  assignmentNotices({ before: bare, after: bare, events: [{ id: 'e1' as Id, type: 'case.assigned' }], actor: staff(chenYu!), at, ...handed }, () => 'w1' as Id)

describe('whoever gets a case', () => {
  it('is told when a second handling is opened for their team', () => {
    const after = { ...bare, parentId: parentId!, teamId: supervisors! }
    const [wish] = told({ before: null, after, events: [{ id: 'e0' as Id, type: 'case.opened' }], actor: { kind: 'system' } })
    expect(wish).toMatchObject({ kind: 'case.notify', dedupId: 'notify:assigned:e0', payload: { to: { teamId: supervisors }, about: 'case_assigned', except: null } })
  })

  it('is told as the person it is given to, or else as the team without whoever gave it', () => {
    expect(told({ after: { ...bare, assigneeId: liJing! } })[0]?.payload).toMatchObject({ to: { staffId: liJing } })
    expect(told({ after: { ...bare, teamId: supervisors! } })[0]?.payload).toMatchObject({ to: { teamId: supervisors }, except: chenYu })
  })

  it.each([
    ['they took it themselves', { after: { ...bare, assigneeId: chenYu! } }],
    ['it stays in the same hands', {}],
    ['it came in by itself', { before: null, events: [{ id: 'e0' as Id, type: 'case.opened' }] }],
    ['it is imported history', { after: { ...bare, observed: true, teamId: supervisors! } }],
    ['nothing was handed over', { after: { ...bare, assigneeId: liJing! }, events: [{ id: 'e2' as Id, type: 'case.noted' }] }],
  ] as const)('is not told when %s', (_, handed) => expect(told(handed)).toEqual([]))
})
