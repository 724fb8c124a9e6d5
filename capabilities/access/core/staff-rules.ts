import { refused } from '#kernel/decision.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { RoleGrants } from './permission.ts'
import { mayGrantRole, scopeOf } from './viewer.ts'
import type { Viewer } from './viewer.ts'

/** A colleague as the rules about colleagues see them. */
export type StaffMember = { readonly id: Id; readonly roles: readonly string[]; readonly teamIds: readonly Id[]; readonly active: boolean; readonly archived: boolean }

/** Roles and teams somebody is to have. */
export type Placement = { readonly roles: readonly string[]; readonly teamIds: readonly Id[] }

/** What the rules have to know: the roles of the handbook, the living teams, and how many other people administer. */
export type StaffFacts = { readonly roles: readonly RoleGrants[]; readonly teamIds: readonly Id[]; readonly otherAdministrators: number }

type Answer<Code extends string> = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal<Code> }

/** Roles that can manage every colleague: without such a person nobody could let anybody in again. */
export const administratorRoles = (roles: readonly RoleGrants[]): readonly string[] =>
  roles.filter(({ permissions }) => permissions['staff.manage'] === 'all').map(({ key }) => key)

/** Whether the viewer manages this colleague: by scope everybody, those who share a team, or oneself. */
export function managesStaff(viewer: Viewer, member: Placement & { readonly id?: Id }): boolean {
  switch (scopeOf(viewer, 'staff.manage')) {
    case undefined: return false
    case 'own': return member.id === viewer.id
    case 'team': return member.teamIds.some((id) => viewer.teamIds.includes(id))
    case 'all': return true
  }
}

/**
 * Roles and teams given to somebody: both must exist, and nobody hands out more than they hold.
 * Refuses with `staff.unknown_role`, `staff.role_exceeds`, `staff.unknown_team`.
 */
export function checkPlacement(viewer: Viewer, placed: Placement, facts: Pick<StaffFacts, 'roles' | 'teamIds'>): Answer<'staff.unknown_role' | 'staff.role_exceeds' | 'staff.unknown_team'> {
  for (const key of placed.roles) {
    const role = facts.roles.find((known) => known.key === key)
    if (role === undefined) return refused('staff.unknown_role', { role: key })
    if (!mayGrantRole(viewer, role)) return refused('staff.role_exceeds', { role: key })
  }
  const team = placed.teamIds.find((id) => !facts.teamIds.includes(id))
  return team === undefined ? { ok: true } : refused('staff.unknown_team', { team })
}

/** Nobody changes a colleague who may do more than they. Refuses with `staff.outranks`. */
export function checkRank(viewer: Viewer, member: StaffMember, roles: readonly RoleGrants[]): Answer<'staff.outranks'> {
  const held = roles.filter(({ key }) => member.roles.includes(key))
  return held.every((role) => mayGrantRole(viewer, role)) ? { ok: true } : refused('staff.outranks')
}

/** The last one who administers stays so. Refuses with `staff.last_administrator`. */
export function checkAdministratorRemains(member: StaffMember, after: { readonly roles: readonly string[]; readonly active: boolean }, facts: StaffFacts): Answer<'staff.last_administrator'> {
  const administers = (roles: readonly string[]): boolean => administratorRoles(facts.roles).some((role) => roles.includes(role))
  const leaves = member.active && !member.archived && administers(member.roles) && !(after.active && administers(after.roles))
  return leaves && facts.otherAdministrators === 0 ? refused('staff.last_administrator') : { ok: true }
}
