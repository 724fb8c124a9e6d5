import { betterAuth } from 'better-auth/minimal'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { authAdapter } from './auth-adapter.ts'
import { SESSION_COOKIE, SESSION_SECONDS, type AuthenticationOptions } from './authentication-options.ts'

export { onTransaction } from './auth-adapter.ts'

/** The sign-in library as we use it. It is loaded at the first sign-in: a worker, or a program with an API key, never needs it. */
export function openLibrary({ secret, publicUrl, newId, hasher }: AuthenticationOptions) {
  return betterAuth({
    appName: 'CareLoop',
    baseURL: publicUrl,
    secret,
    trustedOrigins: [new URL(publicUrl).origin],
    database: authAdapter,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 256, password: hasher },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true, cookieCache: { enabled: false } },
    plugins: [twoFactor({ issuer: 'CareLoop', accountLockout: { enabled: false } })],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      database: { generateId: () => newId() },
      useSecureCookies: new URL(publicUrl).protocol === 'https:',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: { name: SESSION_COOKIE } },
      ipAddress: { disableIpTracking: true },
    },
  })
}
