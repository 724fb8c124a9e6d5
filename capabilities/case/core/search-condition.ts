import { pairsOf } from '#kernel/fold-text.ts'
import { aBeginning, allOf, anyOf, aWord, noneOf, type WordCondition } from '#kernel/word-condition.ts'
import type { SearchQuery, Term } from './search-query.ts'
import { addressWord, cutWord, senderWord } from './search-words.ts'

/** `near`: characters typed together stand together. `loose`: they may be two words that stand apart (发票退款 finds 发票…退款). */
export type Closeness = 'near' | 'loose'
export type Matching = { readonly closeness: Closeness; readonly singles: boolean }

const LOOSE_MAX = 16
const BEGINNING_MIN = 3

/** What the words must be for this query; null where it asks for nothing that has words. */
export function conditionOf({ terms, from }: SearchQuery, matching: Matching): WordCondition | null {
  const wanted = allOf(terms.filter(({ excluded }) => !excluded).map((term) => conditionOfTerm(term, matching)))
  if (wanted === null) return null
  const unwanted = terms.filter(({ excluded }) => excluded).map((term) => conditionOfTerm(term, { ...matching, closeness: 'near' }))
  return allOf([wanted, ...(from === null ? [] : [aWord(senderWord(from))]), ...unwanted.map((of) => of && noneOf(of))])
}

function conditionOfTerm(term: Term, { closeness, singles }: Matching): WordCondition | null {
  const runs = term.runs.map((run, index) => {
    if (run.kind === 'word') return wordCondition(run.text, term.open && index === term.runs.length - 1)
    const letters = [...run.text]
    if (letters.length === 1 && !singles) return null
    return closeness === 'loose' && !term.exact ? looseCondition(letters) : allOf(pairsOf(run.text).map(aWord))
  })
  return allOf([...term.addresses.map((value) => aWord(addressWord(value))), ...runs])
}

/** A word still being typed may go on; a number may not, or one could feel one's way along a masked one. */
const wordCondition = (text: string, open: boolean): WordCondition =>
  open && text.length >= BEGINNING_MIN && /^\p{L}+$/u.test(text) ? aBeginning(cutWord(text)) : aWord(cutWord(text))

/** Of each way to part the characters in two words: all neighbours but those that the cut goes through. */
function looseCondition(letters: readonly string[]): WordCondition | null {
  const pairs = pairsOf(letters.join('')).map(aWord)
  if (letters.length < 4 || letters.length > LOOSE_MAX) return allOf(pairs)
  const cuts = pairs.slice(1, -1).map((_pair, index) => allOf(pairs.filter((_other, place) => place !== index + 1)))
  return anyOf(cuts)
}

/** Whether a looser reading would find more. */
export const canLoosen = ({ terms }: SearchQuery): boolean =>
  terms.some(({ exact, excluded, runs }) => !exact && !excluded && runs.some(({ kind, text }) => kind === 'characters' && [...text].length >= 4 && [...text].length <= LOOSE_MAX))

/** What must stand in the folded text as it was typed: neighbours two by two do not yet make a word of three. */
export const literalsOf = ({ terms }: SearchQuery, closeness: Closeness): readonly string[] =>
  terms.filter(({ excluded }) => !excluded).flatMap((term) => {
    if (term.exact) return term.addresses.length > 0 ? [] : [term.text]
    return term.runs.filter(({ kind, text }) => kind === 'characters' && (closeness === 'near' || [...text].length < 4)).map(({ text }) => text)
  })
