import type { IdSource } from '#kernel/id.ts'
import type { PasswordHasher } from './password-hasher.ts'

/** A session lives this long after it began, used or not. */
export const SESSION_SECONDS = 7 * 86_400
export const SESSION_COOKIE = 'careloop_session'

/** What signing in needs to know. `secret` signs the cookies. */
export type AuthenticationOptions = { readonly secret: string; readonly publicUrl: string; readonly newId: IdSource; readonly hasher: PasswordHasher }
