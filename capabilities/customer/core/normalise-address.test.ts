import { describe, expect, it } from 'vitest'
import { normaliseAddress } from './normalise-address.ts'

describe('one form for one address', () => {
  it.each([
    ['13800138000', '+8613800138000'],
    ['138 0013 8000', '+8613800138000'],
    ['138-0013-8000', '+8613800138000'],
    ['+86 138 0013 8000', '+8613800138000'],
    ['0086 13800138000', '+8613800138000'],
    ['１３８００１３８０００', '+8613800138000'],
    ['(010) 6552 9988', '+861065529988'],
    ['021-62883888', '+862162883888'],
    ['400-810-8888', '+864008108888'],
    ['+852 2123 4567', '+85221234567'],
    ['+886 912 345 678', '+886912345678'],
    ['+1 (650) 253-0000', '+16502530000'],
    ['95588', '95588'],
    ['12306', '12306'],
    ['10086', '10086'],
    ['955 88', '95588'],
  ])('the number %s is %s', (given, expected) => expect(normaliseAddress('phone', given)).toBe(expected))

  it.each(['', '1', '123', 'abc', '+86', '99999', '138001380001234', '王丽', '12345678901234567890'])('%j is no telephone number', (given) => expect(normaliseAddress('phone', given)).toBeNull())

  it.each([
    ['WangLi@Example.COM', 'wangli@example.com'],
    [' wangli@example.com ', 'wangli@example.com'],
    ['wangli＠example.com', 'wangli@example.com'],
    ['王丽@例子.中国', '王丽@例子.中国'],
    ["o'brien+shop@example.co.uk", "o'brien+shop@example.co.uk"],
  ])('the mail address %s is %s', (given, expected) => expect(normaliseAddress('email', given)).toBe(expected))

  it.each(['', 'wangli', '@example.com', 'a@', 'a b@example.com', 'a@b@c', 'a@exam\nple.com', '<a@example.com>', 'a@example.com,b@example.com'])('%j is no mail address', (given) =>
    expect(normaliseAddress('email', given)).toBeNull())

  it('a normalised address normalises to itself', () => {
    for (const [kind, value] of [['phone', '+8613800138000'], ['phone', '95588'], ['email', 'wangli@example.com']] as const) expect(normaliseAddress(kind, value)).toBe(value)
  })
})
