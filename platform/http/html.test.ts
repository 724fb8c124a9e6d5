import { expect, test } from 'vitest'
import { html, lines, styled, textOfHtml, type Hole } from './html.ts'

const ATTACKS = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</textarea><script>alert(1)</script>', '</title><svg/onload=alert(1)>',
  '&lt;script&gt;', '{{constructor}}', '<!--', ']]>', '\u2028<b>', '`${alert(1)}`',
]

test.each(ATTACKS)('%s stays words, wherever a person wrote it', (attack) => {
  const page = textOfHtml(html`<p title="${attack}" lang='${attack}'>${attack}</p><textarea name="remark">${attack}</textarea>`)
  expect(page.replace(/^<p title="|<\/p><textarea name="remark">|<\/textarea>$/g, '')).not.toMatch(/<(?!\/?p)/)
  expect(page.match(/["']/g)?.length).toBe(6)
  expect(page).toContain(attack.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'))
})

test.each([
  ['javascript:alert(1)', '#'], ['JaVaScRiPt:alert(1)', '#'], ['java\nscript:alert(1)', '#'], ['\u0001 javascript:alert(1)', '#'], ['data:text/html,x', '#'], ['vbscript:x', '#'],
  ['https://example.com/?a=1&b=2', 'https://example.com/?a=1&amp;b=2'], ['/c/abc', '/c/abc'], ['?lang=en', '?lang=en'], ['mailto:a@example.com', 'mailto:a@example.com'], ['a/b:c', 'a/b:c'],
])('an address %j leads to %j', (address, shown) => {
  expect(textOfHtml(html`<a href="${address}">x</a>`)).toBe(`<a href="${shown}">x</a>`)
})

test('HTML goes into HTML as it is, lists one after the other, and nothing leaves nothing', () => {
  const items: readonly Hole[] = ['<', html`<b>${'&'}</b>`, 3, null, false, undefined]
  expect(textOfHtml(html`<ul ${html`hidden`}>${items}</ul>`)).toBe('<ul hidden>&lt;<b>&amp;</b>3</ul>')
  expect(textOfHtml(lines('一\r\n<二>\n三'))).toBe('一<br>&lt;二&gt;<br>三')
})

test('a hole that no escaping makes safe is a bug of the template', () => {
  const bad: readonly (() => unknown)[] = [
    () => html`<p title=${'x'}>`, () => html`<${'p'}>`, () => html`<p ${'onclick=x'}>`, () => html`<script>${'x'}</script>`, () => html`<style>${'x'}</style>`,
    () => html`<p onclick="${'x'}">`, () => html`<p style="${'x'}">`, () => html`<iframe srcdoc="${'x'}">`, () => html`<!-- ${'x'} -->`, () => html`<p title="${html`<b>x</b>`}">`, () => html`<p "${'x'}">`,
  ]
  for (const template of bad) expect(template).toThrow()
})

test('a style is made of names, numbers and colours, and of nothing that asks, ends the attribute or runs', () => {
  expect(textOfHtml(html`<p ${styled({ color: '#1b5cc8', margin: '0 0 8px', 'font-family': 'system-ui, PingFang SC' })}>x</p>`)).toBe('<p style="color:#1b5cc8;margin:0 0 8px;font-family:system-ui, PingFang SC">x</p>')
  for (const value of ['red" onload="x', 'url(https://trap.test)', 'expression(1)', 'a;b:c', 'a\n', "'x'", '<b>', '']) expect(() => styled({ color: value })).toThrow()
})
