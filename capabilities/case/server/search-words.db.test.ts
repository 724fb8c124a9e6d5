import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldText } from '#kernel/fold-text.ts'
import { holds, tsqueryOf, tsvectorOf, type WordCondition } from '#kernel/word-condition.ts'
import { nameConditions } from '#capabilities/customer/core/name-conditions.ts'
import { nameWords } from '#capabilities/customer/core/name-words.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import { conditionOf } from '../core/search-condition.ts'
import { parseSearch } from '../core/search-query.ts'
import { wordsOf } from '../core/search-words.ts'

const PIECES = ['退款', '洗衣机', '漏水', '发票退款', 'printer', 'print', 'E-042', '13812345678', 'wangli@example.com', ' ', '，', "'", '\\', '-', '"', '👍', '王丽', '单', 'wl', '&|!:*()<->']
const piece = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }).map((text) => text.replaceAll('\0', '')) })
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))

it('what memory says of words and a query, PostgreSQL says too', async () => {
  const { db, drop } = await freshDatabase()
  const inDatabase = async (words: ReadonlySet<string>, condition: WordCondition): Promise<unknown> =>
    (await db.query({ text: 'select $1::tsvector @@ $2::tsquery as meant', values: [tsvectorOf(words), tsqueryOf(condition)] })).rows[0]?.['meant']
  await fc.assert(fc.asyncProperty(text, text, fc.boolean(), async (said, typed, loose) => {
    const words = wordsOf(foldText(said), { singles: true })
    const condition = conditionOf(parseSearch(typed), { closeness: loose ? 'loose' : 'near', singles: true })
    expect(condition === null || (await inDatabase(words, condition)) === holds(condition, words)).toBe(true)
    const names = nameWords({ kind: 'person', name: said, company: null })
    for (const way of nameConditions(typed)) expect(await inDatabase(names, way)).toBe(holds(way, names))
  }), { seed: 20_261_122, numRuns: 300 })
  await drop()
})
