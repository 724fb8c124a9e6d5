import { describe, expect, test } from 'vitest'
import { rewriteCalendar } from './rewrite-calendar.ts'

const OFFICE = `# Our office
key: office
timezone: Asia/Shanghai
week:
  mon: [['09:00', '12:00'], ['13:30', '18:00']]
# Statutory days come with the product.
statutory: CN
`
const SAME = { timezone: 'Asia/Shanghai', week: { mon: [['09:00', '12:00'], ['13:30', '18:00']] }, holidays: [], workdays: [], exceptions: [] }

describe('the file of a calendar', () => {
  test('that nothing changes stays as it was written', () => {
    expect(rewriteCalendar(OFFICE, SAME)).toBe(OFFICE)
  })

  test('keeps its comments when the week changes', () => {
    expect(rewriteCalendar(OFFICE, { ...SAME, week: { mon: [['09:00', '18:00']], sat: [['10:00', '24:00']] } })).toBe(`# Our office
key: office
timezone: Asia/Shanghai
week:
  mon: [['09:00', '18:00']]
  sat: [['10:00', '24:00']]
# Statutory days come with the product.
statutory: CN
`)
  })

  test('gains days of its own, and loses them again', () => {
    const closed = rewriteCalendar(OFFICE, { ...SAME, holidays: ['2026-12-25'], workdays: [{ date: '2026-12-26', as: 'mon' }], exceptions: [{ date: '2026-12-31', hours: [['09:00', '12:00']] }] })
    expect(closed).toContain('holidays:\n  - 2026-12-25\nworkdays:\n  - date: 2026-12-26\n    as: mon\nexceptions:\n  - date: 2026-12-31\n    hours: [[\'09:00\', \'12:00\']]\n')
    expect(rewriteCalendar(closed, SAME)).toBe(OFFICE)
  })
})
