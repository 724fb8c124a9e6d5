import { expect, test } from 'vitest'
import { linkedText } from './linked-text.ts'

const hrefs = (text: string) => linkedText(text).flatMap(({ href }) => href ?? [])

test('addresses in a Chinese sentence end where the sentence goes on', () => {
  expect(linkedText('请看https://a.cn/说明?x=1。谢谢')).toEqual([{ text: '请看', href: null }, { text: 'https://a.cn/说明?x=1', href: 'https://a.cn/说明?x=1' }, { text: '。谢谢', href: null }])
  expect(hrefs('See (https://a.cn/b). Or http://c.cn, please')).toEqual(['https://a.cn/b', 'http://c.cn'])
})

test('only the web is opened, and the text stays whole', () => {
  expect(hrefs('javascript:alert(1) data:text/html,x file:///etc')).toEqual([])
  for (const text of ['', '没有网址', 'https://a.cn', 'https://a.cn https://b.cn']) expect(linkedText(text).map((piece) => piece.text).join('')).toBe(text)
})

test('an address that was cut off is no link', () => {
  expect(linkedText('请点开 http://localhost:3000/c/… 确认')).toEqual([{ text: '请点开 http://localhost:3000/c/… 确认', href: null }])
})
