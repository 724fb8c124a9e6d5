import { mayOn, scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import { forbidden, refusal } from '#platform/http/problem.ts'
import type { CaseDeps } from './case-deps.ts'
import { readTeams } from './run-cases.ts'
import { teamsStatement } from './store.ts'

/**
 * The team a new case is opened for. Unless the permission reaches everything it is one of the viewer's own or the intake, the oldest team
 * of the role that owns the scenario: whoever may open at all may hand a matter to it. Null: the intake, as for a case that comes in by itself.
 */
export async function teamToOpenFor(deps: CaseDeps, viewer: Viewer, { teamId, scenario }: { readonly teamId: Id | null; readonly scenario: string }): Promise<Id | null> {
  const everywhere = scopeOf(viewer, 'case.open') === 'all'
  if (everywhere && teamId === null) return null
  const teams = [...readTeams(await deps.db.query(teamsStatement))].map(([id, { role }]) => ({ id: id as Id, role }))
  const owner = (await deps.handbooks.current()).scenario(scenario)?.definition.owner
  const taking = teams.filter(({ role }) => role === owner)
  if (teamId === null) return taking.find(({ id }) => reaches(viewer, id))?.id ?? null
  if (!everywhere && !reaches(viewer, teamId) && taking[0]?.id !== teamId) throw forbidden('case.open')
  if (!teams.some(({ id }) => id === teamId)) throw refusal({ code: 'case.team_role', params: { role: '' } })
  return teamId
}

/**
 * The role whose oldest team gets a child case: the same rule. Unless the permission reaches everything it is the role that owns the scenario,
 * or one whose oldest team is the viewer's own.
 */
export async function roleToOpenFor(deps: CaseDeps, viewer: Viewer, { role, scenario }: { readonly role: string | null; readonly scenario: string }): Promise<string> {
  const owner = (await deps.handbooks.current()).scenario(scenario)?.definition.owner ?? ''
  if (role === null || role === owner || scopeOf(viewer, 'case.open') === 'all') return role ?? owner
  const getting = [...readTeams(await deps.db.query(teamsStatement))].find(([, team]) => team.role === role)?.[0]
  if (getting === undefined || !reaches(viewer, getting as Id)) throw forbidden('case.open')
  return role
}

const reaches = (viewer: Viewer, teamId: Id): boolean => mayOn(viewer, 'case.open', { teamId, assigneeId: null, collaboratorIds: [] })
