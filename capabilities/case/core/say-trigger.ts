import { textIn, type Locale, type Text } from '#kernel/text.ts'
import type { Signal, TriggerDefinition } from '../definition.ts'
import { sayConditionOf } from './say-condition.ts'
import type { ScenarioDefinition } from '../definition.ts'
import { listed } from './step-graph.ts'

/** What has to happen, in words; `{step}` is where the steps it is narrowed to are named. */
const WORDS: Readonly<Record<Signal, Text>> = {
  opened: { 'zh-CN': '工单开立', 'zh-TW': '工單開立', en: 'the case is opened' },
  classified: { 'zh-CN': '工单分类', 'zh-TW': '工單分類', en: 'the case is classified' },
  received: { 'zh-CN': '收到客户来信', 'zh-TW': '收到客戶來信', en: 'the customer writes' },
  replied: { 'zh-CN': '客户答复', 'zh-TW': '客戶答覆', en: 'the customer replies' },
  contacted: { 'zh-CN': '联系客户', 'zh-TW': '聯繫客戶', en: 'the customer is contacted' },
  told: { 'zh-CN': '答复或告知客户', 'zh-TW': '答覆或告知客戶', en: 'the customer is answered or told' },
  assigned: { 'zh-CN': '派给负责人', 'zh-TW': '派給負責人', en: 'the case is assigned' },
  started: { 'zh-CN': '{step}开始', 'zh-TW': '{step}開始', en: '{step} begins' },
  completed: { 'zh-CN': '{step}完成', 'zh-TW': '{step}完成', en: '{step} is done' },
  asked: { 'zh-CN': '{step}：请客户确认', 'zh-TW': '{step}：請客戶確認', en: '{step}: the customer is asked' },
  confirmed: { 'zh-CN': '{step}：客户确认', 'zh-TW': '{step}：客戶確認', en: '{step}: the customer confirms' },
  declined: { 'zh-CN': '{step}：客户不同意', 'zh-TW': '{step}：客戶不同意', en: '{step}: the customer declines' },
  lapsed: { 'zh-CN': '{step}：客户逾期未答', 'zh-TW': '{step}：客戶逾期未答', en: '{step}: no answer in time' },
  waiting: { 'zh-CN': '开始等待客户', 'zh-TW': '開始等待客戶', en: 'waiting for the customer begins' },
  resumed: { 'zh-CN': '等待结束', 'zh-TW': '等待結束', en: 'the waiting ends' },
  recorded: { 'zh-CN': '{record}', 'zh-TW': '{record}', en: '{record}' },
  invited: { 'zh-CN': '发出评价邀请', 'zh-TW': '發出評價邀請', en: 'the customer is asked to score' },
  answered: { 'zh-CN': '客户评分', 'zh-TW': '客戶評分', en: 'the customer scores' },
  resolved: { 'zh-CN': '问题解决', 'zh-TW': '問題解決', en: 'the issue is solved' },
  reopened: { 'zh-CN': '工单重新打开', 'zh-TW': '工單重新開啟', en: 'the case is reopened' },
  closed: { 'zh-CN': '工单关闭', 'zh-TW': '工單關閉', en: 'the case is closed' },
  child_opened: { 'zh-CN': '开立子工单', 'zh-TW': '開立子工單', en: 'a child case is opened' },
  child_closed: { 'zh-CN': '子工单关闭', 'zh-TW': '子工單關閉', en: 'a child case is closed' },
}
const ANY_STEP: Text = { 'zh-CN': '任一步骤', 'zh-TW': '任一步驟', en: 'any step' }
const ANY_RECORD: Text = { 'zh-CN': '留下记录', 'zh-TW': '留下記錄', en: 'a record is made' }

/** A trigger of a scenario in words: “派单”完成；答复或告知客户（技术支持、工程师）. */
export function sayTriggerOf(scenario: ScenarioDefinition, locale: Locale, roleName: (key: string) => Text): (trigger: TriggerDefinition) => string {
  const zh = locale !== 'en'
  const quoted = (text: string): string => (zh ? (locale === 'zh-TW' ? `「${text}」` : `“${text}”`) : `"${text}"`)
  const sayCondition = sayConditionOf(scenario, locale)
  const join = (words: readonly string[]): string => words.join(zh ? '、' : ', ')
  return ({ on, step, record, by, when, outcome }) => {
    const steps = listed(step).map((key) => quoted(textIn(scenario.steps.find((each) => each.key === key)?.name ?? key, locale)))
    const kept = scenario.records?.find(({ key }) => key === record)?.name ?? ANY_RECORD
    const happening = textIn(WORDS[on], locale).replace('{step}', steps.length === 0 ? textIn(ANY_STEP, locale) : join(steps)).replace('{record}', textIn(kept, locale))
    const narrowed = [
      ...(by === undefined ? [] : [join(listed(by).map((key) => textIn(roleName(key), locale)))]),
      ...(when === undefined ? [] : [sayCondition(when)]),
      ...(outcome === undefined ? [] : [join(listed(outcome).map((key) => outcomeName(scenario, key, locale)))]),
    ]
    return narrowed.length === 0 ? happening : zh ? `${happening}（${narrowed.join('；')}）` : `${happening} (${narrowed.join('; ')})`
  }
}

/** An outcome is a choice of a form; what is not chosen in one is shown by its key. */
function outcomeName(scenario: ScenarioDefinition, key: string, locale: Locale): string {
  const chosen = scenario.forms.flatMap(({ fields }) => fields).find(({ outcome, choices }) => outcome === true && choices?.[key] !== undefined)
  return textIn(chosen?.choices?.[key] ?? key, locale)
}
