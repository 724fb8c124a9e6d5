import type { AudienceSubject } from './audience.ts'
import { mayOn } from './viewer.ts'
import type { Viewer } from './viewer.ts'

/** Hides the middle of a phone number: `13812341234` → `138****1234`; short numbers keep their last two digits. */
export function maskPhone(phone: string): string {
  const digits = [...phone]
  if (digits.length < 8) return '*'.repeat(Math.max(digits.length - 2, 0)) + digits.slice(-2).join('')
  return `${digits.slice(0, digits.length - 8).join('')}****${digits.slice(-4).join('')}`
}

/** Hides the local part but its first letter: `wangli@example.com` → `w***@example.com`. What is no address is hidden whole. */
export function maskMail(mail: string): string {
  const at = mail.lastIndexOf('@')
  return at < 1 ? '***' : `${[...mail][0]}***${mail.slice(at)}`
}

/** Keeps the first character of a name: `王丽` → `王*`, `欧阳明月` → `欧***`. */
export function maskName(name: string): string {
  const letters = [...name]
  return letters.length < 2 ? '*' : `${letters[0]}${'*'.repeat(Math.min(letters.length - 1, 3))}`
}

/** The value as this viewer may read it: in full where `customer.read_full` reaches the case it is read through, else masked. */
export const shownTo = (viewer: Viewer, subject: AudienceSubject, value: string, mask: (value: string) => string): string =>
  mayOn(viewer, 'customer.read_full', subject) ? value : mask(value)
