import type { Code, Condition, Test } from '#capabilities/handbook/core/condition.ts'
import { textIn, type Locale, type Text } from '#kernel/text.ts'
import type { ScenarioDefinition } from '../definition.ts'

/** How a fact and its values are called. */
type Called = { readonly name: Text; readonly values: Readonly<Record<string, Text>> }

const EVERYWHERE: readonly (readonly [string, Called])[] = [
  ['score', { name: { 'zh-CN': '评分', 'zh-TW': '評分', en: 'score' }, values: {} }],
  ['customer.tier', { name: { 'zh-CN': '客户等级', 'zh-TW': '客戶等級', en: 'tier' }, values: {} }],
  ['status', { name: { 'zh-CN': '状态', 'zh-TW': '狀態', en: 'status' }, values: { open: { 'zh-CN': '处理中', en: 'open' }, resolved: { 'zh-CN': '已解决', en: 'resolved' }, closed: { 'zh-CN': '已关闭', en: 'closed' } } }],
  ['awaiting', { name: { 'zh-CN': '等待', en: 'waiting on' }, values: { us: { 'zh-CN': '我方', en: 'us' }, customer: { 'zh-CN': '客户', en: 'the customer' }, nobody: { 'zh-CN': '无', en: 'nobody' } } }],
  ['replied', { name: { 'zh-CN': '已回复过', en: 'answered before' }, values: {} }],
  ['thanks', { name: { 'zh-CN': '仅致谢', en: 'only thanks' }, values: {} }],
]

/** A condition of a scenario in words: 紧急度：紧急 或 复杂度：复杂. Names come from the scenario's own classes and forms. */
export function sayConditionOf(scenario: ScenarioDefinition, locale: Locale): (condition: Condition) => string {
  const called = new Map<string, Called>([
    ...EVERYWHERE,
    ...scenario.classification.map(({ key, name, values }) => [key, { name, values }] as const),
    ...scenario.forms.flatMap((form) => form.fields.map((field) => [`${form.key}.${field.key}`, { name: field.name, values: field.choices ?? {} }] as const)),
  ])
  const zh = locale !== 'en'
  const say = (condition: Condition): string => {
    if ('any' in condition && Array.isArray(condition.any)) return (condition.any as readonly Condition[]).map(say).join(zh ? ' 或 ' : ' or ')
    if ('all' in condition && Array.isArray(condition.all)) return (condition.all as readonly Condition[]).map(say).join(zh ? ' 且 ' : ' and ')
    if ('not' in condition && typeof condition.not === 'object') return `${zh ? '非' : 'not '}(${say(condition.not as Condition)})`
    return Object.entries(condition as { readonly [fact: string]: Test }).map(([fact, test]) => sayFact(called.get(fact) ?? { name: fact, values: {} }, test, locale)).join(zh ? ' 且 ' : ' and ')
  }
  return say
}

function sayFact({ name, values }: Called, test: Test, locale: Locale): string {
  const zh = locale !== 'en'
  const fact = textIn(name, locale)
  const value = (code: Code): string => textIn(values[String(code)] ?? sayFlag(code, zh), locale)
  if (typeof test !== 'object') return `${fact}${zh ? '：' : ': '}${value(test)}`
  if (Array.isArray(test)) return `${fact}${zh ? '：' : ': '}${(test as readonly Code[]).map(value).join(zh ? '或' : ' or ')}`
  return Object.entries(test).map(([word, bound]) => `${fact}${(zh ? RANGE_ZH : RANGE_EN)[word] ?? word}${word === 'known' ? sayFlag(bound as Code, zh) : String(bound)}`).join(zh ? ' 且 ' : ' and ')
}

const RANGE_ZH: Readonly<Record<string, string>> = { below: '低于 ', above: '高于 ', atLeast: '不低于 ', atMost: '不高于 ', known: '已知：' }
const RANGE_EN: Readonly<Record<string, string>> = { below: ' below ', above: ' above ', atLeast: ' at least ', atMost: ' at most ', known: ' known: ' }
const sayFlag = (code: Code, zh: boolean): string => (typeof code === 'boolean' ? (zh ? (code ? '是' : '否') : code ? 'yes' : 'no') : String(code))
