import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { LOCALES } from '#kernel/text.ts'
import type { CaseEvent } from './case-event.ts'
import { EVENT_SENTENCES } from './event-sentences.ts'
import { sayEvent, type EventNames } from './say-event.ts'

const at = 0 as Instant
const linFang = 'a' as Id
const names: EventNames = {
  time: () => '周一 10:20', person: () => '林芳', team: () => '技术支持组', step: () => '技术诊断', record: () => '告知处理进度', clock: () => '首次响应', reason: () => '等待客户补充资料',
  dismissal: () => '垃圾信息', scenario: () => '二次处理', channel: () => '电话', code: () => '紧急度：紧急', other: () => 'SH-20261120-0007',
}
const holes = (sentence: string): readonly string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, hole]) => String(hole)).toSorted()

/** The types as the two lists of events declare them. */
const declared = ['./case-event.ts', '../../clock/core/clock-event.ts'].flatMap((path) => [...readFileSync(new URL(path, import.meta.url), 'utf8').matchAll(/'((?:case|clock)\.[a-z_]+)'/g)].map(([, type]) => String(type)))

test('every event of a case has its sentence in every language', () => {
  expect(new Set(declared).size).toBeGreaterThan(50)
  for (const locale of LOCALES) for (const type of declared) expect(Object.keys(EVENT_SENTENCES[locale]), `${type} in ${locale}`).toContain(type)
})

test('the languages leave the same holes', () => {
  for (const [key, sentence] of Object.entries(EVENT_SENTENCES['zh-CN'])) {
    for (const locale of LOCALES) expect(holes(EVENT_SENTENCES[locale][key as keyof (typeof EVENT_SENTENCES)['en']]), `${key} in ${locale}`).toEqual(holes(sentence))
  }
})

const told: readonly (readonly [CaseEvent, string])[] = [
  [{ type: 'case.contacted', at, recordId: linFang, by: linFang, roles: [], reached: false, first: false }, '联系客户，未接通'],
  [{ type: 'case.step_started', at, step: 'diagnosis', round: 2, opensAt: null }, '第 2 次进入步骤“技术诊断”'],
  [{ type: 'case.assigned', at, teamId: linFang, role: 'tech_support', assigneeId: linFang, why: 'person' }, '分派给技术支持组 林芳'],
  [{ type: 'case.assigned', at, teamId: linFang, role: 'tech_support', assigneeId: null, why: 'ladder' }, '超时升级，改派给技术支持组'],
  [{ type: 'case.collaborator_added', at, personId: linFang, by: linFang }, '请林芳协作'],
  [{ type: 'case.waiting_started', at, reason: 'customer-information', until: null, by: linFang }, '转为等待客户：等待客户补充资料'],
  [{ type: 'case.survey_answered', at, invitationId: linFang, step: 'callback', survey: 'satisfaction', score: 2, aspects: {}, via: 'link' }, '客户评了 2 分'],
  [{ type: 'case.closed', at, dismissal: 'spam' }, '不予受理：垃圾信息'],
  [{ type: 'clock.stopped', at, clockId: linFang, outcome: 'late', dueAt: at, provisional: false }, '“首次响应”完成，但已超时'],
  [{ type: 'clock.resumed', at, clockId: linFang, dueAt: at, provisional: false, planned: [] }, '“首次响应”恢复计时，周一 10:20 到期'],
  [{ type: 'clock.paused', at, clockId: linFang, reason: 'customer-information', dueAt: null, provisional: false, planned: [] }, '“首次响应”暂停计时：等待客户补充资料'],
]

test.each(told)('%o is told in a sentence', (event, sentence) => {
  expect(sayEvent(event, names, 'zh-CN')).toBe(sentence)
})
