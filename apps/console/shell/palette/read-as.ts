/** How a character may be read, syllables without tones. */
export type Readings = ReadonlyMap<string, readonly string[]>

/** Fewer letters say nothing: every second name has such a syllable. */
const LETTERS_MIN = 2
const LETTERS_MAX = 40

/** `gong工公 zuo作` as a map from the character. */
export function readReadings(text: string): Readings {
  const readings = new Map<string, string[]>()
  for (const group of text.split(' ')) {
    const [, syllable = '', characters = ''] = /^([a-z]+)(.*)$/u.exec(group) ?? []
    for (const character of characters) readings.set(character, [...(readings.get(character) ?? []), syllable])
  }
  return readings
}

/**
 * Whether these words, from any of their characters on, are read as what was typed: in full, by first letters, or mixed, the last syllable
 * as far as it is typed. 工作台 is `gongzuotai`, `gzt`, `gongzt`, `zuotai`.
 */
export function readsAs(words: string, typed: string, readings: Readings): boolean {
  if (!/^[a-z]+$/.test(typed) || typed.length < LETTERS_MIN || typed.length > LETTERS_MAX) return false
  const characters = [...words.toLowerCase()].filter((character) => character.trim() !== '')
  // Places that lead nowhere, as place in the words and letters already used.
  const dead = new Set<string>()
  const goesOn = (at: number, used: number): boolean => {
    const character = characters[at]
    if (character === undefined || dead.has(`${at} ${used}`)) return false
    const rest = typed.slice(used)
    const found = (readings.get(character) ?? [character]).some((syllable) =>
      syllable.startsWith(rest) || [syllable, syllable.slice(0, 1)].some((part) => rest.startsWith(part) && goesOn(at + 1, used + part.length)))
    if (!found) dead.add(`${at} ${used}`)
    return found
  }
  return characters.some((character, at) => readings.has(character) && goesOn(at, 0))
}
