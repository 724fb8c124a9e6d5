import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { chineseVariants } from '#tests/data/chinese-variants/write-chinese-variants.ts'
import { foldSigns, foldText, pairsOf, runsOf } from './fold-text.ts'

describe('one spelling for what people type in several', () => {
  it.each([
    ['Ｅ-042，ＯＫ！', 'e-042,ok!'],
    ['１３８００１３８０００', '13800138000'],
    ['Straße ÉCOLE', 'straße école'],
    ['王丽。', '王丽。'],
    ['㎏ 与 ½', '㎏ 与 ½'],
    ['電腦無法開機', '电脑无法开机'],
    ['後來頭髮乾了，裏裡臺台', '后来头发干了,里里台台'],
    ['軟體與軟件', '软体与软件'],
  ])('%s is %s', (given, expected) => expect(foldText(given)).toBe(expected))

  it('is the same for whoever writes traditional and whoever writes simplified characters, and folded again it stays', () => {
    for (const [one, other] of [['電腦無法開機', '电脑无法开机'], ['印表機離線，請儘快處理', '印表机离线，请尽快处理'], ['衛生間漏水', '衞生間漏水']] as const) expect(foldText(one)).toBe(foldText(other))
    const all = foldText(String.fromCharCode(...Array.from({ length: 0x6c00 }, (_, at) => 0x3400 + at)))
    expect(foldText(all)).toBe(all)
  })

  it('leaves the characters to whoever reads them aloud', () => expect(foldSigns('乾隆，ＯＫ')).toBe('乾隆,ok'))

  it('keeps every place where it is, whatever is folded', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(text)).toHaveLength(text.length)
      for (const run of runsOf(foldText(text))) expect(foldText(text).slice(run.at, run.at + run.text.length)).toBe(run.text)
    }), { seed: 20261122 })
  })
})

it('the table of characters is what OpenCC says', async () => expect(await readFile(new URL('chinese-variants.ts', import.meta.url), 'utf8')).toBe(chineseVariants()))

it('Chinese runs and words part from each other, punctuation is none of them', () => {
  expect(runsOf('打印机e042报错, ok?').map(({ kind, text }) => [kind, text])).toEqual([['characters', '打印机'], ['word', 'e042'], ['characters', '报错'], ['word', 'ok']])
  expect(runsOf('👍 —— ！')).toEqual([])
})

it('a run is looked at two by two', () => {
  expect(pairsOf('洗衣机')).toEqual(['洗衣', '衣机'])
  expect(pairsOf('退')).toEqual(['退'])
  expect(pairsOf('𠮷野家')).toEqual(['𠮷野', '野家'])
})
