import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { Staff } from '../contract.ts'
import type { StaffMember } from '../core/staff-rules.ts'

/** Mail addresses of people who have none: the sign-in library wants one. RFC 6761 keeps `.invalid` free. */
const NO_MAIL = '@staff.invalid'
export const mailFor = (number: string, email: string | undefined): string => (email ?? `${number}${NO_MAIL}`).toLowerCase()

/** A colleague's row with everything the rules and the screen need. */
export type StaffRow = StaffMember & Pick<Staff, 'number' | 'name' | 'email' | 'locale' | 'archivedAt'> & { readonly authUserId: Id; readonly mailAddress: string }

/** A colleague to be written. */
export type NewStaffRow = { readonly id: Id; readonly authUserId: Id; readonly accountId: Id; readonly number: string; readonly name: string; readonly email: string; readonly locale: Locale; readonly mustChangePassword: boolean; readonly passwordHash: string; readonly at: Instant }

const COLUMNS = `
s.id, s.number, s.name, s.locale, s.active, s.archived_at, s.auth_user_id, u.email,
array(select role from staff_roles r where r.staff_id = s.id order by role)::text[] as roles,
array(select m.team_id from team_members m join teams t on t.id = m.team_id where m.staff_id = s.id and t.archived_at is null order by m.team_id)::text[] as team_ids`
const FROM = 'from staff s join auth.users u on u.id = s.auth_user_id'

/** One colleague. */
export const staffById = (id: Id): Statement => ({ name: 'access.staff.by_id', text: `select ${COLUMNS} ${FROM} where s.id = $1`, values: [id] })

/** A page of colleagues by number. */
export const staffPage = (page: { readonly after: string; readonly limit: number; readonly archived: boolean }): Statement => ({
  name: 'access.staff.page',
  text: `select ${COLUMNS} ${FROM} where s.number > $1 and (s.archived_at is not null) = $3 order by s.number limit $2`,
  values: [page.after, page.limit, page.archived],
})

/** Whoever signs in under this number or mail address and still may. */
export const staffForSignIn = (account: string): Statement => ({
  name: 'access.staff.for_sign_in',
  text: `select s.id, u.email ${FROM} where (s.number = $1 or u.email = $1) and s.active and s.archived_at is null order by (s.number = $1) desc limit 1`,
  values: [account],
})

/** One's own password, names and state, to check and change it. */
export const credentialOf = (staffId: Id): Statement => ({
  name: 'access.staff.credential',
  text: `select s.id, s.number, u.email, s.auth_user_id, a.password from staff s join auth.users u on u.id = s.auth_user_id join auth.accounts a on a.user_id = u.id and a.provider_id = 'credential' where s.id = $1`,
  values: [staffId],
})

/** Makes all commands about colleagues wait for each other: the last administrator cannot vanish in a race. */
export const lockStaff: Statement = { name: 'access.staff.lock', text: `select pg_advisory_xact_lock(hashtextextended('access.staff', 0))`, values: [] }

/** How many active people other than this one hold one of the roles. */
export const administratorsBeside = (id: Id | null, roles: readonly string[]): Statement => ({
  name: 'access.staff.administrators',
  text: 'select count(distinct s.id) as count from staff s join staff_roles r on r.staff_id = s.id where s.active and s.archived_at is null and s.id is distinct from $1 and r.role = any($2::text[])',
  values: [id, roles],
})

/** The person, their sign-in and their password. */
export const insertStaff = (row: NewStaffRow): readonly Statement[] => [
  {
    name: 'access.user.insert',
    text: 'insert into auth.users (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, $4, $4)',
    values: [row.authUserId, row.name, row.email, formatInstant(row.at)],
  },
  {
    name: 'access.account.insert',
    text: `insert into auth.accounts (id, user_id, account_id, provider_id, password, created_at, updated_at) values ($1, $2::uuid, $2::uuid::text, 'credential', $3, $4, $4)`,
    values: [row.accountId, row.authUserId, row.passwordHash, formatInstant(row.at)],
  },
  {
    name: 'access.staff.insert',
    text: 'insert into staff (id, number, name, locale, active, must_change_password, auth_user_id, created_at) values ($1, $2, $3, $4, true, $5, $6, $7)',
    values: [row.id, row.number, row.name, row.locale, row.mustChangePassword, row.authUserId, formatInstant(row.at)],
  },
]

/** What may be edited; archiving keeps the row. */
export const updateStaff = (row: { readonly id: Id; readonly name: string; readonly locale: string; readonly active: boolean; readonly archivedAt: Instant | null }): Statement => ({
  name: 'access.staff.update',
  text: 'update staff set name = $2, locale = $3, active = $4, archived_at = $5 where id = $1',
  values: [row.id, row.name, row.locale, row.active, row.archivedAt === null ? null : formatInstant(row.archivedAt)],
})

/** What people change about themselves. */
export const updateOwn = (id: Id, { name, locale }: { readonly name?: string; readonly locale?: Locale }): Statement => ({
  name: 'access.staff.update_own', text: 'update staff set name = coalesce($2, name), locale = coalesce($3, locale) where id = $1', values: [id, name?.trim() ?? null, locale ?? null],
})

export const replaceRoles = (id: Id, roles: readonly string[]): Statement => ({
  name: 'access.staff.roles',
  text: 'with gone as (delete from staff_roles where staff_id = $1 and not role = any($2::text[])) insert into staff_roles (staff_id, role) select $1, role from unnest($2::text[]) role on conflict do nothing',
  values: [id, roles],
})

export const replaceTeams = (id: Id, teamIds: readonly Id[]): Statement => ({
  name: 'access.staff.teams',
  text: 'with gone as (delete from team_members where staff_id = $1 and not team_id = any($2::uuid[])) insert into team_members (team_id, staff_id) select team_id, $1 from unnest($2::uuid[]) team_id on conflict do nothing',
  values: [id, teamIds],
})

/** A new password hash, and whether its holder must replace it. */
export const replacePassword = (of: { readonly staffId: Id; readonly hash: string; readonly mustChange: boolean; readonly at: Instant }): readonly Statement[] => [
  {
    name: 'access.account.password',
    text: `update auth.accounts a set password = $2, updated_at = $3 from staff s where s.id = $1 and a.user_id = s.auth_user_id and a.provider_id = 'credential'`,
    values: [of.staffId, of.hash, formatInstant(of.at)],
  },
  { name: 'access.staff.must_change', text: 'update staff set must_change_password = $2 where id = $1', values: [of.staffId, of.mustChange] },
]

/** Forgets the authenticator of somebody whose password is reset. */
export const forgetTotp = (staffId: Id): readonly Statement[] => [
  { name: 'access.two_factor.forget', text: 'delete from auth.two_factors f using staff s where s.id = $1 and f.user_id = s.auth_user_id', values: [staffId] },
  { name: 'access.user.two_factor_off', text: 'update auth.users u set two_factor_enabled = false from staff s where s.id = $1 and u.id = s.auth_user_id', values: [staffId] },
]

export const readStaff = (rows: Rows): readonly StaffRow[] => rows.rows.map(staffOf)

function staffOf(row: Readonly<Record<string, unknown>>): StaffRow {
  const email = String(row['email'])
  const archivedAt = row['archived_at'] as Instant | null
  return {
    id: row['id'] as Id,
    number: String(row['number']),
    name: String(row['name']),
    email: email.endsWith(NO_MAIL) ? null : email,
    mailAddress: email,
    locale: row['locale'] as Locale,
    active: row['active'] === true,
    archived: archivedAt !== null,
    archivedAt: archivedAt === null ? null : formatInstant(archivedAt),
    roles: row['roles'] as string[],
    teamIds: row['team_ids'] as Id[],
    authUserId: row['auth_user_id'] as Id,
  }
}

/** The count a counting statement answered. */
export const readCount = (rows: Rows | undefined): number => Number(must(rows?.rows[0], 'a count has a row')['count'])
