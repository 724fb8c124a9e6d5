import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { Invitation } from '../contract.ts'

/** An invitation as it is kept; the token itself is known to its receiver alone. */
export type InvitationRow = Invitation & { readonly locale: Locale; readonly invitedBy: Id; readonly open: boolean }

const COLUMNS = 'id, email, number, name, locale, roles, team_ids::text[] as team_ids, invited_by, expires_at, accepted_at, revoked_at'

export const invitationById = (id: Id, now: Instant): Statement => ({
  name: 'access.invitation.by_id',
  text: `select ${COLUMNS}, expires_at > $2 as unexpired from staff_invitations where id = $1 for update`,
  values: [id, formatInstant(now)],
})

export const invitationByToken = (tokenHash: string, now: Instant): Statement => ({
  name: 'access.invitation.by_token',
  text: `select ${COLUMNS}, expires_at > $2 as unexpired from staff_invitations where token_hash = $1 for update`,
  values: [tokenHash, formatInstant(now)],
})

/** The same to look at, without holding it. */
export const invitationShown = (tokenHash: string, now: Instant): Statement => ({
  name: 'access.invitation.shown',
  text: `select ${COLUMNS}, expires_at > $2 as unexpired from staff_invitations where token_hash = $1`,
  values: [tokenHash, formatInstant(now)],
})

/** A page of invitations, oldest first. */
export const invitationPage = (page: { readonly after: string; readonly limit: number; readonly now: Instant }): Statement => ({
  name: 'access.invitation.page',
  text: `select ${COLUMNS}, expires_at > $3 as unexpired from staff_invitations where id > $1 order by id limit $2`,
  values: [page.after, page.limit, formatInstant(page.now)],
})

/** Whether number or mail address already belong to somebody. */
export const takenBy = (number: string, email: string): Statement => ({
  name: 'access.invitation.taken',
  text: 'select exists (select 1 from staff where number = $1) as number_taken, exists (select 1 from auth.users where email = $2) as email_taken',
  values: [number, email],
})

export type NewInvitationRow = { readonly id: Id; readonly email: string; readonly number: string; readonly name: string; readonly locale: Locale; readonly roles: readonly string[]; readonly teamIds: readonly Id[]; readonly tokenHash: string; readonly invitedBy: Id; readonly at: Instant; readonly expiresAt: Instant }

export const insertInvitation = (row: NewInvitationRow): Statement => ({
  name: 'access.invitation.insert',
  text: 'insert into staff_invitations (id, email, number, name, locale, roles, team_ids, token_hash, invited_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
  values: [row.id, row.email, row.number, row.name, row.locale, row.roles, row.teamIds, row.tokenHash, row.invitedBy, formatInstant(row.at), formatInstant(row.expiresAt)],
})

export const acceptInvitation = (id: Id, staffId: Id, at: Instant): Statement => ({
  name: 'access.invitation.accept',
  text: 'update staff_invitations set accepted_at = $2, accepted_by = $3 where id = $1',
  values: [id, formatInstant(at), staffId],
})

/** Another token for the same invitation; the one before opens nothing any more. */
export const renewInvitationRow = (id: Id, tokenHash: string, expiresAt: Instant): Statement => ({
  name: 'access.invitation.renew',
  text: 'update staff_invitations set token_hash = $2, expires_at = $3 where id = $1',
  values: [id, tokenHash, formatInstant(expiresAt)],
})

export const revokeInvitationRow = (id: Id, at: Instant): Statement => ({ name: 'access.invitation.revoke', text: 'update staff_invitations set revoked_at = $2 where id = $1', values: [id, formatInstant(at)] })

export const readInvitations = (rows: Rows): readonly InvitationRow[] =>
  rows.rows.map((row) => ({
    id: row['id'] as Id,
    email: String(row['email']),
    number: String(row['number']),
    name: String(row['name']),
    locale: row['locale'] as Locale,
    roles: row['roles'] as string[],
    teamIds: row['team_ids'] as Id[],
    invitedBy: row['invited_by'] as Id,
    expiresAt: formatInstant(row['expires_at'] as Instant),
    acceptedAt: written(row['accepted_at']),
    revokedAt: written(row['revoked_at']),
    open: row['unexpired'] === true && row['accepted_at'] === null && row['revoked_at'] === null,
  }))

const written = (at: unknown): string | null => (at === null ? null : formatInstant(at as Instant))
