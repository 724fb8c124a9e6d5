import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedDays, copied, cut, dragged, drawWeek, openMinutes, readMinute, reshaped, sayMinute, snap, tidy, withoutStretch, withStretch, writeWeek, type GridDay, type Stretch } from './week-grid.ts'

const morning: Stretch = [540, 720]
const afternoon: Stretch = [810, 1080]
const office: GridDay = [morning, afternoon]
const week = drawWeek({ mon: [['09:00', '12:00'], ['13:30', '18:00']], fri: [['18:00', '24:00']] })

describe('a day on the grid', () => {
  test('a stretch drawn over the lunch break joins morning and afternoon', () => {
    expect(withStretch(office, [700, 820])).toEqual([[540, 1080]])
  })

  test('a stretch drawn from below to above is the same', () => {
    expect(withStretch([], [720, 540])).toEqual([[540, 720]])
  })

  test('stretches that only touch become one', () => {
    expect(withStretch([morning], [720, 810])).toEqual([[540, 810]])
  })

  test('a break cut into a stretch splits it', () => {
    expect(cut([[540, 1080]], [720, 810])).toEqual(office)
  })

  test('a cut beside everything changes nothing', () => {
    expect(cut(office, [720, 810])).toEqual(office)
  })

  test('one stretch is taken away, the other stays', () => {
    expect(withoutStretch(office, 0)).toEqual([afternoon])
  })

  test('a stretch pushed into another becomes one with it', () => {
    expect(reshaped(office, 0, [600, 830])).toEqual([[600, 1080]])
  })

  test.each([
    ['body', 20, [555, 735]], ['body', -2000, [0, 180]], ['body', 2000, [1260, 1440]],
    ['from', 2000, [705, 720]], ['from', -50, [495, 720]], ['to', -2000, [540, 555]], ['to', 2000, [540, 1440]],
  ] as const)('the morning taken at its %s and dragged by %i minutes', (grip, by, expected) => {
    expect(dragged(morning, grip, by)).toEqual(expected)
  })
})

describe('a week on the grid', () => {
  test('reads and writes the calendar, the end of the day included', () => {
    expect(writeWeek(week)).toEqual({ mon: [['09:00', '12:00'], ['13:30', '18:00']], fri: [['18:00', '24:00']] })
  })

  test('Monday is copied to the days that are named', () => {
    const after = copied(week, 'mon', ['tue', 'fri'])
    expect(after.tue).toEqual(office)
    expect(changedDays(week, after)).toEqual(['tue', 'fri'])
  })

  test('its open time is counted', () => {
    expect(openMinutes(week)).toBe(180 + 270 + 360)
  })
})

test.each([['9:00', 540], ['０９：３０', 570], ['0930', 570], ['24:00', 1440], ['24:15', null], ['9', null], ['12:75', null]])('%s is read as a time', (typed, minute) => {
  expect(readMinute(typed)).toBe(minute)
})

describe('whatever is drawn', () => {
  const stretch = fc.tuple(fc.integer({ min: -200, max: 1800 }), fc.integer({ min: -200, max: 1800 }))
  const open = (day: GridDay, minute: number): boolean => day.some(([from, to]) => from <= minute && minute < to)

  test('a tidy day lies within the day, in order and apart, and is open exactly where something was drawn', () => {
    fc.assert(fc.property(fc.array(stretch, { maxLength: 8 }), fc.integer({ min: 0, max: 1439 }), (drawn, minute) => {
      const day = tidy(drawn)
      for (const [index, [from, to]] of day.entries()) {
        expect(from).toBeLessThan(to)
        expect(from).toBeGreaterThan(day[index - 1]?.[1] ?? -1)
        expect(to).toBeLessThanOrEqual(1440)
      }
      expect(tidy(day)).toEqual(day)
      expect(open(day, minute)).toBe(drawn.some(([from, to]) => from <= minute && minute < to))
    }))
  })

  test('what is cut out is closed, and the rest is as before', () => {
    fc.assert(fc.property(fc.array(stretch, { maxLength: 6 }), stretch, fc.integer({ min: 0, max: 1439 }), (drawn, [a, b], minute) => {
      const gap: Stretch = [Math.min(a, b), Math.max(a, b)]
      const day = tidy(drawn)
      expect(open(cut(day, gap), minute)).toBe(open(day, minute) && !(gap[0] <= minute && minute < gap[1]))
    }))
  })

  test('times written are read again', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1440 }), (minute) => void expect(readMinute(sayMinute(minute))).toBe(minute)))
    fc.assert(fc.property(fc.integer({ min: -500, max: 2000 }), (minute) => void expect(Math.abs(snap(minute) % 15)).toBe(0)))
  })
})
