import { expect, test } from 'vitest'
import { shanghai } from '#capabilities/calendar/core/calendars.example.ts'
import type { Locale } from '#kernel/text.ts'
import { chenYu, play, policyOf, shanghaiOffice } from './policies.example.ts'
import { remaining, sayRemaining } from './remaining.ts'

type Steps = Parameters<typeof play>[0]
function say(steps: Steps, now: string, locale: Locale = 'zh-CN'): string {
  const { clock } = play(steps, shanghaiOffice)
  return sayRemaining(remaining(clock, shanghai(now), shanghaiOffice), { at: shanghai(now), calendar: shanghaiOffice('office'), locale })
}
const start = (at: string, limit: string, counting: 'working' | 'wall' = 'working') => ({ type: 'start', at: shanghai(at), policy: policyOf(limit, counting) }) as const

test.each<[string, Steps, string, string, string]>([
  ['on a Friday afternoon', [start('2026-11-20 15:00', 'PT4H20M')], '2026-11-20 16:00', '还剩 3 小时 20 分工作时间，周一 10:20 到期', '3 h 20 min of working time left, due Mon 10:20'],
  ['beyond a week', [start('2026-11-20 15:00', 'P8D')], '2026-11-20 16:00', '还剩 59 小时工作时间，12 月 2 日 15:00 到期', '59 h of working time left, due 2 Dec 15:00'],
  ['due today', [start('2026-11-23 09:00', 'PT2H')], '2026-11-23 10:30', '还剩 30 分钟工作时间，今天 11:00 到期', '30 min of working time left, due today 11:00'],
  ['due tomorrow by the clock', [start('2026-11-23 09:00', 'PT24H', 'wall')], '2026-11-23 10:00', '还剩 23 小时，明天 09:00 到期', '23 h left, due tomorrow 09:00'],
  ['overdue for days by the clock', [start('2026-11-16 09:00', 'PT24H', 'wall')], '2026-11-21 12:30', '已超时 4 天 3 小时，应在 11 月 17 日 09:00 前完成', 'overdue by 4 d 3 h, was due 17 Nov 09:00'],
  ['overdue', [start('2026-11-23 09:00', 'PT1H')], '2026-11-23 10:40', '已超时 40 分钟工作时间，应在今天 10:00 前完成', 'overdue by 40 min of working time, was due today 10:00'],
  ['in the last minute', [start('2026-11-23 09:00', 'PT1H')], '2026-11-23 10:00', '还剩不到 1 分钟工作时间，今天 10:00 到期', 'less than 1 min of working time left, due today 10:00'],
  ['waiting for the customer', [start('2026-11-23 09:00', 'PT2H'), { type: 'pauseClock', at: shanghai('2026-11-23 09:30'), reason: 'customer' }], '2026-11-24 09:00', '已暂停，恢复后还剩 1 小时 30 分工作时间', 'paused, 1 h 30 min of working time left on resuming'],
  ['done in time', [start('2026-11-23 09:00', 'PT2H'), { type: 'stopClock', at: shanghai('2026-11-23 10:00') }], '2026-11-25 09:00', '已按时完成', 'done in time'],
  ['done late', [start('2026-11-23 09:00', 'PT2H'), { type: 'stopClock', at: shanghai('2026-11-23 14:00') }], '2026-11-25 09:00', '已完成，超时 1 小时 30 分工作时间', 'done, 1 h 30 min of working time late'],
  ['due in a year without a notice', [start('2026-12-31 17:30', 'PT1H')], '2026-12-31 17:30', '还剩 1 小时工作时间，周一 09:30 到期（届时放假安排尚未公布，到期时间为暂定）', '1 h of working time left, due Mon 09:30 (provisional: holidays are not announced that far ahead)'],
  ['set by hand', [start('2026-11-23 09:00', 'PT2H'), { type: 'setDue', at: shanghai('2026-11-23 09:30'), dueAt: shanghai('2027-01-08 18:00'), by: chenYu }, { type: 'pauseClock', at: shanghai('2026-11-23 09:40'), reason: 'customer' }], '2026-11-23 10:00', '已暂停，人工设定 2027 年 1 月 8 日 18:00 到期', 'paused, due 8 Jan 2027 18:00 as set by hand'],
])('a clock %s is said in one sentence', (_, steps, now, chinese, english) => {
  expect(say(steps, now)).toBe(chinese)
  expect(say(steps, now, 'en')).toBe(english)
})

test('in traditional characters too', () => {
  expect(say([start('2026-11-20 15:00', 'PT4H20M')], '2026-11-20 16:00', 'zh-TW')).toBe('還剩 3 小時 20 分工作時間，週一 10:20 到期')
})
