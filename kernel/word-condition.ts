/** What the words of a text must be: one rule that memory evaluates and PostgreSQL reads. */
export type WordCondition =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'beginning'; readonly word: string }
  | { readonly kind: 'all' | 'any'; readonly of: readonly WordCondition[] }
  | { readonly kind: 'not'; readonly of: WordCondition }

export const aWord = (word: string): WordCondition => ({ kind: 'word', word })
export const aBeginning = (word: string): WordCondition => ({ kind: 'beginning', word })
export const noneOf = (of: WordCondition): WordCondition => ({ kind: 'not', of })

/** All of these, or nothing at all. */
export const allOf = (of: readonly (WordCondition | null)[]): WordCondition | null => together('all', of)
/** Any of these, or nothing at all. */
export const anyOf = (of: readonly (WordCondition | null)[]): WordCondition | null => together('any', of)

function together(kind: 'all' | 'any', of: readonly (WordCondition | null)[]): WordCondition | null {
  const conditions = of.filter((condition) => condition !== null)
  return conditions.length > 1 ? { kind, of: conditions } : (conditions[0] ?? null)
}

/** As PostgreSQL reads it in a tsquery. */
export function tsqueryOf(condition: WordCondition): string {
  switch (condition.kind) {
    case 'word': return quoted(condition.word)
    case 'beginning': return `${quoted(condition.word)}:*`
    case 'all': return `(${condition.of.map(tsqueryOf).join(' & ')})`
    case 'any': return `(${condition.of.map(tsqueryOf).join(' | ')})`
    case 'not': return `!${tsqueryOf(condition.of)}`
  }
}

/** Words as PostgreSQL reads them in a tsvector. */
export const tsvectorOf = (words: Iterable<string>): string => [...words].map(quoted).join(' ')

const quoted = (word: string): string => `'${word.replaceAll(/['\\]/g, (sign) => sign + sign)}'`

/** Whether a text with these words is meant. */
export function holds(condition: WordCondition, words: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case 'word': return words.has(condition.word)
    case 'beginning': return [...words].some((each) => each.startsWith(condition.word))
    case 'all': return condition.of.every((each) => holds(each, words))
    case 'any': return condition.of.some((each) => holds(each, words))
    case 'not': return !holds(condition.of, words)
  }
}
