import { describe, expect, test } from 'vitest'
import { sayDayTime, sayExactTime, sayLength, sayTime } from './say-time.ts'

const at = (time: string): number => Date.parse(`${time}+08:00`)
/** A Sunday morning in Shanghai. */
const reader = { now: at('2026-11-22T10:00:00'), locale: 'zh-CN', zone: 'Asia/Shanghai' } as const

describe('times as people say them', () => {
  test.each([
    ['2026-11-22T09:59:30', '刚刚'],
    ['2026-11-22T09:55:00', '5 分钟前'],
    ['2026-11-22T10:20:00', '20 分钟后'],
    ['2026-11-22T08:05:00', '今天 08:05'],
    ['2026-11-21T23:59:00', '昨天 23:59'],
    ['2026-11-23T00:01:00', '明天 00:01'],
    ['2026-11-20T10:20:00', '周五 10:20'],
    ['2026-10-15T16:15:00', '10月15日 16:15'],
    ['2025-10-15T16:15:00', '2025年10月15日'],
  ])('%s is said %s', (time, said) => expect(sayTime(at(time), reader)).toBe(said))

  test('the same instant is another day to who reads it elsewhere', () => {
    expect(sayTime(at('2026-11-21T23:00:00'), reader)).toBe('昨天 23:00')
    expect(sayTime(at('2026-11-21T23:00:00'), { ...reader, locale: 'en', zone: 'America/New_York' })).toBe('Today 10:00')
  })

  test.each([
    ['2026-11-22T10:20:00', '今天 10:20'],
    ['2026-11-23T18:16:00', '明天 18:16'],
    ['2026-11-27T09:00:00', '周五 09:00'],
    ['2027-01-15T16:15:00', '2027年1月15日 16:15'],
  ])('%s is %s by its day, however near it is', (time, said) => expect(sayDayTime(at(time), reader)).toBe(said))

  test('the exact time names day, second and zone', () => {
    expect(sayExactTime(at('2026-11-20T10:20:31'), reader)).toMatch(/2026年11月20日.*周五 GMT\+8 10:20:31/)
  })

  test('a length is said in its largest unit, and never as nothing', () => {
    expect([20_000, 12 * 60_000, 3.9 * 3_600_000, 38 * 86_400_000].map((length) => sayLength(length, 'zh-CN'))).toEqual(['1 分钟', '12 分钟', '3 小时', '38 天'])
  })
})
