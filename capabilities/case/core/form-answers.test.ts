import { expect, test } from 'vitest'
import type { GuideField } from '../guide-contract.ts'
import { answersOf, asksScore, fieldsShown, FIELD_LIMITS, outcomeIn, prefilled } from './form-answers.ts'

const field = (key: string, kind: GuideField['kind'], more: Partial<GuideField> = {}): GuideField => ({ key, name: key, kind, required: false, choices: [], minimum: null, maximum: null, help: null, outcome: false, when: null, prefill: null, ahead: false, ...more })
const way = field('way', 'choice')
const address = field('address', 'text', { when: { 'solution.way': 'on_site' } })

test('what people write is kept apart from what the engine decides on', () => {
  const fields = [field('urgency', 'class'), field('symptom', 'long_text'), field('done', 'flag'), field('score', 'score'), field('contact', 'phone')]
  expect(answersOf(fields, { urgency: 'urgent', symptom: '无法开机', done: false, score: 4, contact: '  ' })).toEqual({ codes: { urgency: 'urgent', done: false, score: 4 }, words: { symptom: '无法开机' } })
})

test('a field that depends on a choice of the same form comes with the choice', () => {
  const asked = (values: object) => fieldsShown([way, address], { form: 'solution', values: { ...values }, facts: {} }).map(({ key }) => key)
  expect(asked({ way: 'remote' })).toEqual(['way'])
  expect(asked({ way: 'on_site' })).toEqual(['way', 'address'])
})

test('the score is asked for until the outcome says that there is none', () => {
  const fields = [field('reached', 'choice', { outcome: true }), field('remark', 'long_text')]
  const asks = (values: object) => asksScore(['answered'], outcomeIn(fields, { ...values }))
  expect([asks({}), asks({ reached: 'answered' }), asks({ reached: 'unreached' }), asksScore([], 'unreached')]).toEqual([true, true, false, true])
})

test('what was filled in before it became needless is not sent', () => {
  const values = { way: 'remote', address: '人民路 1 号' }
  expect(answersOf(fieldsShown([way, address], { form: 'solution', values, facts: {} }), values)).toEqual({ codes: { way: 'remote' }, words: {} })
})

test('a field that the handbook fills in beforehand begins with what the customer wrote, no longer than it holds', () => {
  const fields = [field('symptom', 'long_text', { prefill: 'first_message' }), field('title', 'text', { prefill: 'first_message' }), field('need', 'long_text'), field('urgency', 'class', { prefill: 'first_message' })]
  expect(prefilled(fields, { first_message: ' 打印机\n不出纸 ' })).toEqual({ symptom: '打印机\n不出纸', title: '打印机 不出纸' })
  expect(prefilled(fields, { first_message: '  ' })).toEqual({})
  expect(prefilled(fields, { first_message: null })).toEqual({})
  const long = `${'长'.repeat(FIELD_LIMITS.text - 1)}😀😀`
  expect(prefilled(fields, { first_message: long })['title']).toBe('长'.repeat(FIELD_LIMITS.text - 1))
})
