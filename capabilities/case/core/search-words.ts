import { findAddresses } from '#capabilities/access/core/mask-text.ts'
import { pairsOf, runsOf } from '#kernel/fold-text.ts'

/** Longer words are one word as far as this. */
const WORD_MAX = 40
/** The last digits of a number, which everybody sees of it. */
const TAIL = 4

/** The word under which an address is found, whole or not at all. */
export const addressWord = (value: string): string => `@${value}`
export const cutWord = (word: string): string => word.slice(0, WORD_MAX)
/** The word of the day on which something was written: a search begins with the newest days. */
export const dayWord = (day: number): string => `~${day}`
/** Who wrote a message: the customer, we, or an internal note. */
export type Sender = 'in' | 'out' | 'note'
/** The word under which a message is filed for who wrote it. */
export const senderWord = (sender: Sender): string => `<${sender}`

/**
 * The words under which folded text is found: Chinese characters two by two, other words whole, addresses whole. Nothing here finds a
 * part of an address that a mask would hide. `singles`: single characters too, for short texts.
 */
export function wordsOf(folded: string, { singles }: { readonly singles: boolean }): ReadonlySet<string> {
  const words = new Set<string>()
  const addresses = findAddresses(folded)
  for (const { kind, value } of addresses) {
    words.add(addressWord(value))
    for (const { text } of runsOf(kind === 'phone' ? value.slice(-TAIL) : value.slice(value.lastIndexOf('@')))) words.add(cutWord(text))
  }
  for (const run of runsOf(without(folded, addresses))) {
    if (run.kind === 'word') words.add(cutWord(run.text))
    else for (const part of [...pairsOf(run.text), ...(singles ? run.text : [])]) words.add(part)
  }
  return words
}

/** The text with a gap where these stand; everything else keeps its place. */
export function without(text: string, places: readonly { readonly from: number; readonly to: number }[]): string {
  let rest = text
  for (const { from, to } of places) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to)
  return rest
}
