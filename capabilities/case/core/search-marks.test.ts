import { describe, expect, it } from 'vitest'
import { marksIn, snippetOf } from './search-marks.ts'
import { numberConditions, numberMarks, numberWords } from './search-number.ts'
import { parseSearch } from './search-query.ts'
import { windowsOf } from './search-windows.ts'
import { holds } from '#kernel/word-condition.ts'

const marked = (text: string, typed: string) => marksIn(text, parseSearch(typed)).map(([from, to]) => text.slice(from, to))

describe('what is highlighted', () => {
  it.each([
    ['洗衣机漏水，洗衣机坏了', '洗衣机', ['洗衣机', '洗衣机']],
    ['发票没到，申请退款', '发票退款', ['发票', '退款']],
    ['Printer E-042', 'print e-042', ['E', '042']],
    ['Printer', 'print', ['Print']],
    ['ＰＲＩＮＴＥＲ坏了', 'printer', ['ＰＲＩＮＴＥＲ']],
    ['请打138 1234 5678', '13812345678', ['138 1234 5678']],
    ['退款退款', '退款', ['退款退款']],
    ['申请退款', '退款 -换货', ['退款']],
    ['👍好的退款', '退款', ['退款']],
  ])('%s, looked for with %s', (text, typed, expected) => expect(marked(text, typed)).toEqual(expected))
})

it('a snippet is one line around what was found, and its marks fit', () => {
  const text = `${'前面的话'.repeat(30)}\n申请退款，谢谢。${'后面的话'.repeat(60)}`
  const { text: line, marks } = snippetOf(text, parseSearch('退款'))
  expect(line).toMatch(/^….*申请退款，谢谢。.*…$/)
  expect(line).not.toMatch(/\n/)
  expect(marks.map(([from, to]) => line.slice(from, to))).toEqual(['退款'])
  expect(snippetOf('短', parseSearch('退款'))).toEqual({ text: '短', marks: [] })
  expect(snippetOf(`退款${'👍'.repeat(100)}`, parseSearch('退款')).text.isWellFormed()).toBe(true)
})

describe('a case is found by its number and by parts of it', () => {
  const rank = (typed: string, number = 'SH-20261122-0042') => numberConditions(parseSearch(typed)).findIndex((condition) => holds(condition, numberWords(number)))
  it.each([['SH-20261122-0042', 0], ['sh-20261122-0042', 0], ['20261122-0042', 0], ['0042', 0], ['42', 0], ['00042', 1], ['SH-20261122', 1], ['SH-20261122-', 1], ['20261122', 0], ['SH-20261122-00', 1], ['202611', 0]])('%s: rank %i', (typed, expected) =>
    expect(rank(typed)).toBe(expected))
  it.each(['4', 'SH', '0043', '2026', '004', '20261123', '1122', '打印机', '0042 打印机', '-0042'])('%s does not', (typed) => expect(rank(typed)).toBe(-1))
  it('highlights the part', () => expect(numberMarks('SH-20261122-0042', parseSearch('0042'))).toEqual([[12, 16]]))
})

describe('the newest days come first', () => {
  const days = (count: number, documents: number) => Array.from({ length: count }, (_, index) => ({ day: 20_000 - index, documents }))
  it('a small collection is looked through at once', () => expect(windowsOf(days(20, 1_000))).toEqual([{ days: null, from: null }]))
  it('a large one in windows that do not overlap, then all that is left', () => {
    const windows = windowsOf(days(32, 2_700))
    expect(windows.slice(0, 2)).toEqual([{ days: [20_000], from: 20_000 * 86_400_000 }, { days: [19_999], from: 19_999 * 86_400_000 }])
    expect(windows).toHaveLength(13)
    expect(windows.at(-1)).toEqual({ days: null, from: null })
  })
  it('days with little written on them share a window, sixteen at most', () => {
    expect(windowsOf(days(32, 1_000)).slice(0, 2).map((window) => window.days)).toEqual([[20_000, 19_999], [19_998, 19_997]])
    expect(windowsOf(days(32, 10)).map((window) => window.days?.length)).toEqual([16, 16, undefined])
  })
})
