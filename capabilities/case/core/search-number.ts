import { foldText } from '#kernel/fold-text.ts'
import { aBeginning, aWord, noneOf, type WordCondition } from '#kernel/word-condition.ts'
import type { SearchQuery } from './search-query.ts'

const NUMBER = /^(?:(?<prefix>[a-z]{1,8})-)?(?<day>\d{8})-(?<serial>\d+)$/
const mark = (part: string): string => `#${part}`
const unpadded = (serial: string): string => serial.replace(/^0+(?=\d)/, '')

/** The words under which a case is found by parts of its number: `SH-20261122-0042` by all of it, `20261122-0042`, `20261122`, `202611`, `0042`, `42`. */
export function numberWords(number: string): ReadonlySet<string> {
  const folded = foldText(number)
  const { day = '', serial = '' } = NUMBER.exec(folded)?.groups ?? {}
  const parts = day === '' ? [folded] : [folded, `${day}-${serial}`, day, day.slice(0, 6), serial, unpadded(serial)]
  return new Set(parts.map(mark))
}

/** What the query asks of a number: first just that number, then those that begin so or have such a part. None where it is no number. */
export function numberConditions({ terms }: SearchQuery): readonly WordCondition[] {
  const [term] = terms
  if (term === undefined || terms.length > 1 || term.excluded || !/\d/.test(term.text)) return []
  const typed = term.text.replace(/-$/, '')
  if (!/^[a-z\d]+(?:-[a-z\d]+)*$/.test(typed) || /^\d$/.test(typed)) return []
  const exactly = aWord(mark(typed))
  const wider = widerCondition(typed)
  return wider === null ? [exactly] : [exactly, { kind: 'all', of: [wider, noneOf(exactly)] }]
}

/** A number still being typed, or with more or fewer zeros before it. */
function widerCondition(typed: string): WordCondition | null {
  if (/^0\d+$/.test(typed)) return aWord(mark(unpadded(typed)))
  const begun = /^(?:[a-z]{1,8}-)?(?<rest>\d{6}(?:\d{2}(?:-\d+)?)?)$/.exec(typed)?.groups?.['rest']
  if (begun === undefined) return null
  return begun.includes('-') ? aBeginning(mark(begun)) : aWord(mark(begun))
}

/** Where in a shown number the typed part stands. */
export function numberMarks(number: string, { terms }: SearchQuery): readonly (readonly [number, number])[] {
  const typed = (terms[0]?.text ?? '').replace(/-$/, '')
  const at = foldText(number).lastIndexOf(typed)
  return typed === '' || at < 0 ? [] : [[at, at + typed.length]]
}
