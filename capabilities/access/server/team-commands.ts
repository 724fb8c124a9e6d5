import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { NewTeam, TeamChange } from '../contract.ts'
import { scopeOf } from '../core/viewer.ts'
import type { Viewer } from '../core/viewer.ts'
import { unlessTaken } from './conflict.ts'
import { HIDDEN, lacking } from './deps.ts'
import type { AccessDeps, CommandContext, Outcome } from './deps.ts'
import { appendEvent } from './event-store.ts'
import { insertTeam, leadExists, readTeams, teamToChange, updateTeam } from './team-store.ts'
import type { TeamRow } from './team-store.ts'

/** Whether the viewer manages this team: every team, or those they belong to. */
function managesTeam(viewer: Viewer, id: Id): boolean {
  const scope = scopeOf(viewer, 'team.manage')
  return scope === 'all' || (scope === 'team' && viewer.teamIds.includes(id))
}

/** Forms a team of a role. */
export async function createTeam(deps: AccessDeps, context: CommandContext, viewer: Viewer, input: NewTeam): Promise<Outcome<{ readonly id: Id }>> {
  if (scopeOf(viewer, 'team.manage') !== 'all') return lacking('team.manage')
  const id = deps.newId()
  const leadId = input.leadId ?? null
  return unlessTaken(deps.db.transaction<Outcome<{ readonly id: Id }>>([leadExists(leadId)], async ([lead]) => {
    if (!deps.roles().some(({ key }) => key === input.role)) return { abandon: true, answer: refused('staff.unknown_role', { role: input.role }) }
    if (leadId !== null && lead?.rowCount !== 1) return { abandon: true, answer: refused('team.unknown_lead') }
    const event = appendEvent(context, deps.newId, { kind: 'team', id }, { type: 'team.created', data: { role: input.role } })
    return { writes: [insertTeam({ id, name: input.name.trim(), role: input.role, leadId, at: context.at }), event, ...context.settle({ team: id })], answer: { ok: true, value: { id } } }
  }))
}

/** Changes name, role or lead. */
export function changeTeam(deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id, change: TeamChange): Promise<Outcome<null>> {
  const leadId = change.leadId ?? null
  return unlessTaken(deps.db.transaction<Outcome<null>>([teamToChange(id), leadExists(leadId)], async ([rows, lead]) => {
    const team = rows && readTeams(rows)[0]
    const refusal = mayChange(deps, viewer, team, change, leadId === null || lead?.rowCount === 1)
    if (refusal !== null || !team) return { abandon: true, answer: refusal ?? HIDDEN }
    const changed = { id, name: change.name?.trim() ?? team.name, role: change.role ?? team.role, leadId: change.leadId === undefined ? team.leadId : leadId, archivedAt: null }
    const event = appendEvent(context, deps.newId, { kind: 'team', id }, { type: 'team.changed', data: { fields: Object.keys(change).toSorted() } })
    return { writes: [updateTeam(changed), event, ...context.settle({ team: id })], answer: { ok: true, value: null } }
  }))
}

function mayChange(deps: AccessDeps, viewer: Viewer, team: TeamRow | undefined, change: TeamChange, leadWorks: boolean): Exclude<Outcome<null>, { ok: true }> | null {
  if (!team) return HIDDEN
  if (!managesTeam(viewer, team.id)) return lacking('team.manage')
  if (team.archivedAt !== null) return refused('team.archived')
  if (change.role !== undefined && !deps.roles().some(({ key }) => key === change.role)) return refused('staff.unknown_role', { role: change.role })
  return leadWorks ? null : refused('team.unknown_lead')
}

/** A team is dissolved; its row and history stay. */
export const archiveTeam = (deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id): Promise<Outcome<null>> =>
  archiving(deps, viewer, id, (team) => (team.archivedAt === null ? { ok: true, value: archived(deps, context, team, context.at) } : refused('team.archived')))

/** A dissolved team works again; its name must be free. */
export const restoreTeam = (deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id): Promise<Outcome<null>> =>
  archiving(deps, viewer, id, (team) => (team.archivedAt === null ? refused('team.not_archived') : { ok: true, value: archived(deps, context, team, null) }))

function archiving(deps: AccessDeps, viewer: Viewer, id: Id, decide: (team: TeamRow) => Outcome<readonly Statement[]>): Promise<Outcome<null>> {
  return unlessTaken(deps.db.transaction<Outcome<null>>([teamToChange(id)], async ([rows]) => {
    const team = rows && readTeams(rows)[0]
    if (!team) return { abandon: true, answer: HIDDEN }
    // A dissolved team has no members, so only those who manage every team can bring it back.
    const decided = managesTeam(viewer, id) ? decide(team) : lacking('team.manage')
    return decided.ok ? { writes: decided.value, answer: { ok: true, value: null } } : { abandon: true, answer: decided }
  }))
}

const archived = (deps: AccessDeps, context: CommandContext, team: TeamRow, archivedAt: Instant | null): readonly Statement[] => [
  updateTeam({ id: team.id, name: team.name, role: team.role, leadId: team.leadId, archivedAt }),
  appendEvent(context, deps.newId, { kind: 'team', id: team.id }, { type: archivedAt === null ? 'team.restored' : 'team.archived', data: {} }),
  ...context.settle({ team: team.id }),
]
