import { queryOptions } from '@tanstack/react-query'
import type { Invitation, Me, Staff, Team } from '../../contract.ts'
import { managesStaff } from '../../core/staff-rules.ts'
import { askAccess } from '../pieces/access-api.ts'
import { allOf, colleaguesQuery, from } from '../pieces/directory.ts'

export const archivedPeopleQuery = queryOptions({
  queryKey: ['staff', 'archived'],
  queryFn: async ({ signal }) => allOf<Staff>(async (after) => askAccess('GET /api/v1/staff', { query: { ...from(after), archived: true } }, { signal })),
})

export const archivedTeamsQuery = queryOptions({
  queryKey: ['teams', 'archived'],
  queryFn: async ({ signal }) => allOf<Team>(async (after) => askAccess('GET /api/v1/teams', { query: { ...from(after), archived: true } }, { signal })),
})

export const invitationsQuery = queryOptions({
  queryKey: ['staff-invitations'],
  queryFn: async ({ signal }) => allOf<Invitation>(async (after) => askAccess('GET /api/v1/staff/invitations', { query: from(after) }, { signal })),
})

/** What is read again after somebody was changed. */
export const PEOPLE_CHANGED = [colleaguesQuery.queryKey, ['teams'], invitationsQuery.queryKey] as const

/** Whether the reader manages this colleague. */
export const managedBy = (me: Me, member: Pick<Staff, 'id' | 'roles' | 'teamIds'>): boolean =>
  managesStaff({ kind: me.kind, id: me.id, name: me.name, roles: me.roles, teamIds: me.teamIds, permissions: me.permissions, keys: [] }, member)

/** Whether what was typed is found in what is known of a person. */
export function isFound(person: Pick<Staff, 'name' | 'number' | 'email'>, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return wanted === '' || [person.name, person.number, person.email ?? ''].some((text) => text.toLowerCase().includes(wanted))
}
