import { describe, expect, it, test } from 'vitest'
import { noticeRefusal, withNotice } from './statutory-notice.ts'

const notice = (holidays: readonly string[], workdays: readonly string[] = []) => ({ year: 2027, holidays, workdays })

describe('the notice of a year, as an administrator enters it', () => {
  it('may reach into the days around the turn of the year', () => {
    expect(noticeRefusal(notice(['2027-01-01', '2027-02-06', '2028-01-01'], ['2026-12-27', '2027-02-20']))).toBeNull()
  })

  test.each([
    ['a day that does not exist', notice(['2027-02-29']), 'calendar.bad_date', 'holidays[0]'],
    ['a day of another year', notice(['2027-01-01', '2026-10-01']), 'calendar.bad_date', 'holidays[1]'],
    ['a day given twice', notice(['2027-01-01', '2027-01-01']), 'calendar.date_given_twice', 'holidays[1]'],
    ['a day off that is worked', notice(['2027-02-06'], ['2027-02-06']), 'calendar.date_in_both_lists', 'workdays[0]'],
  ])('%s is refused', (_what, given, code, field) => {
    expect(noticeRefusal(given)).toMatchObject({ code, params: { field } })
  })

  it('takes the place of what was entered for that year before', () => {
    const years = withNotice([{ year: 2028, holidays: [], workdays: [] }, notice(['2027-01-01'])], notice(['2027-01-02']))
    expect(years.map(({ year, holidays }) => [year, holidays])).toEqual([[2027, ['2027-01-02']], [2028, []]])
  })
})
