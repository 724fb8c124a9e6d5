import { expect, it } from 'vitest'
import { sayLength, sayLimit } from './say-length.ts'

it.each([
  ['PT10M', 'wall', '10 分钟（自然时间）', '10 分鐘（自然時間）', '10 minutes elapsed'],
  ['PT2H', 'working', '2 小时（工作时间）', '2 小時（工作時間）', '2 hours working time'],
  ['P3D', 'working', '3 个工作日', '3 個工作日', '3 working days'],
  ['P1D', 'wall', '1 天（自然时间）', '1 天（自然時間）', '1 day elapsed'],
] as const)('a limit of %s in %s time is said in the reader\'s language', (limit, counting, cn, tw, en) =>
  expect((['zh-CN', 'zh-TW', 'en'] as const).map((locale) => sayLimit({ limit, counting }, locale))).toEqual([cn, tw, en]))

it('an hour and a half is said as hours and minutes', () => expect(sayLength('PT90M', 'wall', 'zh-CN')).toBe('1 小时 30 分钟'))
