import { expect, test } from 'vitest'
import { leadsToQuestion, wordCounts } from './asking.ts'

const need = { acceptsWord: true, writtenWhen: { complexity: 'complex' }, wordIfUnsent: true }

test('a complex need is confirmed in writing, by word only where no message could carry the question', () => {
  const complex = { facts: { complexity: 'complex' }, unsent: false }
  expect(wordCounts(need, complex)).toBe(false)
  expect(wordCounts(need, { ...complex, unsent: true })).toBe(true)
  expect(wordCounts({ ...need, wordIfUnsent: false }, { ...complex, unsent: true })).toBe(false)
  expect(wordCounts(need, { facts: { complexity: 'simple' }, unsent: false })).toBe(true)
  expect(wordCounts({ ...need, acceptsWord: false }, { facts: {}, unsent: true })).toBe(false)
  expect(wordCounts({ ...need, writtenWhen: null }, complex)).toBe(true)
})

test('a step leads to a question when any of its ways does', () => {
  const guide = { steps: [{ key: 'intake', kind: 'task' }, { key: 'need', kind: 'confirmation' }, { key: 'answer', kind: 'task' }], ways: [{ from: 'intake', to: 'answer' }, { from: 'intake', to: 'need' }, { from: 'answer', to: 'end' }] }
  expect(leadsToQuestion(guide, 'intake')).toBe(true)
  expect(leadsToQuestion(guide, 'answer')).toBe(false)
})
