/** A piece of a text: plain words, or an address that can be opened. */
export type TextPiece = { readonly text: string; readonly href: string | null }

const ADDRESS = /https?:\/\/[^\s<>"'，。；！？、（）《》【】「」]+/giu
const TRAILING = /[.,;:!?)\]}]+$/

/** Finds the addresses in a text; the sign that ends the sentence is no part of one, and an address that was cut off leads nowhere. */
export function linkedText(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    if (found.includes('…')) continue
    const href = found.replace(TRAILING, '')
    if (index > end) pieces.push({ text: text.slice(end, index), href: null })
    pieces.push({ text: href, href })
    end = index + href.length
  }
  return end < text.length ? [...pieces, { text: text.slice(end), href: null }] : pieces
}
