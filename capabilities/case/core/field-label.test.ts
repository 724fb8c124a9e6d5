import { expect, it } from 'vitest'
import type { ScenarioDefinition } from '../definition.ts'
import { labelled } from './field-label.ts'

const scenario = {
  classification: [{ key: 'urgency', name: { 'zh-CN': '紧急度', en: 'Urgency' }, values: {} }],
  forms: [{ key: 'intake', name: '受理记录', fields: [{ key: 'symptom', name: { 'zh-CN': '问题描述', en: 'Symptom' }, kind: 'text' }] }],
} as unknown as ScenarioDefinition

it.each([
  ['a field of the form', { form: 'intake', field: 'symptom' }, 'Symptom'],
  ['a classification', { field: 'urgency' }, 'Urgency'],
  ['a field nobody knows, by its key', { form: 'intake', field: 'colour' }, 'colour'],
] as const)('a refusal names %s as the reader sees it', (_, params, label) =>
  expect(labelled({ code: 'case.form_field_missing', params }, scenario, 'en').params).toEqual({ ...params, label }))

it('a refusal that is about no field stays as it is', () => expect(labelled({ code: 'case.closed' }, scenario, 'en')).toEqual({ code: 'case.closed' }))
