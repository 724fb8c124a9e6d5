import { expect, test } from 'vitest'
import { actionsOf } from './case-actions.ts'

const everything = ['case.assign', 'case.wait', 'case.link', 'case.open', 'case.split', 'case.merge', 'case.dismiss', 'case.reopen']

test('an open case can be handed on, put to wait, merged or dismissed, but not reopened', () => {
  expect(actionsOf({ status: 'open', waiting: false, assigned: true, permissions: everything })).toEqual(['assign', 'wait', 'link', 'child', 'split', 'merge', 'dismiss'])
})

test('a waiting case is resumed, not put to wait again', () => {
  expect(actionsOf({ status: 'open', waiting: true, assigned: true, permissions: ['case.wait'] })).toEqual(['resume'])
})

test('a closed case is opened again or pointed at; a merged one is only taken apart', () => {
  expect(actionsOf({ status: 'closed', waiting: false, assigned: false, permissions: everything })).toEqual(['link', 'split', 'reopen'])
  expect(actionsOf({ status: 'merged', waiting: false, assigned: false, permissions: everything })).toEqual(['unmerge'])
})

test('whoever only reads is offered nothing', () => {
  expect(actionsOf({ status: 'open', waiting: false, assigned: false, permissions: [] })).toEqual([])
})

test('a living case that lies with nobody can be taken by whoever may assign it, and by nobody else', () => {
  const first = (of: Partial<Parameters<typeof actionsOf>[0]>) => actionsOf({ status: 'open', waiting: false, assigned: false, permissions: ['case.assign'], ...of })[0]
  expect(first({})).toBe('take')
  expect(first({ status: 'resolved' })).toBe('take')
  expect(first({ assigned: true })).toBe('assign')
  expect(first({ status: 'closed' })).toBeUndefined()
  expect(first({ permissions: ['case.reply'] })).toBeUndefined()
})
