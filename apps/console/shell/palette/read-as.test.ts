import { beforeAll, expect, it } from 'vitest'
import { readingsOfWords } from '../../readings-plugin.ts'
import { readReadings, readsAs, type Readings } from './read-as.ts'

let readings: Readings
let text: string
beforeAll(async () => {
  text = await readingsOfWords()
  readings = readReadings(text)
})

it.each([
  ['工作台', 'gzt'], ['工作台', 'gongzuotai'], ['工作台', 'gongzt'], ['工作台', 'gongz'], ['工作台', 'zuotai'], ['服务手册', 'fwsc'], ['服務手冊', 'fuwushouce'],
  ['管理 · 操作记录', 'czjl'], ['管理 · API 密钥', 'miyao'], ['管理 · 运行状况', 'yxzk'], ['重新打开', 'chongxin'], ['重新打开', 'cxdk'], ['个人设置', 'gerenshezhi'], ['新建工单', 'xjgd'], ['绿色', 'lvse'],
])('%s is found by %s', (words, typed) => expect(readsAs(words, typed, new Map([...readings, ['绿', ['lv']], ['色', ['se']]]))).toBe(true))

it.each([['工作台', 'g'], ['工作台', 'gtz'], ['工作台', 'gongzuotaiq'], ['工作台', '工作'], ['工作台', ''], ['Settings', 'set'], ['工作台', 'ongzuo']])('%s is not read as %j', (words, typed) => {
  expect(readsAs(words, typed, readings)).toBe(false)
})

it('whatever is typed is answered at once', () => {
  expect(readsAs('啊'.repeat(200), 'a'.repeat(39) + 'b', new Map([['啊', ['a', 'aa', 'aaa']]]))).toBe(false)
})

it('the characters of all screens take little room', () => expect(Buffer.byteLength(text)).toBeLessThan(16_000))
