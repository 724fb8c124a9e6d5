import { expect, test } from 'vitest'
import type { MessageView, RecordView } from '../../contract.ts'
import { threadEntries } from './thread-entries.ts'

const message = (id: string, time: string): MessageView => ({
  id, direction: 'in', channel: 'email', authorKind: 'customer', authorId: null, authorName: null, fromName: '王丽', subject: null, text: '', html: null, replyText: null,
  auto: 'none', wording: null, state: null, failureCode: null, createdAt: `2026-11-20T${time}:00.000Z`, sendAt: null, sentAt: null, failedAt: null, failure: null, files: [],
})
const record = (id: string, time: string, kind = 'contact'): RecordView =>
  ({ id, kind, subject: 'phone', form: null, codes: { reached: true }, words: {}, files: [], authorKind: 'staff', authorId: 'lin-fang', recordedAt: `2026-11-20T${time}:00.000Z` })
const idsOf = (...given: Parameters<typeof threadEntries>): readonly string[] => threadEntries(...given).map(({ id }) => id)

const messages = [message('mail', '09:00'), message('reply', '11:00')]

test('a call stands among the messages where it was made; forms stand elsewhere', () => {
  expect(idsOf(messages, [record('early', '08:00'), record('form', '09:30', 'form'), record('call', '10:00'), record('late', '12:00')], false)).toEqual(['early', 'mail', 'call', 'reply', 'late'])
})

test('a call older than the messages that are loaded waits with the older ones', () => {
  expect(idsOf(messages, [record('early', '08:00'), record('call', '10:00')], true)).toEqual(['mail', 'call', 'reply'])
})

test('a case of calls alone shows them', () => expect(idsOf([], [record('call', '10:00')], false)).toEqual(['call']))
