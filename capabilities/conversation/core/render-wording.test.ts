import { describe, expect, it } from 'vitest'
import { renderWording, type WordingContext } from './render-wording.ts'

const values = { 'customer.name': '王丽', 'case.number': 'SH-20261122-0042', link: 'https://care.example/c/1?a=1&b=2', need: '' }

describe('a wording is filled in', () => {
  it.each<readonly [string, WordingContext, string]>([
    ['{{customer.name}}，您好：', 'text', '王丽，您好：'],
    ['{{ customer.name }} {{case.number}}', 'text', '王丽 SH-20261122-0042'],
    ['<a href="{{link}}">{{customer.name}}</a>', 'html', '<a href="https://care.example/c/1?a=1&amp;b=2">王丽</a>'],
    ['{{link}}', 'text', 'https://care.example/c/1?a=1&b=2'],
    ['关于{{agent.name}}的{{need}}。', 'text', '关于的。'],
    ['{{constructor}}{{__proto__}}{{toString}}', 'text', '{{__proto__}}{{toString}}'],
    ['没有空缺的句子', 'html', '没有空缺的句子'],
    ['此致\n{{company.name}} {{customer.name}}', 'text', '此致\n王丽'],
    ['{{customer.name}}, {{company.name}}\nP.S.', 'text', '王丽\nP.S.'],
    ['  缩进的一行 {{customer.name}}', 'text', '  缩进的一行 王丽'],
    ['{ {customer.name} }', 'text', '{ {customer.name} }'],
  ])('%s (%s) reads %s', (template, context, expected) => expect(renderWording(template, values, context)).toBe(expected))

  it('what a customer calls themselves is only ever a name', () => {
    const evil = { 'customer.name': '<img src=x onerror=alert(1)>"\'&', need: '{{link}}' }
    expect(renderWording('{{customer.name}}', evil, 'html')).toBe('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;')
    expect(renderWording('{{need}}', { ...evil, link: '秘密' }, 'text')).toBe('{{link}}')
  })

  it('a header stays one line, a text keeps its lines', () => {
    const name = { 'customer.name': '王丽\r\nBcc: all@example.com\u2028x\u0000' }
    expect(renderWording('致{{customer.name}}', name, 'header')).toBe('致王丽 Bcc: all@example.com x')
    expect(renderWording('{{customer.name}}', { 'customer.name': '第一行\n第二行\t\u0007' }, 'text')).toBe('第一行\n第二行\t')
  })
})
