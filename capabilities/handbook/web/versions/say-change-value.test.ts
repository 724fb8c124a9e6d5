import { expect, test } from 'vitest'
import { sayChangeValue } from './say-change-value.ts'
import type { SayVersion } from './use-version-words.ts'
import { WORDS } from './words/zh-cn.ts'

const say: SayVersion = (key, fill = {}) => Object.entries(fill).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), WORDS[key] as string)

test('lengths of time, ways of counting and fields that have words are said in words, everything else stays', () => {
  expect(sayChangeValue('- name:\n    zh-CN: 加急\n- when:\n    urgency: urgent\n  limit: PT1H30M\n  counting: wall\n- limit: P3D\n  counting: working', say))
    .toBe('- 名称:\n    简体中文: 加急\n- 条件:\n    urgency: urgent\n  时长: 1 小时 30 分钟\n  计时方式: 自然时间\n- 时长: 3 天\n  计时方式: 工作时间')
})

test('the kind of a field is said in words', () => {
  expect(sayChangeValue('key: photos\nkind: file', say)).toBe('代号: photos\n类型: 文件')
})

test('a part that is nothing but yes or no is said in words', () => {
  expect([sayChangeValue('true', say), sayChangeValue('handsBack: false', say)]).toEqual(['是', '交还原团队: 否'])
})

test('a text to customers stays word by word', () => {
  expect(sayChangeValue('尊敬的客户：\n订单 PO2026 已收到，链接 https://a.example/x', say)).toBe('尊敬的客户：\n订单 PO2026 已收到，链接 https://a.example/x')
})
