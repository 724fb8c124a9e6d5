import type { Text } from '#kernel/text.ts'

/** What the schema at the door can say about one field, by Ajv keyword; `{limit}` etc. come from Ajv's params. */
export const fieldMessages: Readonly<Record<string, Text>> = {
  required: { 'zh-CN': '必填', 'zh-TW': '必填', en: 'is required' },
  additionalProperties: { 'zh-CN': '没有这个字段', 'zh-TW': '沒有這個欄位', en: 'is not a known field' },
  unevaluatedProperties: { 'zh-CN': '没有这个字段', 'zh-TW': '沒有這個欄位', en: 'is not a known field' },
  type: { 'zh-CN': '类型应为 {type}', 'zh-TW': '類型應為 {type}', en: 'must be of type {type}' },
  format: { 'zh-CN': '格式应为 {format}', 'zh-TW': '格式應為 {format}', en: 'must be a {format}' },
  pattern: { 'zh-CN': '格式不对', 'zh-TW': '格式不對', en: 'has a wrong format' },
  enum: { 'zh-CN': '应为其中之一：{allowedValues}', 'zh-TW': '應為其中之一：{allowedValues}', en: 'must be one of: {allowedValues}' },
  const: { 'zh-CN': '应为 {allowedValue}', 'zh-TW': '應為 {allowedValue}', en: 'must be {allowedValue}' },
  anyOf: { 'zh-CN': '不符合任何一种允许的写法', 'zh-TW': '不符合任何一種允許的寫法', en: 'matches none of the allowed forms' },
  oneOf: { 'zh-CN': '不符合任何一种允许的写法', 'zh-TW': '不符合任何一種允許的寫法', en: 'matches none of the allowed forms' },
  minLength: { 'zh-CN': '至少 {limit} 个字符', 'zh-TW': '至少 {limit} 個字元', en: 'needs at least {limit} characters' },
  maxLength: { 'zh-CN': '最多 {limit} 个字符', 'zh-TW': '最多 {limit} 個字元', en: 'may have at most {limit} characters' },
  minItems: { 'zh-CN': '至少 {limit} 项', 'zh-TW': '至少 {limit} 項', en: 'needs at least {limit} items' },
  maxItems: { 'zh-CN': '最多 {limit} 项', 'zh-TW': '最多 {limit} 項', en: 'may have at most {limit} items' },
  minimum: { 'zh-CN': '不能小于 {limit}', 'zh-TW': '不能小於 {limit}', en: 'must be at least {limit}' },
  maximum: { 'zh-CN': '不能大于 {limit}', 'zh-TW': '不能大於 {limit}', en: 'must be at most {limit}' },
  other: { 'zh-CN': '不正确', 'zh-TW': '不正確', en: 'is not right' },
}
