import { expect, test } from 'vitest'
import { dueState } from './due-state.ts'

const now = Date.parse('2026-11-20T10:00:00+08:00')
const at = (time: string): number => Date.parse(`2026-11-20T${time}:00+08:00`)
const due = (time: string, more: { readonly missed?: boolean; readonly paused?: boolean } = {}) => ({ dueAt: at(time), missed: false, paused: false, ...more })

test('a promise with hours left runs, in its last hour it is due soon, at its instant it is overdue', () => {
  expect(dueState(due('15:00'), now)).toBe('running')
  expect(dueState(due('11:00'), now)).toBe('soon')
  expect(dueState(due('10:00'), now)).toBe('overdue')
})

test('a promise that waits for the customer is paused, even past the instant it once had', () => {
  expect(dueState(due('09:00', { paused: true }), now)).toBe('paused')
})

test('a broken promise stays broken, moved by hand or paused', () => {
  expect(dueState(due('15:00', { missed: true }), now)).toBe('overdue')
  expect(dueState(due('15:00', { missed: true, paused: true }), now)).toBe('overdue')
})

test('without a promise nothing is due', () => {
  expect(dueState(null, now)).toBe('none')
  expect(dueState({ dueAt: null, missed: false, paused: false }, now)).toBe('none')
})
