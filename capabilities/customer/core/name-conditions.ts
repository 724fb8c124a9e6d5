import { foldText, pairsOf, runsOf } from '#kernel/fold-text.ts'
import { aBeginning, allOf, anyOf, aWord, noneOf, type WordCondition } from '#kernel/word-condition.ts'

const WORD_MAX = 40

export const cutName = (word: string): string => word.slice(0, WORD_MAX)
/** A folded name without what parts its words: `wang li` is `wangli`. */
export const compactName = (folded: string): string => cutName(runsOf(folded).map(({ text }) => text).join(''))

/** From the best to the widest: the whole name, its beginning, any part of it. Each leaves out what the one before has. */
export function nameConditions(typed: string): readonly WordCondition[] {
  const folded = foldText(typed).replaceAll('ü', 'v')
  const runs = runsOf(folded)
  const whole = compactName(folded)
  const latin = /^[a-z]+$/.test(whole)
  if (whole === '' || (whole.length < 2 && !/\p{sc=Han}/u.test(whole))) return []
  const exactly = anyOf([aWord(`=${whole}`), latin ? aWord(`p=${whole}`) : null])
  const beginning = anyOf([aBeginning(`=${whole}`), latin ? aBeginning(`p=${whole}`) : null])
  const somewhere = allOf(runs.map(({ kind, text }) => (kind === 'word' ? wordOfName(cutName(text)) : allOf(pairsOf(text).map(aWord)))))
  if (exactly === null || beginning === null || somewhere === null) return []
  return [exactly, allOf([beginning, noneOf(exactly)]), allOf([somewhere, noneOf(beginning)])].filter((condition) => condition !== null)
}

const wordOfName = (word: string): WordCondition | null => anyOf([aBeginning(`n=${word}`), /^[a-z]+$/.test(word) ? anyOf([aBeginning(`p=${word}`), aBeginning(`q=${word}`)]) : null])
