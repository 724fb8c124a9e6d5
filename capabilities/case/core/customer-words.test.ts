import { expect, test } from 'vitest'
import { instant } from '#kernel/instant.ts'
import type { Id } from '#kernel/id.ts'
import { saidTo, saidWith, type SpokenRecord } from './customer-words.ts'

const [need, invitation] = ['need' as Id, 'invitation' as Id]
const records: readonly SpokenRecord[] = [
  { id: 'form', kind: 'form', subject: 'intake', words: { need: '能扫描' }, recordedAt: '2026-11-23T02:00:00Z' },
  { id: 'remark', kind: 'reason', subject: need, words: { note: '不是扫描，是打印' }, recordedAt: '2026-11-23T02:10:00Z' },
  { id: 'score', kind: 'survey', subject: invitation, words: {}, recordedAt: '2026-11-24T03:00:00Z' },
  { id: 'added', kind: 'survey', subject: invitation, words: { reason: '等了三天' }, recordedAt: '2026-11-24T03:02:00Z' },
]
const survey = { step: 'callback', survey: 'satisfaction', invitationId: invitation, aspects: {} }
const at = (text: string) => instant(Date.parse(text))

test('a question and a score each have the words that the customer said to them', () => {
  expect(saidTo(records, need)).toEqual([{ id: 'remark', text: '不是扫描，是打印' }])
  expect(saidTo(records, invitation)).toEqual([{ id: 'added', text: '等了三天' }])
})

test('in the history a reason that was added later stands where it was added, not with the score', () => {
  expect(saidWith(records, { type: 'case.declined', at: at('2026-11-23T02:10:00Z'), confirmationId: need, step: 'need', via: 'link' })).toHaveLength(1)
  expect(saidWith(records, { type: 'case.survey_answered', at: at('2026-11-24T03:00:00Z'), score: 2, via: 'link', ...survey })).toEqual([])
  expect(saidWith(records, { type: 'case.survey_added_to', at: at('2026-11-24T03:02:00Z'), recordId: 'added' as Id, fields: ['reason'], ...survey })).toEqual([{ id: 'added', text: '等了三天' }])
})
