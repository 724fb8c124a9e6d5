import { describe, expect, it } from 'vitest'
import { holds } from '#kernel/word-condition.ts'
import { nameConditions } from './name-conditions.ts'
import { nameWords } from './name-words.ts'

const person = (name: string, company: string | null = null) => nameWords({ kind: 'person', name, company })
/** 0: the whole name, 1: its beginning, 2: a part of it, −1: not at all. */
const rank = (typed: string, words: ReadonlySet<string>) => nameConditions(typed).findIndex((condition) => holds(condition, words))

describe('a customer is found by name', () => {
  it.each([
    ['王丽', 0], ['wangli', 0], ['WangLi', 0], ['wang li', 0], ['wl', 0], ['wli', 0], ['王', 1], ['wang', 1], ['wangl', 0], ['wa', 1], ['丽', 2], ['li', 2],
    ['王莉', -1], ['wangmei', -1], ['w', -1], ['👍', -1], ['---', -1], ['丽王', -1],
  ])('王丽 by %s: rank %i', (typed, expected) => expect(rank(typed, person('王丽'))).toBe(expected))

  it.each([
    ['单雄信', 'shanxiongxin', 'danxiongxin'],
    ['曾国藩', 'zengguofan', 'cengguofan'],
    ['仇英', 'qiuying', 'chouying'],
    ['解晓东', 'xiexiaodong', 'jiexiaodong'],
    ['查良镛', 'zhaliangyong', 'chaliangyong'],
    ['尉迟恭', 'yuchigong', 'weichigong'],
  ])('the surname of %s is read as a surname: %s, not %s', (name, right, wrong) => {
    expect(rank(right, person(name))).toBe(0)
    expect(rank(wrong, person(name))).toBe(-1)
  })

  it('a given name is found in each of its readings', () => {
    expect(rank('lile', person('李乐'))).toBe(0)
    expect(rank('liyue', person('李乐'))).toBe(0)
  })

  it('ü is typed as v or as it is', () => {
    expect(rank('lvbu', person('吕布'))).toBe(0)
    expect(rank('lübu', person('吕布'))).toBe(0)
  })

  it('names in other letters are found by each of their words', () => {
    const john = person('John Smith')
    expect([rank('john smith', john), rank('john', john), rank('smi', john), rank('jane', john)]).toEqual([0, 1, 2, -1])
  })

  it('the company of a person, and a company by itself, are read as ordinary words', () => {
    expect(rank('青禾', person('王丽', '青禾食品'))).toBe(2)
    expect(rank('qhsp', person('王丽', '青禾食品'))).toBe(2)
    expect(rank('danxiang', nameWords({ kind: 'company', name: '单向街书店', company: null }))).toBe(1)
  })

  it('traditional and simplified characters are one; a character is read as it is written', () => {
    expect(['欧阳丽', '歐陽麗', '歐陽', 'ouyangli'].map((typed) => rank(typed, person('歐陽麗')))).toEqual([0, 0, 1, 0])
    expect(['歐陽麗', 'oyl'].map((typed) => rank(typed, person('欧阳丽')))).toEqual([0, 0])
    expect(rank('liqian', person('李乾'))).toBe(0)
  })

  it('two words are both wanted', () => {
    expect(rank('王丽 青禾', person('王丽', '青禾食品'))).toBe(2)
    expect(rank('王丽 白云', person('王丽', '青禾食品'))).toBe(-1)
  })
})
