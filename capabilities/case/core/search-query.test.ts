import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '#kernel/fold-text.ts'
import { holds } from '#kernel/word-condition.ts'
import { conditionOf, literalsOf, type Closeness } from './search-condition.ts'
import { parseSearch } from './search-query.ts'
import { wordsOf, senderWord, type Sender } from './search-words.ts'

/** Whether a search for this finds a message that says that. */
function finds(typed: string, text: string, { closeness = 'near', from = 'in' }: { readonly closeness?: Closeness; readonly from?: Sender } = {}): boolean {
  const query = parseSearch(typed)
  const condition = conditionOf(query, { closeness, singles: false })
  const words = new Set([...wordsOf(foldText(text), { singles: false }), senderWord(from)])
  return condition !== null && holds(condition, words) && literalsOf(query, closeness).every((literal) => foldText(text).includes(literal))
}

describe('what finds a message', () => {
  const said = '您好，办公室的洗衣机漏水了，打印机显示 E-042，发票还没收到，申请退款。Printer shows error.'
  it.each(['漏水', '洗衣机', '洗衣机 退款', 'E-042', 'ｅ-042', 'e042 '.replace('e042', 'e-042'), 'printer', 'PRINT', '"申请退款"', '“申请退款”', '「申请退款」', '退款 -换货', 'from:customer 漏水', '来自:客户 漏水', '退 漏水'])('%s finds it', (typed) =>
    expect(finds(typed, said)).toBe(true))
  it.each(['换货', '衣服', '机洗衣', '漏水 换货', '"退款申请"', '退款 -发票', 'from:us 漏水', '来自:备注 漏水', 'rinter', 'print ', '退', '-退款', '👍', '""', '----', '!?，。', 'from:customer'])('%s does not', (typed) =>
    expect(finds(typed, said)).toBe(false))

  it('two words typed without a space are found apart when looked for loosely, and only then', () => {
    expect(finds('发票退款', said)).toBe(false)
    expect(finds('发票退款', said, { closeness: 'loose' })).toBe(true)
    expect(finds('发票换货', said, { closeness: 'loose' })).toBe(false)
    expect(finds('"发票退款"', said, { closeness: 'loose' })).toBe(false)
  })

  it('neighbours that do not stand together make no word', () => expect(finds('洗衣机', '洗衣店修了衣机')).toBe(false))
})

describe('an address in a text is found whole, or by what a mask shows of it', () => {
  const said = '请打 138 1234 5678 或写信到 wangli.shop@example.com'
  it.each(['13812345678', '138 1234 5678', '+86 138-1234-5678', 'wangli.shop@example.com', 'WangLi.Shop@Example.com', '5678', 'example'])('%s finds it', (typed) => expect(finds(typed, said)).toBe(true))
  it.each(['138', '1381234', '138123456', '1234', '12345678', '"138 1234"', 'wangli', 'shop', 'wangli.shop', 'wangli.shop@', 'angli.shop@example.com', '13812345679'])('%s does not', (typed) =>
    expect(finds(typed, said)).toBe(false))
})

it('whatever is typed is read, in a time that does not grow beyond it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
    const { terms } = parseSearch(typed)
    expect(terms.length).toBeLessThanOrEqual(12)
    for (const closeness of ['near', 'loose'] as const) conditionOf({ terms, from: null }, { closeness, singles: true })
  }), { seed: 20261122 })
})

it('a text is found by every word in it, and by every two characters that stand together', () => {
  const piece = fc.oneof(fc.constantFrom('退款', '洗衣机', '漏水了', 'printer', 'e042', '，', ' ', '请尽快处理'), fc.string({ maxLength: 6 }))
  fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 20 }), fc.nat(), (pieces, at) => {
    const text = pieces.join('')
    const characters = text.match(/\p{sc=Han}{2,6}/gu) ?? []
    const typed = characters[at % Math.max(1, characters.length)]
    expect(typed === undefined || finds(`"${typed}"`, text)).toBe(true)
  }), { seed: 20261122 })
})
