import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** How a customer can be reached. */
export type ContactKind = 'email' | 'phone'

const MAIL = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255}$/u
/** Service numbers such as 95588, which no numbering plan lists. */
const SHORT_CODE = /^(95\d{3,6}|1[01]\d{3}|12\d{3})$/

/**
 * One form for one address, so that it is found again: mail in lower case, telephone numbers in E.164 (read as
 * Chinese ones where no country is named), service numbers as they are. Null for what is no address.
 */
export function normaliseAddress(kind: ContactKind, value: string): string | null {
  const text = value.normalize('NFKC').trim()
  return kind === 'email' ? mail(text) : phone(text)
}

function mail(text: string): string | null {
  return MAIL.test(text) ? text.toLowerCase() : null
}

function phone(text: string): string | null {
  const digits = text.replace(/[\s\-().]/g, '')
  if (SHORT_CODE.test(digits)) return digits
  const parsed = parsePhoneNumberFromString(text, 'CN')
  return parsed?.isValid() === true ? parsed.number : null
}
