import { foldText } from '#kernel/fold-text.ts'
import { maskMail, maskPhone } from './masking.ts'

/** An address in running text: where it stands, and the one form by which it is found again (`13812341234`, `wangli@example.com`). */
export type FoundAddress = { readonly kind: 'email' | 'phone'; readonly from: number; readonly to: number; readonly value: string }

const MAIL = String.raw`[^\s@<>()\[\]\\,;:"'，。；：、（）《》“”\p{Cc}\p{sc=Han}]{1,64}@[^\s@<>()\[\]\\,;:"'，。；：、（）《》“”\p{Cc}\p{sc=Han}]{1,253}\.[a-z\d]{2,24}(?![a-z\d])`
const MOBILE = String.raw`(?:(?:\+|00)?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}`
const LAND_LINE = String.raw`\(?0\d{2,3}\)?[-\s]?\d{3,4}[-\s]?\d{4}`
const SERVICE = String.raw`[48]00[-\s]?\d{3}[-\s]?\d{4}`
const FOREIGN = String.raw`\+\d{1,3}(?:[-\s()]{0,2}\d){6,12}`
/** A number in Chinese text has no space before it, and a case number is none. */
const ADDRESS = new RegExp(String.raw`(?<mail>${MAIL})|(?<![\p{N}+]|[a-z\d]-)(?:${MOBILE}|${LAND_LINE}|${SERVICE}|${FOREIGN})(?![-]?\d)`, 'gu')

/** Mail addresses and telephone numbers in folded text. */
export const findAddresses = (folded: string): readonly FoundAddress[] =>
  [...folded.matchAll(ADDRESS)].map((found) => {
    const kind = found.groups?.['mail'] === undefined ? 'phone' : 'email'
    return { kind, from: found.index, to: found.index + found[0].length, value: kind === 'email' ? found[0] : digitsOf(found[0]) }
  })

/** A number without its spaces and without the country it is dialled from. */
const digitsOf = (number: string): string => number.replaceAll(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '')

/** Running text with the middle of every address hidden, for those who do not see them in full. */
export function maskAddresses(text: string): string {
  let masked = ''
  let after = 0
  for (const { kind, from, to } of findAddresses(foldText(text))) {
    const address = text.slice(from, to)
    masked += text.slice(after, from) + (kind === 'email' ? maskMail(address) : maskPhone(address.replaceAll(/[-\s()（）]/g, '')))
    after = to
  }
  return masked + text.slice(after)
}
