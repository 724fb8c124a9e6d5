import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, formatInstant, later } from '#kernel/instant.ts'
import type { InvitationShown, NewInvitation } from '../contract.ts'
import { checkPassword } from '../core/password.ts'
import { checkPlacement, managesStaff } from '../core/staff-rules.ts'
import { ADDRESS_LIMIT } from '../core/throttle.ts'
import { may } from '../core/viewer.ts'
import type { Viewer } from '../core/viewer.ts'
import { unlessTaken } from './conflict.ts'
import { HIDDEN, lacking } from './deps.ts'
import type { AccessDeps, CommandContext, Outcome } from './deps.ts'
import { appendEvent } from './event-store.ts'
import { acceptInvitation, insertInvitation, invitationShown, invitationById, invitationByToken, readInvitations, renewInvitationRow, revokeInvitationRow, takenBy } from './invitation-store.ts'
import { digestOf, newSecret } from './secret.ts'
import { namesOf } from './session-commands.ts'
import { staffCreated } from './staff-commands.ts'
import { livingTeamIds, readTeamIds } from './team-store.ts'
import { attempt } from './throttle-store.ts'

const VALID_DAYS = 7
type Issued = { readonly id: Id; readonly token: string; readonly expiresAt: string }

/** Asks somebody in with roles and teams; the token is shown once and is good for seven days. */
export async function issueInvitation(deps: AccessDeps, context: CommandContext, viewer: Viewer, input: NewInvitation): Promise<Outcome<Issued>> {
  const teamIds = input.teamIds ?? []
  if (!managesStaff(viewer, { roles: input.roles, teamIds }) || viewer.kind !== 'staff') return lacking('staff.manage')
  const email = input.email.toLowerCase()
  const id = deps.newId()
  const token = newSecret()
  const expiresAt = later(context.at, VALID_DAYS * DAY)
  return deps.db.transaction<Outcome<Issued>>([livingTeamIds, takenBy(input.number, email)], async ([teams, taken]) => {
    const placed = checkPlacement(viewer, { roles: input.roles, teamIds }, { roles: deps.roles(), teamIds: readTeamIds(teams) })
    if (!placed.ok) return { abandon: true, answer: placed }
    if (taken?.rows[0]?.['number_taken'] === true) return { abandon: true, answer: refused('staff.number_taken') }
    if (taken?.rows[0]?.['email_taken'] === true) return { abandon: true, answer: refused('staff.email_taken') }
    const row = { id, email, number: input.number, name: input.name.trim(), locale: input.locale ?? 'zh-CN', roles: input.roles, teamIds, tokenHash: digestOf(token), invitedBy: viewer.id, at: context.at, expiresAt } as const
    const event = appendEvent(context, deps.newId, { kind: 'invitation', id }, { type: 'invitation.issued', data: { roles: input.roles, teamIds } })
    return { writes: [insertInvitation(row), event, ...context.settle({ invitation: id })], answer: { ok: true, value: { id, token, expiresAt: formatInstant(expiresAt) } } }
  })
}

/** Shows the holder of a token whom it is for, or why it opens nothing any more; a token that never was is hidden. Looking counts as trying. */
export async function showInvitation(deps: AccessDeps, input: { readonly token: string; readonly address: string }): Promise<Outcome<InvitationShown>> {
  const at = deps.now()
  const seconds = await attempt(deps.db, [{ key: `address:${input.address}`, limit: ADDRESS_LIMIT }], at)
  if (seconds > 0) return { ok: false, waitSeconds: seconds }
  const known = readInvitations(await deps.db.query(invitationShown(digestOf(input.token), at)))[0]
  if (!known) return HIDDEN
  const state = known.open ? 'open' : known.acceptedAt !== null ? 'accepted' : known.revokedAt !== null ? 'revoked' : 'expired'
  return { ok: true, value: { state, name: known.open ? known.name : null, number: known.open ? known.number : null } }
}

/** Takes up an invitation with a password of one's own; it works once. A token that never was is hidden, one that is used up or expired is refused. */
export async function takeUpInvitation(deps: AccessDeps, context: CommandContext, input: { readonly token: string; readonly password: string; readonly address: string }): Promise<Outcome<{ readonly id: Id }>> {
  const seconds = await attempt(deps.db, [{ key: `address:${input.address}`, limit: ADDRESS_LIMIT }], context.at)
  if (seconds > 0) return { ok: false, waitSeconds: seconds }
  const tokenHash = digestOf(input.token)
  const known = readInvitations(await deps.db.query(invitationByToken(tokenHash, context.at)))[0]
  if (!known) return HIDDEN
  if (!known.open) return refused('invitation.gone')
  const checked = checkPassword(input.password, namesOf(known.number, known.email))
  if (!checked.ok) return checked
  const passwordHash = await deps.hasher.hash(input.password)
  const id = deps.newId()
  return unlessTaken(deps.db.transaction<Outcome<{ readonly id: Id }>>([invitationByToken(tokenHash, context.at), livingTeamIds], async ([rows, teams]) => {
    const invitation = rows && readInvitations(rows)[0]
    if (!invitation?.open) return { abandon: true, answer: refused('invitation.gone') }
    const living = readTeamIds(teams)
    const { number, name, email, locale, roles } = invitation
    const person = { id, number, name, email, locale, roles, teamIds: invitation.teamIds.filter((team) => living.includes(team)), passwordHash, mustChangePassword: false }
    const by: CommandContext = { ...context, actor: { kind: 'staff', id } }
    const event = appendEvent(by, deps.newId, { kind: 'invitation', id: invitation.id }, { type: 'invitation.accepted', data: { staffId: id } })
    return { writes: [...staffCreated(deps, by, person, 'invitation'), acceptInvitation(invitation.id, id, context.at), event, ...context.settle({ staff: id })], answer: { ok: true, value: { id } } }
  }))
}

/** A new link for somebody asked in who has not come yet, also when theirs has expired; the link before is void. It lets in whoever holds it, so nobody makes one who could not give its roles. */
export function renewInvitation(deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id): Promise<Outcome<Issued>> {
  return deps.db.transaction<Outcome<Issued>>([invitationById(id, context.at)], async ([rows]) => {
    const invitation = rows && readInvitations(rows)[0]
    if (!invitation || !managesStaff(viewer, invitation)) return { abandon: true, answer: HIDDEN }
    if (invitation.acceptedAt !== null || invitation.revokedAt !== null) return { abandon: true, answer: refused('invitation.gone') }
    const placed = checkPlacement(viewer, { roles: invitation.roles, teamIds: [] }, { roles: deps.roles(), teamIds: [] })
    if (!placed.ok) return { abandon: true, answer: placed }
    const token = newSecret()
    const expiresAt = later(context.at, VALID_DAYS * DAY)
    const event = appendEvent(context, deps.newId, { kind: 'invitation', id }, { type: 'invitation.renewed', data: {} })
    return { writes: [renewInvitationRow(id, digestOf(token), expiresAt), event, ...context.settle({ invitation: id })], answer: { ok: true, value: { id, token, expiresAt: formatInstant(expiresAt) } } }
  })
}

/** Takes an open invitation back. */
export function revokeInvitation(deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id): Promise<Outcome<null>> {
  return deps.db.transaction<Outcome<null>>([invitationById(id, context.at)], async ([rows]) => {
    const invitation = rows && readInvitations(rows)[0]
    if (!invitation || !may(viewer, 'staff.manage')) return { abandon: true, answer: HIDDEN }
    if (!managesStaff(viewer, invitation)) return { abandon: true, answer: HIDDEN }
    if (!invitation.open) return { abandon: true, answer: refused('invitation.gone') }
    const event = appendEvent(context, deps.newId, { kind: 'invitation', id }, { type: 'invitation.revoked', data: {} })
    return { writes: [revokeInvitationRow(id, context.at), event, ...context.settle({ invitation: id })], answer: { ok: true, value: null } }
  })
}
