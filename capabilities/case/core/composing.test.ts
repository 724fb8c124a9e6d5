import { expect, test } from 'vitest'
import { mentionedIn, newestIn, othersReplying, putInPlace, typedAsk, writtenSince, type ThreadMessage } from './composing.ts'

const CHEN_YU = 'chen-yu'
const message = (id: string, minute: number, more: Partial<ThreadMessage> = {}): ThreadMessage =>
  ({ id, direction: 'in', authorKind: 'customer', authorId: null, state: null, createdAt: `2026-11-23T01:${String(minute).padStart(2, '0')}:00.000Z`, ...more })
const since = (messages: readonly ThreadMessage[]) => writtenSince(messages, { seenUntil: '2026-11-23T01:10:00.000Z', me: CHEN_YU }).map(({ id }) => id)

test('newer is what the customer or a colleague wrote after one began', () => {
  expect(since([message('before', 5), message('same', 10), message('customer', 11), message('colleague', 12, { direction: 'out', authorKind: 'staff', authorId: 'lin-fang', state: 'planned' })])).toEqual(['customer', 'colleague'])
})

test('one’s own words, notes, what was taken back and what the product sends are not news', () => {
  const out = { direction: 'out', authorKind: 'staff', state: 'sent' } as const
  expect(since([
    message('own', 11, { ...out, authorId: CHEN_YU }), message('note', 12, { direction: 'note', authorKind: 'staff', authorId: 'lin-fang' }),
    message('taken back', 13, { ...out, authorId: 'lin-fang', state: 'cancelled' }), message('receipt', 14, { ...out, authorKind: 'system' }),
  ])).toEqual([])
})

test('who began on an empty thread has nothing to compare with', () => {
  expect(writtenSince([message('first', 1)], { seenUntil: newestIn([]), me: CHEN_YU })).toEqual([])
  expect(newestIn([message('b', 7), message('a', 3)])).toBe('2026-11-23T01:07:00.000Z')
})

test('only others who write are replying', () => {
  const people = [{ id: CHEN_YU, name: '陈宇', state: 'replying' }, { id: 'lin-fang', name: '林芳', state: 'replying' }, { id: 'zhao', name: '赵工', state: 'viewing' }] as const
  expect(othersReplying(people, CHEN_YU).map(({ name }) => name)).toEqual(['林芳'])
})

test.each([
  ['/', 'reply', { kind: 'template', query: '', from: 0 }],
  ['您好\n、补充', 'reply', { kind: 'template', query: '补充', from: 3 }],
  ['／jd', 'reply', { kind: 'template', query: 'jd', from: 0 }],
  ['1/2', 'reply', null],
  ['苹果、梨', 'reply', null],
  ['/usr/bin', 'reply', null],
  ['/a b', 'reply', null],
  ['/', 'note', null],
  ['＠林', 'note', { kind: 'mention', query: '林', from: 0 }],
  ['请 @', 'note', { kind: 'mention', query: '', from: 2 }],
  ['请看，@林芳', 'note', { kind: 'mention', query: '林芳', from: 3 }],
  ['wang@example', 'note', null],
  ['@林芳 看', 'note', null],
  ['@', 'reply', null],
] as const)('%j in a %s asks for %j', (text, kind, asked) => {
  expect(typedAsk(text, text.length, kind)).toEqual(asked)
})

test('what is chosen stands in the place of what was typed', () => {
  expect(putInPlace('您好\n/补充谢谢', { from: 3, to: 6 }, '请补充型号。')).toEqual({ text: '您好\n请补充型号。谢谢', caret: 9 })
})

test('a note mentions whom it names, each once, the longer name first', () => {
  const people = [{ id: '1', name: '林芳' }, { id: '2', name: '林芳芳' }, { id: '3', name: '赵工' }]
  expect(mentionedIn('＠林芳芳 和 @赵工，还有 @赵工；林芳不用', people)).toEqual(['2', '3'])
})
