import { describe, expect, it } from 'vitest'
import { replyText } from './reply-text.ts'

const reply = (text: string, forwarded = false): string => replyText(text, { forwarded })
const OWN = '还是不行，重启也没用。'

describe('a reply is the customer’s own words', () => {
  const clients: readonly (readonly [client: string, text: string])[] = [
    ['QQ 邮箱', `${OWN}\n\n发自我的iPhone\n\n\n------------------ 原始邮件 ------------------\n发件人： "客服" <care@example.com>;\n发送时间: 2026年11月20日(星期五) 上午10:00\n收件人: "王丽";\n主题: 回复\n\n请重启。`],
    ['QQ 邮箱 in English', `${OWN}\n\n------------------&nbsp;Original&nbsp;------------------\nFrom: "care";\nDate: Fri, Nov 20, 2026 10:00 AM\nTo: "wang";\nSubject: Re\n\nplease`.replaceAll('&nbsp;', ' ')],
    ['163 邮箱', `${OWN}\n\n\n\n在 2026-11-20 10:00:00,"客服" <care@example.com> 写道：\n\n请重启打印机。\n谢谢`],
    ['163 邮箱, new', `${OWN}\n\n---- 回复的原邮件 ----\n| 发件人 | 客服 |\n| 日期 | 2026年11月20日 |\n请重启。`],
    ['163 in English', `${OWN}\n\nAt 2026-11-20 10:00:00, "care" <care@example.com> wrote:\n\nplease restart`],
    ['Outlook 中文', `${OWN}\n\n________________________________\n发件人： 客服 <care@example.com>\n发送时间: 2026年11月20日 10:00\n收件人: 王丽 <w@example.cn>\n主题: 回复: 打印机\n\n请重启。`],
    ['Outlook in English', `${OWN}\n\nFrom: Care <care@example.com>\nSent: Friday, November 20, 2026 10:00 AM\nTo: Wang\nSubject: RE: printer\n\nplease`],
    ['Outlook old', `${OWN}\n\n-----Original Message-----\nFrom: Care\nplease`],
    ['Outlook old 中文', `${OWN}\n\n-----原始邮件-----\n发件人： 客服\n请重启`],
    ['Foxmail', `${OWN}\n\n王丽\n`.replace('\n\n王丽\n', '') + '\n\n发件人： 客服\n发送时间: 2026-11-20 10:00\n收件人: 王丽\n主题: 打印机\n请重启'],
    ['阿里邮箱', `${OWN}\n\n------------------------------------------------------------------\n发件人：客服 <care@example.com>\n发送时间:2026年11月20日(星期五) 10:00\n收件人:王丽\n主 题:打印机\n主题:打印机\n\n请重启`],
    ['Gmail 中文', `${OWN}\n\n客服 <care@example.com> 于2026年11月20日周五 10:00写道：\n\n> 请重启\n>\n> 谢谢\n`],
    ['Gmail in English, wrapped', `${OWN}\n\nOn Fri, Nov 20, 2026 at 10:00 AM Care Loop Support Team <\ncare@example.com> wrote:\n\n> please\n`],
    ['Apple 邮件', `${OWN}\n\n发自我的iPhone\n\n> 在 2026年11月20日，10:00，客服 <care@example.com> 写道：\n> \n> 请重启\n`],
    ['Apple Mail', `${OWN}\n\nSent from my iPhone\n\n> On 20 Nov 2026, at 10:00, Care <care@example.com> wrote:\n> \n> please\n`],
    ['Thunderbird with a signature', `${OWN}\n\n-- \n王丽 | 采购部\n电话 010-12345678`],
    ['Outlook for iOS', `${OWN}\n\n获取 Outlook for iOS\n________________________________\n发件人： 客服\n发送时间: 2026年11月20日\n收件人: 王丽\n主题: 打印机\n`],
    ['a German Thunderbird', `${OWN}\n\nAm 20.11.26 um 10:00 schrieb Care:\n> bitte\n`],
  ]
  it.each(clients)('in %s', (_, text) => {
    expect(reply(text)).toBe(OWN)
  })

  it('below the quotation', () => {
    expect(reply(`On Fri, 20 Nov 2026, Care wrote:\n> please restart\n\n${OWN}`)).toBe(OWN)
  })

  it('between the lines of it', () => {
    expect(reply('在 2026年11月20日,客服 写道：\n> 什么型号?\nA3 型\n> 哪天买的?\n上周')).toBe('A3 型\n上周')
  })

  it('and nothing of it is taken for a quotation', () => {
    for (const text of ['来自上海的客户也有这个问题', '主题：打印机坏了\n内容：卡纸', '-----\n第一项\n-----\n第二项', '客服在电话里写道：没有', 'On the whole it works.']) expect(reply(text)).toBe(text)
  })

  it('a forwarded mail is content', () => {
    const text = '请看下面\n\n发件人： 供应商\n发送时间: 2026年11月20日\n收件人: 王丽\n主题: 通知\n\n产品召回'
    expect(reply(text, true)).toContain('产品召回')
    expect(reply(text)).toBe('请看下面')
  })

  it('where nothing would be left, the whole text stays', () => {
    expect(reply('> 请重启\n> 谢谢')).toBe('> 请重启\n> 谢谢')
  })

  it('a hundred thousand quoted or broken lines take no time to speak of', () => {
    const text = `${OWN}\n${'On On On 1 '.repeat(30)}\n`.repeat(20_000)
    expect(reply(text).length).toBeGreaterThan(0)
  })
})
