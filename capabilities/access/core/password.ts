import { refused } from '#kernel/decision.ts'
import type { Refusal } from '#kernel/decision.ts'
import { isCommonPassword } from './common-passwords.ts'

const PASSWORD_LENGTH_MIN = 10
const PASSWORD_LENGTH_MAX = 128

type WeakPassword = { readonly ok: false; readonly refusal: Refusal<'access.password_too_short' | 'access.password_too_long' | 'access.password_too_plain' | 'access.password_holds_name' | 'access.password_common'> }

/**
 * A new password: 10 to 128 characters, at least five different ones, not holding the staff number or the mailbox name, and not one of the first that are tried.
 * Refuses with `access.password_too_short`, `access.password_too_long`, `access.password_too_plain`, `access.password_holds_name`, `access.password_common`.
 */
export function checkPassword(password: string, names: readonly string[]): { readonly ok: true } | WeakPassword {
  const letters = [...password]
  if (letters.length < PASSWORD_LENGTH_MIN) return refused('access.password_too_short', { lengthMin: PASSWORD_LENGTH_MIN })
  if (letters.length > PASSWORD_LENGTH_MAX) return refused('access.password_too_long', { lengthMax: PASSWORD_LENGTH_MAX })
  if (new Set(letters).size < 5) return refused('access.password_too_plain')
  const lower = password.toLowerCase()
  if (names.some((name) => name.length >= 4 && lower.includes(name.toLowerCase()))) return refused('access.password_holds_name')
  if (isCommonPassword(names.reduce((rest, name) => (name === '' ? rest : rest.replaceAll(name.toLowerCase(), ' ')), lower))) return refused('access.password_common')
  return { ok: true }
}
