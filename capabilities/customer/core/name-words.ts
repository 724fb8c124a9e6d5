import { pinyin } from 'pinyin-pro'
import { foldSigns, foldText, pairsOf, runsOf } from '#kernel/fold-text.ts'
import { compactName, cutName as cut } from './name-conditions.ts'

/** What a customer is called, and whether the first character is a surname. */
export type Named = { readonly kind: 'person' | 'company'; readonly name: string; readonly company: string | null }

const READINGS_MAX = 8
/** Of names of so many syllables each syllable may be typed in full or by its first letter. */
const MIXED_MAX = 4

/**
 * The words under which a name is found: 王丽 as 王丽, 王, 丽, `wangli`, `wl`, `wangl`, `wli`, `li`. Surnames are read as surnames
 * (单 shàn, 曾 zēng, 仇 qiú, 解 xiè), other characters in each of their readings.
 */
export function nameWords({ kind, name, company }: Named): ReadonlySet<string> {
  const folded = foldText(name)
  const words = new Set([`=${compactName(folded)}`, ...partsOf(folded)])
  for (const syllables of readings(foldSigns(name), kind === 'person')) {
    for (const spelling of spellings(syllables)) words.add(`p=${cut(spelling)}`)
    for (let from = 1; from < syllables.length; from += 1) {
      words.add(`q=${cut(syllables.slice(from).join(''))}`)
      words.add(`q=${cut(initials(syllables.slice(from)))}`)
    }
  }
  if (company !== null) for (const word of companyWords(company)) words.add(word)
  return words
}

const companyWords = (company: string): readonly string[] => [
  ...partsOf(foldText(company)),
  ...readings(foldSigns(company), false).flatMap((syllables) => [`q=${cut(syllables.join(''))}`, `q=${cut(initials(syllables))}`]),
]

const initials = (syllables: readonly string[]): string => syllables.map((syllable) => syllable[0] ?? '').join('')

/** Characters one by one and two by two, and words. */
const partsOf = (folded: string): readonly string[] =>
  runsOf(folded).flatMap(({ kind, text }) => (kind === 'word' ? [`n=${cut(text)}`] : [...text, ...pairsOf(text)]))

/** The syllables of the Chinese characters, in each way they may be read. */
function readings(folded: string, person: boolean): readonly (readonly string[])[] {
  const characters = [...folded].filter((letter) => /\p{sc=Han}/u.test(letter))
  if (characters.length === 0) return []
  const text = characters.join('')
  const usual = pinyin(text, { toneType: 'none', type: 'array', v: true, surname: person ? 'head' : 'off' })
  const surnameLength = person ? lengthOfSurname(text) : 0
  return characters.reduce<readonly (readonly string[])[]>((ways, character, index) => {
    const first = usual[index] ?? ''
    const choices = index < surnameLength ? [first] : [...new Set([first, ...allReadings(character)])]
    return ways.flatMap((way) => choices.map((choice) => [...way, choice])).slice(0, READINGS_MAX)
  }, [[]])
}

const COMPOUND_SURNAMES = /^(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|尉迟|尉遲|令狐|皇甫|夏侯|东方|東方|公孙|公孫|慕容|长孙|長孫|宇文|司徒|司空|独孤|獨孤|南宫|南宮|端木|百里|东郭|東郭|单于|單于|万俟|万俟)/
const lengthOfSurname = (name: string): number => (COMPOUND_SURNAMES.test(name) ? 2 : 1)
const allReadings = (character: string): readonly string[] => pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true })

/** In full, by first letters, and for short names anything between. */
function spellings(syllables: readonly string[]): readonly string[] {
  if (syllables.length > MIXED_MAX) return [syllables.join(''), initials(syllables)]
  return syllables.reduce<readonly string[]>((ways, syllable) => ways.flatMap((way) => [...new Set([`${way}${syllable}`, `${way}${syllable[0] ?? ''}`])]), [''])
}
