import { foldText, pairsOf, runsOf } from '#kernel/fold-text.ts'
import { findAddresses } from '#capabilities/access/core/mask-text.ts'
import type { SearchQuery, Term } from './search-query.ts'

/** A place to highlight: from here, up to there, in UTF-16 units of the text it comes with. */
export type Mark = readonly [from: number, to: number]
/** A piece of a text around what was found. */
export type Snippet = { readonly text: string; readonly marks: readonly Mark[] }

const SNIPPET_LENGTH = 120
const BEFORE_FIRST = 24
const MARKS_MAX = 20

/** Where the query's words stand in a text as it is shown: what is masked there is not marked. */
export function marksIn(shown: string, { terms }: SearchQuery): readonly Mark[] {
  const folded = foldText(shown)
  return merged(terms.filter(({ excluded }) => !excluded).flatMap((term) => marksOfTerm(folded, term))).slice(0, MARKS_MAX)
}

function marksOfTerm(folded: string, term: Term): readonly Mark[] {
  if (term.addresses.length > 0) return findAddresses(folded).filter(({ value }) => term.addresses.includes(value)).map(({ from, to }) => [from, to])
  const whole = term.exact ? placesOf(folded, term.text) : []
  if (whole.length > 0) return whole
  return term.runs.flatMap((run, index) => {
    const open = term.open && index === term.runs.length - 1
    return run.kind === 'word' ? wordPlaces(folded, run.text, open) : characterPlaces(folded, run.text)
  })
}

const wordPlaces = (folded: string, word: string, open: boolean): readonly Mark[] =>
  runsOf(folded).filter(({ text }) => text === word || (open && text.startsWith(word))).map(({ at }) => [at, at + word.length])

/** The characters as they were typed; where they stand nowhere so, each two of them. */
function characterPlaces(folded: string, characters: string): readonly Mark[] {
  const together = placesOf(folded, characters)
  return together.length > 0 ? together : pairsOf(characters).flatMap((pair) => placesOf(folded, pair))
}

function placesOf(folded: string, wanted: string): readonly Mark[] {
  const places: Mark[] = []
  for (let at = folded.indexOf(wanted); at >= 0 && places.length < MARKS_MAX; at = folded.indexOf(wanted, at + wanted.length)) places.push([at, at + wanted.length])
  return places
}

/** In order, and without overlaps. */
function merged(marks: readonly Mark[]): readonly Mark[] {
  const together: Mark[] = []
  for (const [from, to] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = together.at(-1)
    if (last !== undefined && from <= last[1]) together[together.length - 1] = [last[0], Math.max(last[1], to)]
    else together.push([from, to])
  }
  return together
}

/** One line of a text around the first thing found, with an ellipsis where it was cut. */
export function snippetOf(shown: string, query: SearchQuery): Snippet {
  const line = shown.replaceAll(/[\s\p{Cc}]/gu, ' ')
  const marks = marksIn(line, query)
  const from = boundary(line, Math.max(0, (marks[0]?.[0] ?? 0) - BEFORE_FIRST))
  const to = boundary(line, Math.min(line.length, from + SNIPPET_LENGTH))
  const [head, tail] = [from > 0 ? '…' : '', to < line.length ? '…' : '']
  const inside = marks.filter((mark) => mark[0] >= from && mark[1] <= to).map(([start, end]) => [start - from + head.length, end - from + head.length] as const)
  return { text: `${head}${line.slice(from, to)}${tail}`, marks: inside }
}

/** A place that cuts no character in two. */
const boundary = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at)
