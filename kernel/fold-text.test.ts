import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText, pairsOf, runsOf } from './fold-text.ts'

describe('one spelling for what people type in several', () => {
  it.each([
    ['Ｅ-042，ＯＫ！', 'e-042,ok!'],
    ['１３８００１３８０００', '13800138000'],
    ['Straße ÉCOLE', 'straße école'],
    ['王丽。', '王丽。'],
    ['㎏ 与 ½', '㎏ 与 ½'],
  ])('%s is %s', (given, expected) => expect(foldText(given)).toBe(expected))

  it('keeps every place where it is, whatever is folded', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(text)).toHaveLength(text.length)
      for (const run of runsOf(foldText(text))) expect(foldText(text).slice(run.at, run.at + run.text.length)).toBe(run.text)
    }), { seed: 20261122 })
  })
})

it('Chinese runs and words part from each other, punctuation is none of them', () => {
  expect(runsOf('打印机e042报错, ok?').map(({ kind, text }) => [kind, text])).toEqual([['characters', '打印机'], ['word', 'e042'], ['characters', '报错'], ['word', 'ok']])
  expect(runsOf('👍 —— ！')).toEqual([])
})

it('a run is looked at two by two', () => {
  expect(pairsOf('洗衣机')).toEqual(['洗衣', '衣机'])
  expect(pairsOf('退')).toEqual(['退'])
  expect(pairsOf('𠮷野家')).toEqual(['𠮷野', '野家'])
})
