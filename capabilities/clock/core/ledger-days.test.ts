import { expect, test } from 'vitest'
import { calendarOf, shanghai, specs } from '#capabilities/calendar/core/calendars.example.ts'
import { HOUR, type Instant, type Millis } from '#kernel/instant.ts'
import { ledgerDays, ledgerSums, sayStretch } from './ledger-days.ts'
import { remaining, sayRemaining, type Standing } from './remaining.ts'

const calendar = calendarOf(specs.shanghaiOffice)
const calendars = () => calendar
const clock = (startedAt: Instant, dueAt: Instant | null, more: Partial<Standing> = {}): Standing => ({
  status: 'running', startedAt, endedAt: null, dueAt, manual: null, provisional: false, pauses: [],
  policies: [{ from: startedAt, policy: { limit: { unit: 'time', amount: (2 * HOUR) as Millis }, counting: 'working', calendar: 'office', notices: [], emergency: false, notBefore: null } }],
  ...more,
})
const told = (of: Standing, at: Instant): readonly string[] =>
  ledgerDays(of, at, calendars).map(({ date, lastDate, stretches }) =>
    `${date === lastDate ? date : `${date}…${lastDate}`} ${stretches.map((stretch) => `${stretch.ahead ? '›' : ''}${sayStretch(stretch, { calendar, locale: 'zh-CN', reasonName: () => '等待客户补充资料' })}`).join(' | ')}`)

test('a case of Friday evening is due on Monday morning, and the ledger says why', () => {
  const friday = clock(shanghai('2026-11-20 17:30'), shanghai('2026-11-23 10:30'))
  expect(told(friday, shanghai('2026-11-20 17:45'))).toEqual([
    '2026-11-20 17:30–17:45 工作时间，计 15 分钟 | ›17:45–18:00 工作时间，计 15 分钟 | ›18:00–24:00 下班，不计时',
    '2026-11-21…2026-11-22 ›00:00–24:00 周末，不计时',
    '2026-11-23 ›00:00–09:00 下班，不计时 | ›09:00–10:30 工作时间，计 1 小时 30 分',
  ])
  expect(sayRemaining(remaining(friday, shanghai('2026-11-20 17:45'), calendars), { at: shanghai('2026-11-20 17:45'), calendar, locale: 'zh-CN' })).toBe('还剩 1 小时 45 分工作时间，周一 10:30 到期')
})

test('lunch is no working time, and a makeup Saturday is', () => {
  const saturday = clock(shanghai('2026-10-10 11:30'), shanghai('2026-10-10 15:00'))
  expect(told(saturday, shanghai('2026-10-10 15:00'))).toEqual(['2026-10-10 11:30–12:00 调休上班，计 30 分钟 | 12:00–13:30 午休，不计时 | 13:30–15:00 调休上班，计 1 小时 30 分'])
})

test('a week of holidays is one entry', () => {
  const holiday = clock(shanghai('2026-09-30 17:00'), shanghai('2026-10-08 10:00'))
  expect(told(holiday, shanghai('2026-10-08 10:00'))[1]).toBe('2026-10-01…2026-10-07 00:00–24:00 法定节假日，不计时')
})

test('a pause says what was waited for, and is summed', () => {
  const start = shanghai('2026-11-23 09:00')
  const pause = { from: shanghai('2026-11-23 10:00'), to: shanghai('2026-11-23 11:00'), reason: 'customer-information' }
  const waited = clock(start, shanghai('2026-11-23 12:00'), { pauses: [pause] })
  expect(told(waited, shanghai('2026-11-23 12:00'))).toEqual(['2026-11-23 09:00–10:00 工作时间，计 1 小时 | 10:00–11:00 等待客户补充资料，不计时 | 11:00–12:00 工作时间，计 1 小时'])
  expect(ledgerSums(waited, shanghai('2026-11-23 11:30'), calendars)).toEqual({ spent: 1.5 * HOUR, paused: HOUR })
})

test('a clock that has ended shows nothing that comes after', () => {
  const met = clock(shanghai('2026-11-20 17:30'), shanghai('2026-11-23 10:30'), { status: 'met', endedAt: shanghai('2026-11-20 17:50') })
  expect(told(met, shanghai('2026-11-24 09:00'))).toEqual(['2026-11-20 17:30–17:50 工作时间，计 20 分钟'])
})
