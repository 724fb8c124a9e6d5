import { createHash } from 'node:crypto'
import { must } from '#kernel/assert.ts'
import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { ChangePassword, SignIn } from '../contract.ts'
import { checkPassword } from '../core/password.ts'
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, CODE_LIMIT } from '../core/throttle.ts'
import type { SessionCookie } from './authentication.ts'
import type { AccessDeps, CommandContext, Outcome } from './deps.ts'
import { appendEvent } from './event-store.ts'
import { endSession, endSessions } from './session-store.ts'
import { credentialOf, replacePassword, staffForSignIn } from './staff-store.ts'
import { attempt, attemptIn, forgetAttempts, refundAttempt } from './throttle-store.ts'

/** Where a sign-in comes from; `oldToken` is the session the browser already had. */
export type Origin = { readonly address: string; readonly userAgent: string; readonly oldToken: string | null }
/** What a sign-in came to: a session, or why not. */
export type SignInOutcome =
  | { readonly outcome: 'signed_in'; readonly staffId: Id; readonly cookie: SessionCookie }
  | { readonly outcome: 'wrong' | 'code_needed' | 'code_wrong' }
  | { readonly outcome: 'wait'; readonly seconds: number }

/** No such address can exist: the sign-in library then runs its one hash, as long as for a real person. */
const NOBODY = 'nobody@nobody.invalid'
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
const accountKey = (account: string): string => `account:${digest(account)}`
const codeKey = (staffId: Id, code: string): string => `code:${digest(`${staffId} ${code}`)}`

/** Signs a person in: counted per account and address before anything is tried, one hash whoever it is, a new session each time. */
export async function signIn(deps: AccessDeps, context: CommandContext, tried: SignIn, origin: Origin): Promise<SignInOutcome> {
  const account = tried.account.trim().toLowerCase()
  const { rows } = await deps.db.query(staffForSignIn(account))
  const staffId = (rows[0]?.['id'] ?? null) as Id | null
  const key = accountKey(staffId ?? account)
  const addressKey = `address:${origin.address}`
  const seconds = await attempt(deps.db, [{ key, limit: ACCOUNT_LIMIT }, { key: addressKey, limit: ADDRESS_LIMIT }], context.at)
  if (seconds > 0) return { outcome: 'wait', seconds }
  const email = staffId === null ? NOBODY : String(rows[0]?.['email'])
  return deps.db.transaction<SignInOutcome>([], async (_loaded, tx) => {
    const answer = await deps.authentication.signIn(tx, { email, password: tried.password, code: tried.code, userAgent: origin.userAgent.slice(0, 300) })
    if (answer.outcome !== 'signed_in' || staffId === null) return { abandon: true, answer: answer.outcome === 'signed_in' ? { outcome: 'wrong' } : answer }
    if (tried.code !== undefined && (await attemptIn(tx, { key: codeKey(staffId, tried.code), limit: CODE_LIMIT }, context.at)) > 0) return { abandon: true, answer: { outcome: 'code_wrong' } }
    const writes = [
      ...(origin.oldToken === null ? [] : [endSession(origin.oldToken)]),
      forgetAttempts(key),
      refundAttempt(addressKey),
      appendEvent({ ...context, actor: { kind: 'staff', id: staffId } }, deps.newId, { kind: 'staff', id: staffId }, { type: 'staff.signed_in', data: {} }),
    ]
    return { writes, answer: { outcome: 'signed_in', staffId, cookie: answer.cookie } }
  })
}

/** Ends the session one is in. */
export async function signOut(deps: AccessDeps, context: CommandContext, session: { readonly staffId: Id; readonly token: string }): Promise<void> {
  await deps.db.write([endSession(session.token), appendEvent(context, deps.newId, { kind: 'staff', id: session.staffId }, { type: 'staff.signed_out', data: {} })])
}

/** Replaces one's own password; the other sessions end, also those of whoever knew the old one. */
export async function changePassword(deps: AccessDeps, context: CommandContext, session: { readonly staffId: Id; readonly token: string }, input: ChangePassword): Promise<Outcome<null>> {
  const { staffId, token } = session
  const seconds = await attempt(deps.db, [{ key: accountKey(staffId), limit: ACCOUNT_LIMIT }], context.at)
  if (seconds > 0) return { ok: false, waitSeconds: seconds }
  const credential = must((await deps.db.query(credentialOf(staffId))).rows[0], 'a signed-in person has a password')
  if (!(await deps.hasher.verify({ hash: String(credential['password']), password: input.password }))) return refused('access.password_wrong')
  if (input.password === input.newPassword) return refused('access.password_unchanged')
  const checked = checkPassword(input.newPassword, namesOf(String(credential['number']), String(credential['email'])))
  if (!checked.ok) return checked
  const hash = await deps.hasher.hash(input.newPassword)
  await deps.db.write([
    ...replacePassword({ staffId, hash, mustChange: false, at: context.at }),
    endSessions(staffId, token),
    forgetAttempts(accountKey(staffId)),
    appendEvent(context, deps.newId, { kind: 'staff', id: staffId }, { type: 'staff.password_changed', data: {} }),
    ...context.settle({ staff: staffId }),
  ])
  return { ok: true, value: null }
}

/** What a password must not hold: the staff number and the name of the mailbox. */
export const namesOf = (number: string, email: string): readonly string[] => [number, email.split('@')[0] ?? '']

/** A second factor being set up, confirmed or ended. */
export type TotpSession = { readonly staffId: Id; readonly token: string; readonly cookie: string; readonly totp: boolean }

/** Begins a second factor: it counts only once a code has been shown to work. */
export async function beginTotp(deps: AccessDeps, context: CommandContext, session: TotpSession, password: string): Promise<Outcome<{ readonly uri: string; readonly backupCodes: readonly string[] }>> {
  const seconds = await attempt(deps.db, [{ key: accountKey(session.staffId), limit: ACCOUNT_LIMIT }], context.at)
  if (seconds > 0) return { ok: false, waitSeconds: seconds }
  if (session.totp) return refused('access.totp_already_on')
  return deps.db.transaction<Outcome<{ readonly uri: string; readonly backupCodes: readonly string[] }>>([], async (_loaded, tx) => {
    const setup = await deps.authentication.beginTotp(tx, { cookie: session.cookie, password })
    if (setup === null) return { abandon: true, answer: refused('access.password_wrong') }
    const event = appendEvent(context, deps.newId, { kind: 'staff', id: session.staffId }, { type: 'staff.totp_began', data: {} })
    return { writes: [event, forgetAttempts(accountKey(session.staffId)), ...context.settle({ staff: session.staffId })], answer: { ok: true, value: setup } }
  })
}

/** Shows that the authenticator works; from now on sign-in asks for its code, and the other sessions end. */
export async function confirmTotp(deps: AccessDeps, context: CommandContext, session: TotpSession, code: string): Promise<Outcome<SessionCookie>> {
  const seconds = await attempt(deps.db, [{ key: accountKey(session.staffId), limit: ACCOUNT_LIMIT }], context.at)
  if (seconds > 0) return { ok: false, waitSeconds: seconds }
  if (session.totp) return refused('access.totp_already_on')
  return renewed(deps, context, session, { type: 'staff.totp_enabled', wrong: 'access.totp_wrong', work: (tx) => deps.authentication.confirmTotp(tx, { cookie: session.cookie, code }) })
}

/** Does without the second factor again; the other sessions end. */
export async function endTotp(deps: AccessDeps, context: CommandContext, session: TotpSession, password: string): Promise<Outcome<SessionCookie>> {
  const seconds = await attempt(deps.db, [{ key: accountKey(session.staffId), limit: ACCOUNT_LIMIT }], context.at)
  if (seconds > 0) return { ok: false, waitSeconds: seconds }
  if (!session.totp) return refused('access.totp_not_on')
  return renewed(deps, context, session, { type: 'staff.totp_disabled', wrong: 'access.password_wrong', work: (tx) => deps.authentication.endTotp(tx, { cookie: session.cookie, password }) })
}

type Renewal = {
  readonly type: 'staff.totp_enabled' | 'staff.totp_disabled'
  readonly wrong: 'access.totp_wrong' | 'access.password_wrong'
  readonly work: (tx: Parameters<AccessDeps['authentication']['confirmTotp']>[0]) => Promise<SessionCookie | null>
}

const renewed = (deps: AccessDeps, context: CommandContext, { staffId }: TotpSession, { type, wrong, work }: Renewal): Promise<Outcome<SessionCookie>> =>
  deps.db.transaction<Outcome<SessionCookie>>([], async (_loaded, tx) => {
    const cookie = await work(tx)
    if (cookie === null) return { abandon: true, answer: refused(wrong) }
    const event = appendEvent(context, deps.newId, { kind: 'staff', id: staffId }, { type, data: {} })
    const writes = [endSessions(staffId, deps.authentication.tokenOf(cookie.value)), forgetAttempts(accountKey(staffId)), event, ...context.settle({ staff: staffId })]
    return { writes, answer: { ok: true, value: cookie } }
  })
