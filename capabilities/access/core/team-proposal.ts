import type { Id } from '#kernel/id.ts'
import { widerScope, type RoleGrants, type Scope } from './permission.ts'

type TeamOfRole = { readonly id: Id; readonly role: string }

/** Whether somebody with these roles sees cases only through a team: without one they would not even see a case they opened. */
export function needsTeam(roles: readonly Pick<RoleGrants, 'permissions'>[]): boolean {
  let widest: Scope | undefined
  for (const { permissions } of roles) if (permissions['case.read'] !== undefined) widest = widerScope(widest, permissions['case.read'])
  return widest === 'team'
}

/** The teams chosen so far with the one that has this role; where several have it, somebody has to say which. */
export function teamsWithRole(chosen: readonly Id[], role: string, teams: readonly TeamOfRole[]): readonly Id[] {
  const only = onlyTeam(role, teams)
  return only === null || chosen.includes(only) ? chosen : [...chosen, only]
}

/** The teams chosen so far without the one that came with this role. */
export const teamsWithoutRole = (chosen: readonly Id[], role: string, teams: readonly TeamOfRole[]): readonly Id[] => chosen.filter((id) => id !== onlyTeam(role, teams))

function onlyTeam(role: string, teams: readonly TeamOfRole[]): Id | null {
  const [first, ...others] = teams.filter((team) => team.role === role)
  return first === undefined || others.length > 0 ? null : first.id
}
