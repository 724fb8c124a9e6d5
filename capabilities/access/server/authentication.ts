import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Tx } from '#platform/db/database.ts'
import { SESSION_COOKIE, SESSION_SECONDS, type AuthenticationOptions } from './authentication-options.ts'

/** A session as the browser keeps it: the name and value of its cookie, and how the browser must treat it. */
export type SessionCookie = { readonly name: string; readonly value: string; readonly secure: boolean; readonly maxAgeSeconds: number }

/** What came of a sign-in. */
export type SignedIn = { readonly outcome: 'signed_in'; readonly cookie: SessionCookie } | { readonly outcome: 'wrong' | 'code_needed' | 'code_wrong' }

/** The sign-in library behind our own words; everything happens inside the given transaction. */
export type Authentication = {
  readonly cookieName: string
  signIn(tx: Tx, tried: { readonly email: string; readonly password: string; readonly code: string | undefined; readonly userAgent: string }): Promise<SignedIn>
  beginTotp(tx: Tx, asked: { readonly cookie: string; readonly password: string }): Promise<{ readonly uri: string; readonly backupCodes: readonly string[] } | null>
  confirmTotp(tx: Tx, asked: { readonly cookie: string; readonly code: string }): Promise<SessionCookie | null>
  endTotp(tx: Tx, asked: { readonly cookie: string; readonly password: string }): Promise<SessionCookie | null>
  /** The session token in a cookie's value; null when we did not sign it. */
  tokenOf(cookieValue: string): string | null
}

export function createAuthentication(options: AuthenticationOptions): Authentication {
  let opened: Promise<Library> | null = null
  const onLibrary = async <T>(tx: Tx, work: (api: Library['api']) => Promise<T>): Promise<T> => {
    opened ??= openOnce(options).catch((error: unknown) => {
      // The next sign-in tries again.
      opened = null
      throw error
    })
    const { api, onTransaction } = await opened
    return onTransaction(tx, () => work(api))
  }
  const secure = new URL(options.publicUrl).protocol === 'https:'
  const cookieName = secure ? `__Secure-${SESSION_COOKIE}` : SESSION_COOKIE
  const cookieIn = (headers: Headers): SessionCookie => ({ name: cookieName, value: sessionValue(headers, cookieName), secure, maxAgeSeconds: SESSION_SECONDS })
  const withCookie = (cookie: string): Headers => new Headers({ cookie: `${cookieName}=${encodeURIComponent(cookie)}` })
  return {
    cookieName,
    signIn: (tx, { email, password, code, userAgent }) =>
      onLibrary(tx, async (api) => {
        const first = await unlessRefused(api.signInEmail({ body: { email, password }, headers: new Headers({ 'user-agent': userAgent }), returnHeaders: true }))
        if (first === null) return { outcome: 'wrong' }
        if (!('twoFactorRedirect' in first.response)) return { outcome: 'signed_in', cookie: cookieIn(first.headers) }
        if (code === undefined) return { outcome: 'code_needed' }
        const headers = new Headers({ cookie: cookiesOf(first.headers), 'user-agent': userAgent })
        const second = await unlessRefused(/^\d{6}$/.test(code)
          ? api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
          : api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }))
        return second === null ? { outcome: 'code_wrong' } : { outcome: 'signed_in', cookie: cookieIn(second.headers) }
      }),
    beginTotp: (tx, { cookie, password }) =>
      onLibrary(tx, async (api) => {
        const answer = await unlessRefused(api.enableTwoFactor({ body: { password, method: 'totp' }, headers: withCookie(cookie) }))
        return answer === null || !('totpURI' in answer) ? null : { uri: answer.totpURI, backupCodes: answer.backupCodes }
      }),
    confirmTotp: (tx, { cookie, code }) =>
      onLibrary(tx, async (api) => {
        const answer = await unlessRefused(api.verifyTOTP({ body: { code }, headers: withCookie(cookie), returnHeaders: true }))
        return answer === null ? null : cookieIn(answer.headers)
      }),
    endTotp: (tx, { cookie, password }) =>
      onLibrary(tx, async (api) => {
        const answer = await unlessRefused(api.disableTwoFactor({ body: { password }, headers: withCookie(cookie), returnHeaders: true }))
        return answer === null ? null : cookieIn(answer.headers)
      }),
    tokenOf: (value) => signedToken(value, options.secret),
  }
}

type Library = Awaited<ReturnType<typeof openOnce>>

async function openOnce(options: AuthenticationOptions) {
  const { openLibrary, onTransaction } = await import('./sign-in-library.ts')
  return { api: openLibrary(options).api, onTransaction }
}

/** The library throws what it refuses (4xx); anything else is a bug or a fault and goes on. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    const { statusCode } = error as { readonly statusCode?: number }
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return null
    throw error
  }
}

const cookiesOf = (headers: Headers): string => headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '').filter((cookie) => !cookie.endsWith('=')).join('; ')

function sessionValue(headers: Headers, name: string): string {
  const values = headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '').filter((cookie) => cookie.startsWith(`${name}=`)).map((cookie) => cookie.slice(name.length + 1))
  return decodeURIComponent(values.findLast((value) => value !== '') ?? '')
}

/** `token.signature`: looked up only when the signature is ours. */
function signedToken(value: string, secret: string): string | null {
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', secret).update(token).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}
