import { describe, expect, it } from 'vitest'
import { caseSubject, followerTitle } from './case-subject.ts'

describe('a case is called', () => {
  it('as the message that opened it', () => expect(caseSubject(' 打印机报错 ', '您好，\n打不出来')).toBe('打印机报错'))

  it.each([
    [null, '您好：\n\n打印机开机就报错 E-042，换过墨盒也没用。请尽快处理。\n\n李雷', '打印机开机就报错 E-042，换过墨盒也没用'],
    ['', '打不出来了！怎么办', '打不出来了！'],
    ['  ', 'Hi,\n\nThe printer shows E-042 since this morning and prints nothing at all\n', 'The printer shows E-042 since this morni…'],
    [null, '您好，打不开机', '打不开机'],
    [null, 'Hi Anna,\nHistory is gone', 'History is gone'],
    [null, '尊敬的客服：\n能补开 9 月的发票吗？', '能补开 9 月的发票吗？'],
    [null, '\n———\n您好，我家的净水器漏水', '我家的净水器漏水'],
  ])('as it begins where its subject (%j) says nothing', (subject, text, called) => expect(caseSubject(subject, text)).toBe(called))

  it('nothing where nothing was said', () => expect([caseSubject(null, ''), caseSubject('', '您好！'), caseSubject(null, ' \n…\n')]).toEqual([null, null, null]))

  it('never more than 300 characters, and no half of one', () => expect([...(caseSubject('😀'.repeat(400), '') ?? '')]).toEqual(Array.from({ length: 300 }, () => '😀')))
})

describe('a case that only follows another is called', () => {
  it.each([
    ['打印机漏墨', { scenario: '二次处理', locale: 'zh-CN' }, '二次处理：打印机漏墨'],
    [null, { scenario: '二次处理', locale: 'zh-CN' }, '二次处理'],
    ['Printer leaks', { scenario: 'Second handling', locale: 'en' }, 'Second handling: Printer leaks'],
  ] as const)('by what it is, and by what it is about: %j', (subject, as, called) => expect(followerTitle(subject, as)).toBe(called))
})
