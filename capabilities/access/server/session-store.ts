import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { OwnSession } from '../account-contract.ts'

/** Who holds a session, as needed to build their viewer. */
export type SessionHolder = {
  readonly id: Id
  readonly number: string
  readonly name: string
  readonly locale: Locale
  readonly roles: readonly string[]
  readonly teamIds: readonly Id[]
  readonly totp: boolean
  readonly mustChangePassword: boolean
}

const holderWhere = (tokens: string): string => `
select x.token, s.id, s.number, s.name, s.locale, s.must_change_password, u.two_factor_enabled,
  array(select role from staff_roles r where r.staff_id = s.id)::text[] as roles,
  array(select m.team_id from team_members m join teams t on t.id = m.team_id where m.staff_id = s.id and t.archived_at is null)::text[] as team_ids
from auth.sessions x join staff s on s.auth_user_id = x.user_id join auth.users u on u.id = s.auth_user_id
where x.token ${tokens} and x.expires_at > $2 and s.active and s.archived_at is null`
const HOLDER = holderWhere('= $1')
const HOLDERS = holderWhere('= any($1::text[])')

/** One prepared look-up: session, person, roles and living teams; nothing for a session that ended or a person who left. */
export const sessionHolder = (token: string, now: Instant): Statement => ({ name: 'access.session.holder', text: HOLDER, values: [token, formatInstant(now)] })

/** The same for many sessions at once, for connections that last. */
export const sessionHolders = (tokens: readonly string[], now: Instant): Statement => ({ name: 'access.session.holders', text: HOLDERS, values: [tokens, formatInstant(now)] })

/** The holders by their token; a session that ended has none. */
export const readHolders = ({ rows }: Rows): ReadonlyMap<string, SessionHolder> => new Map(rows.map((row) => [String(row['token']), holderIn(row)]))

export function readHolder(rows: Rows): SessionHolder | null {
  const row = rows.rows[0]
  return row === undefined ? null : holderIn(row)
}

function holderIn(row: Readonly<Record<string, unknown>>): SessionHolder {
  return {
    id: row['id'] as Id,
    number: String(row['number']),
    name: String(row['name']),
    locale: row['locale'] as Locale,
    roles: row['roles'] as string[],
    teamIds: row['team_ids'] as Id[],
    totp: row['two_factor_enabled'] === true,
    mustChangePassword: row['must_change_password'] === true,
  }
}

/** Ends one session. */
export const endSession = (token: string): Statement => ({ name: 'access.session.end', text: 'delete from auth.sessions where token = $1', values: [token] })

/** Ends every session of a person but the named one. */
export const endSessions = (staffId: Id, except: string | null = null): Statement => ({
  name: 'access.session.end_all',
  text: 'delete from auth.sessions x using staff s where s.id = $1 and x.user_id = s.auth_user_id and x.token is distinct from $2',
  values: [staffId, except],
})

/** Where a person is signed in, the newest first. */
export const sessionsOf = (staffId: Id, token: string, now: Instant): Statement => ({
  name: 'access.session.own',
  text: `select x.id, x.token = $2 as current, x.user_agent, x.created_at, x.expires_at from auth.sessions x join staff s on s.auth_user_id = x.user_id
    where s.id = $1 and x.expires_at > $3 order by x.created_at desc limit 100`,
  values: [staffId, token, formatInstant(now)],
})

export const readSessions = ({ rows }: Rows): OwnSession[] =>
  rows.map((row) => ({
    id: String(row['id']),
    current: row['current'] === true,
    userAgent: String(row['user_agent'] ?? ''),
    startedAt: formatInstant(row['created_at'] as Instant),
    expiresAt: formatInstant(row['expires_at'] as Instant),
  }))
