import { SIMPLIFIED, VARIANTS } from './chinese-variants.ts'

/** Which folding this is. Texts that were indexed under an older one are folded anew: raised whenever `foldText` answers otherwise than before. */
export const FOLDING = 2

/** Full-width signs stand this far behind those of ASCII. */
const WIDE = 0xfee0
const WIDE_SIGNS = /[\uff01-\uff5e]+/g
/** What may have another form: all but ASCII, Latin quotes and dashes, Chinese punctuation and the common characters. */
const UNUSUAL = /[^\0-\x7f\u2010-\u2027\u3001-\u3003\u3008-\u3011\u4e00-\u9fff]/gu

/**
 * One spelling for what people type in several: small letters, half-width forms, simplified characters (one by one; words stay what they are).
 * As long as what was given, unit for unit, so that a place in the folded text is the same place in the text: `Ｅ-042，電腦` → `e-042,电脑`.
 */
export const foldText = (text: string): string => simplify(foldSigns(text))

/** The same with every Chinese character as it was written: for what hangs on the character, like its reading. */
export const foldSigns = (text: string): string =>
  text
    .replace(WIDE_SIGNS, (signs) => [...signs].map((sign) => String.fromCharCode(sign.charCodeAt(0) - WIDE)).join(''))
    .replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
    .replace(UNUSUAL, foldOne)

function foldOne(letter: string): string {
  const folded = letter.normalize('NFKC').toLowerCase()
  return folded.length === letter.length ? folded : letter
}

const FIRST_CHARACTER = 0x3400
const LAST_CHARACTER = 0x9fff
/** By its distance from the first character: the code of the simplified one; 0 where a character has one form only. */
const SIMPLE = new Uint16Array(LAST_CHARACTER - FIRST_CHARACTER + 1)
for (let at = 0; at < VARIANTS.length; at++) SIMPLE[VARIANTS.charCodeAt(at) - FIRST_CHARACTER] = SIMPLIFIED.charCodeAt(at)

function simplify(text: string): string {
  let [simple, from] = ['', 0]
  for (let at = 0; at < text.length; at++) {
    const other = SIMPLE[text.charCodeAt(at) - FIRST_CHARACTER] ?? 0
    if (other === 0) continue
    simple += text.slice(from, at) + String.fromCharCode(other)
    from = at + 1
  }
  return from === 0 ? text : simple + text.slice(from)
}

/** A piece of folded text: a run of Chinese (Japanese, Korean) characters, which know no spaces, or a word. */
export type Run = { readonly kind: 'characters' | 'word'; readonly text: string; readonly at: number }

const RUN = /(?<characters>[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]+)|[[\p{L}\p{N}\p{M}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]]+/gv

/** The runs of folded text in order; punctuation only parts them. */
export const runsOf = (folded: string): readonly Run[] =>
  [...folded.matchAll(RUN)].map((found) => ({ kind: found.groups?.['characters'] === undefined ? 'word' : 'characters', text: found[0], at: found.index }))

/** Neighbours of a run of characters, two by two: 洗衣机 → 洗衣, 衣机. One character stays alone. */
export function pairsOf(characters: string): readonly string[] {
  const letters = [...characters]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}
