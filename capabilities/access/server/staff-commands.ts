import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { AccessEvent, NewStaff, StaffChange } from '../contract.ts'
import { administratorRoles, checkAdministratorRemains, checkPlacement, checkRank, managesStaff } from '../core/staff-rules.ts'
import type { StaffFacts } from '../core/staff-rules.ts'
import type { Viewer } from '../core/viewer.ts'
import { unlessTaken } from './conflict.ts'
import { HIDDEN, lacking } from './deps.ts'
import type { AccessDeps, CommandContext, Outcome } from './deps.ts'
import { appendEvent } from './event-store.ts'
import { oneTimePassword } from './secret.ts'
import { endSessions } from './session-store.ts'
import { administratorsBeside, forgetTotp, insertStaff, lockStaff, mailFor, readCount, readStaff, replacePassword, replaceRoles, replaceTeams, staffById, updateStaff } from './staff-store.ts'
import type { StaffRow } from './staff-store.ts'
import { livingTeamIds, readTeamIds } from './team-store.ts'

type Person = { readonly id: Id; readonly oneTimePassword: string }

/** Takes somebody in without an invitation; the one-time password is shown once. */
export async function createStaff(deps: AccessDeps, context: CommandContext, viewer: Viewer, input: NewStaff): Promise<Outcome<Person>> {
  const teamIds = input.teamIds ?? []
  if (!managesStaff(viewer, { roles: input.roles, teamIds })) return lacking('staff.manage')
  const password = oneTimePassword()
  const passwordHash = await deps.hasher.hash(password)
  const id = deps.newId()
  return unlessTaken(deps.db.transaction<Outcome<Person>>([livingTeamIds], async ([teams]) => {
    const placed = checkPlacement(viewer, { roles: input.roles, teamIds }, { roles: deps.roles(), teamIds: readTeamIds(teams) })
    if (!placed.ok) return { abandon: true, answer: placed }
    const person = { id, number: input.number, name: input.name.trim(), email: mailFor(input.number, input.email), locale: input.locale ?? 'zh-CN', roles: input.roles, teamIds, passwordHash, mustChangePassword: true }
    return { writes: [...staffCreated(deps, context, person, 'administrator'), ...context.settle({ staff: id })], answer: { ok: true, value: { id, oneTimePassword: password } } }
  }))
}

/** Somebody new with roles, teams and the event of it. */
export type NewPerson = {
  readonly id: Id
  readonly number: string
  readonly name: string
  readonly email: string
  readonly locale: Locale
  readonly roles: readonly string[]
  readonly teamIds: readonly Id[]
  readonly passwordHash: string
  readonly mustChangePassword: boolean
}

/** The statements that take a person in. */
export function staffCreated(deps: Pick<AccessDeps, 'newId'>, context: CommandContext, person: NewPerson, by: 'first_start' | 'administrator' | 'invitation'): readonly Statement[] {
  const { id, roles, teamIds } = person
  return [
    ...insertStaff({ ...person, authUserId: deps.newId(), accountId: deps.newId(), at: context.at }),
    replaceRoles(id, roles),
    replaceTeams(id, teamIds),
    appendEvent(context, deps.newId, { kind: 'staff', id }, { type: 'staff.created', data: { roles, teamIds, by } }),
  ]
}

/** What a command about a colleague has before it: the colleague and what the rules need. */
type Loaded = { readonly member: StaffRow; readonly facts: StaffFacts }

/** Loads a colleague under lock, checks scope and rank, and lets `decide` say what is written. */
function onColleague(deps: AccessDeps, viewer: Viewer, id: Id, decide: (loaded: Loaded) => Outcome<readonly Statement[]>): Promise<Outcome<null>> {
  const roles = deps.roles()
  return deps.db.transaction<Outcome<null>>([lockStaff, staffById(id), livingTeamIds, administratorsBeside(id, administratorRoles(roles))], async ([, staff, teams, others]) => {
    const decided = decideOn(viewer, staff, { roles, teamIds: readTeamIds(teams), otherAdministrators: readCount(others) }, decide)
    return decided.ok ? { writes: decided.value, answer: { ok: true, value: null } } : { abandon: true, answer: decided }
  })
}

function decideOn(viewer: Viewer, staff: Rows | undefined, facts: StaffFacts, decide: (loaded: Loaded) => Outcome<readonly Statement[]>): Outcome<readonly Statement[]> {
  const member = staff && readStaff(staff)[0]
  if (!member) return HIDDEN
  if (!managesStaff(viewer, member)) return lacking('staff.manage')
  const rank = checkRank(viewer, member, facts.roles)
  return rank.ok ? decide({ member, facts }) : rank
}

/** Changes name, language, roles, teams or activity; whoever is changed in rights has to sign in again. */
export function changeStaff(deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id, change: StaffChange): Promise<Outcome<null>> {
  return onColleague(deps, viewer, id, ({ member, facts }) => {
    if (member.archived) return refused('staff.archived')
    const roles = change.roles ?? member.roles
    const teamIds = change.teamIds ?? member.teamIds
    const active = change.active ?? member.active
    const placed = checkPlacement(viewer, { roles: change.roles ?? [], teamIds: change.teamIds ?? [] }, facts)
    if (!placed.ok) return placed
    if (!managesStaff(viewer, { id, roles, teamIds })) return lacking('staff.manage')
    const remains = checkAdministratorRemains(member, { roles, active }, facts)
    if (!remains.ok) return remains
    const rightsChanged = change.roles !== undefined || change.teamIds !== undefined || change.active !== undefined
    const writes = [
      updateStaff({ id, name: change.name?.trim() ?? member.name, locale: change.locale ?? member.locale, active, archivedAt: null }),
      ...(change.roles === undefined ? [] : [replaceRoles(id, roles)]),
      ...(change.teamIds === undefined ? [] : [replaceTeams(id, teamIds)]),
      ...(rightsChanged ? [endSessions(id)] : []),
      appendEvent(context, deps.newId, { kind: 'staff', id }, changedEvent(change)),
      ...context.settle({ staff: id }),
    ]
    return { ok: true, value: writes }
  })
}

const changedEvent = ({ active, roles, teamIds, ...rest }: StaffChange): AccessEvent => ({
  type: 'staff.changed',
  data: {
    fields: [...Object.keys(rest), ...(active === undefined ? [] : ['active']), ...(roles === undefined ? [] : ['roles']), ...(teamIds === undefined ? [] : ['teamIds'])].toSorted(),
    ...(active === undefined ? {} : { active }),
    ...(roles === undefined ? {} : { roles }),
    ...(teamIds === undefined ? {} : { teamIds }),
  },
})

/** Somebody leaves: nothing is deleted, every session ends at once. */
export function archiveStaff(deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id): Promise<Outcome<null>> {
  return onColleague(deps, viewer, id, ({ member, facts }) => {
    if (member.archived) return refused('staff.archived')
    const remains = checkAdministratorRemains(member, { roles: [], active: false }, facts)
    return remains.ok ? { ok: true, value: archiving(deps, context, member, context.at) } : remains
  })
}

/** Somebody comes back, with the roles and teams they had; one hands back no more than one holds. */
export function restoreStaff(deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id): Promise<Outcome<null>> {
  return onColleague(deps, viewer, id, ({ member }) =>
    member.archived ? { ok: true, value: archiving(deps, context, member, null) } : refused('staff.not_archived'))
}

const archiving = (deps: AccessDeps, context: CommandContext, member: StaffRow, archivedAt: Instant | null): readonly Statement[] => [
  updateStaff({ id: member.id, name: member.name, locale: member.locale, active: member.active, archivedAt }),
  endSessions(member.id),
  appendEvent(context, deps.newId, { kind: 'staff', id: member.id }, { type: archivedAt === null ? 'staff.restored' : 'staff.archived', data: {} }),
  ...context.settle({ staff: member.id }),
]

/** Gives somebody a one-time password; their sessions end and their authenticator is forgotten. */
export async function resetPassword(deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id): Promise<Outcome<Person>> {
  const password = oneTimePassword()
  const hash = await deps.hasher.hash(password)
  const done = await onColleague(deps, viewer, id, ({ member }) =>
    member.archived ? refused('staff.archived') : { ok: true, value: [...passwordReset(deps, context, { id, hash }), ...context.settle({ staff: id })] })
  return done.ok ? { ok: true, value: { id, oneTimePassword: password } } : done
}

/** The statements of a reset. */
export const passwordReset = (deps: Pick<AccessDeps, 'newId'>, context: CommandContext, { id, hash }: { readonly id: Id; readonly hash: string }): readonly Statement[] => [
  ...replacePassword({ staffId: id, hash, mustChange: true, at: context.at }),
  ...forgetTotp(id),
  endSessions(id),
  appendEvent(context, deps.newId, { kind: 'staff', id }, { type: 'staff.password_reset', data: {} }),
]
