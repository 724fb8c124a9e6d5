import { describe, expect, it } from 'vitest'
import { LOCALES } from '#kernel/text.ts'
import { customerLetter, type Letter } from './customer-letter.ts'

const look = { publicUrl: 'https://care.example/desk/', accent: '#1b5cc8', onAccent: '#ffffff', line: '#848e9c', font: 'system-ui, PingFang SC, sans-serif' }
const token = 'AZ-x_1.k1~2.abcdefgh'
const confirming = `https://care.example/desk/c/${token}`
const scoring = `https://care.example/desk/s/${token}`
const letterOf = (changes: Partial<Letter> = {}): string => customerLetter({ subject: '请确认', text: '王丽，您好：\n\n请点开：\n' + confirming + '\n\n清风科技', locale: 'zh-CN', company: '清风科技', ...changes }, look)
const linksOf = (page: string): readonly string[] => [...page.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link)
/** What a reader reads of it. */
const wordsOf = (page: string): string => page.replace(/<head>.*<\/head>/s, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('a mail to a customer, laid out', () => {
  it.each([
    ['zh-CN', '打开确认页面', '请把下面的地址复制到浏览器里打开', '1 分最低，5 分最高。'],
    ['zh-TW', '開啟確認頁面', '請把下面的網址複製到瀏覽器開啟', '1 分最低，5 分最高。'],
    ['en', 'Open the page', 'copy this address into your browser', '1 is the lowest score, 5 the highest.'],
  ] as const)('says in %s what to press and what to do where that does not work', (locale, open, copy, ends) => {
    const asked = letterOf({ locale })
    expect(asked).toContain(`<html lang="${locale}"`)
    for (const words of [open, copy]) expect(wordsOf(asked)).toContain(words)
    expect(wordsOf(letterOf({ locale, text: scoring }))).toContain(ends)
  })

  it('has the words of the text, in their order, and the name of the company above', () => {
    const words = wordsOf(letterOf({ text: '第一段\n第二行\n\n\n第三段 <b>&"', company: '清风<科技>' }))
    expect(words.trim()).toBe('清风&lt;科技&gt; 第一段 第二行 第三段 &lt;b&gt;&amp;&quot;')
  })

  it('has no head where the company has not said what it is called', () => {
    expect(letterOf({ company: '' })).not.toContain('border-left')
  })

  it('makes a button of our link, with the whole address below it', () => {
    const page = letterOf()
    expect(linksOf(page)).toEqual([confirming, confirming])
    expect(wordsOf(page)).toContain(confirming)
  })

  it('lets a customer press one of five scores, each the page with that score chosen', () => {
    expect(linksOf(letterOf({ text: `只需一分钟：\n  ${scoring}` }))).toEqual([...[1, 2, 3, 4, 5].map((n) => `${scoring}?score=${n}`), scoring])
  })

  it.each(['https://elsewhere.test/c/x', 'https://care.example/desk/admin', 'https://care.example.evil.test/desk/c/x', `见 ${confirming}`, `${confirming}"onclick="x`, 'javascript:alert(1)'])(
    'leaves %s a text: only a line that is our own link is one', (line) => {
      expect(linksOf(letterOf({ text: line }))).toEqual([])
    })

  it('asks nothing from anywhere and tells nobody that it was read', () => {
    for (const locale of LOCALES) expect(letterOf({ locale, text: `${confirming}\n${scoring}` })).not.toMatch(/<(?:img|link|script|style|iframe|form|table)|\bsrc=|url\(|@import| on\w+=/i)
  })

  it('is the same whenever it is made', () => {
    expect(letterOf()).toBe(letterOf())
  })
})
