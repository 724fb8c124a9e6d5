import type { IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import type { CommandContext } from './deps.ts'
import { appendEvent } from './event-store.ts'
import type { PasswordHasher } from './password-hasher.ts'
import { oneTimePassword } from './secret.ts'
import { passwordReset, staffCreated } from './staff-commands.ts'
import { lockStaff, mailFor, readCount, staffForSignIn } from './staff-store.ts'
import { insertTeam } from './team-store.ts'

type Deps = { readonly db: Db; readonly now: () => Instant; readonly newId: IdSource; readonly hasher: PasswordHasher }
/** What the administrator signs in with, shown once. */
export type FirstSignIn = { readonly number: string; readonly oneTimePassword: string }

const ADMINISTRATOR = { number: 'admin', name: '管理员', role: 'admin' } as const
/** The teams a new company starts with: name and role. */
const DEFAULT_TEAMS = [
  { name: '客服组', role: 'agent' },
  { name: '技术支持组', role: 'tech_support' },
  { name: '工程师组', role: 'engineer' },
  { name: '主管组', role: 'supervisor' },
] as const

const staffCount: Statement = { name: 'access.staff.count', text: 'select count(*) as count from staff', values: [] }
const teamCount: Statement = { name: 'access.team.count', text: 'select count(*) as count from teams', values: [] }

/** On the first start: an administrator with a one-time password (to be changed at the first sign-in) and the usual teams. Null where somebody works already. */
export async function ensureAdministrator(deps: Deps): Promise<FirstSignIn | null> {
  if (readCount(await deps.db.query(staffCount)) > 0) return null
  const password = oneTimePassword()
  const passwordHash = await deps.hasher.hash(password)
  const context = systemContext(deps, 'ensureAdministrator')
  return deps.db.transaction<FirstSignIn | null>([lockStaff, staffCount, teamCount], async ([, staff, teams]) => {
    if (readCount(staff) > 0) return { abandon: true, answer: null }
    const writes = [...administrator(deps, context, { ...ADMINISTRATOR, passwordHash }, 'first_start'), ...(readCount(teams) === 0 ? defaultTeams(deps, context) : [])]
    return { writes, answer: { number: ADMINISTRATOR.number, oneTimePassword: password } }
  })
}

const defaultTeams = (deps: Deps, context: CommandContext): readonly Statement[] =>
  DEFAULT_TEAMS.flatMap(({ name, role }) => {
    const id = deps.newId()
    return [insertTeam({ id, name, role, leadId: null, at: context.at }), appendEvent(context, deps.newId, { kind: 'team', id }, { type: 'team.created', data: { role } })]
  })

type NewAdministrator = { readonly number: string; readonly name: string; readonly role: string; readonly passwordHash: string }

const administrator = (deps: Deps, context: CommandContext, { number, name, role, passwordHash }: NewAdministrator, by: 'first_start' | 'administrator'): readonly Statement[] =>
  staffCreated(deps, context, { id: deps.newId(), number, name, email: mailFor(number, undefined), locale: 'zh-CN', roles: [role], teamIds: [], passwordHash, mustChangePassword: true }, by)

/** From the command line: another administrator. A number in use is `db.conflict` (staff_number). */
export async function createAdministrator(deps: Deps, { number, name }: { readonly number: string; readonly name: string }): Promise<FirstSignIn> {
  const password = oneTimePassword()
  const passwordHash = await deps.hasher.hash(password)
  await deps.db.write(administrator(deps, systemContext(deps, 'createAdministrator'), { number, name, role: ADMINISTRATOR.role, passwordHash }, 'administrator'))
  return { number, oneTimePassword: password }
}

/** From the command line: a one-time password for somebody who is locked out; null when nobody active has this number or mail address. */
export async function resetPasswordOf(deps: Deps, account: string): Promise<FirstSignIn | null> {
  const password = oneTimePassword()
  const hash = await deps.hasher.hash(password)
  const context = systemContext(deps, 'resetPassword')
  const id = (await deps.db.query(staffForSignIn(account.toLowerCase()))).rows[0]?.['id']
  if (id === undefined) return null
  await deps.db.write(passwordReset(deps, context, { id: id as CommandContext['commandId'], hash }))
  return { number: account, oneTimePassword: password }
}

const systemContext = ({ now, newId }: Deps, command: string): CommandContext => ({ at: now(), actor: { kind: 'system', id: null }, command, commandId: newId(), requestId: null, settle: () => [] })
