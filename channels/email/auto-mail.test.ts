import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MAIL_LIMITS } from './mail-limits.ts'
import { openMail, readMail } from './read-mail.ts'

const REPORTS = join(import.meta.dirname, '../../tests/data/mail/ruby-mail/multipart_report_emails')
const withHeaders = (...headers: readonly string[]) => readMail(Buffer.from(`From: a@example.com\r\n${headers.join('\r\n')}\r\n\r\ntext`), MAIL_LIMITS)
const report = (status: string) => readMail(Buffer.from(
  `Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n${status}\n--b--\n`), MAIL_LIMITS)

describe('who wrote a mail', () => {
  const kinds: readonly (readonly [kind: string, ...headers: string[]])[] = [
    ['none', 'Subject: 打印机坏了'],
    ['none', 'Auto-Submitted: no'],
    ['none', 'X-Auto-Response-Suppress: None'],
    ['none', 'Subject: 自动回复:这个功能坏了'],
    ['none', 'Subject: Re: 自动回复:收到', 'In-Reply-To: <a@b>'],
    ['none', 'Return-Path: <wang@example.cn>'],
    ['reply', 'Auto-Submitted: auto-replied (vacation)'],
    ['reply', 'Auto-Submitted: auto-generated'],
    ['reply', 'X-Autoreply: yes'],
    ['reply', 'X-Auto-Response-Suppress: OOF, AutoReply'],
    ['reply', 'Precedence: auto_reply'],
    ['reply', 'Return-Path: <>'],
    ['reply', 'X-CareLoop: sent'],
    ['reply', 'Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSN77ya5LyR5YGH?=', 'In-Reply-To: <a@b>'],
    ['reply', 'Auto-Submitted: auto-replied', 'List-Id: <list.example.com>'],
    ['list', 'List-Id: <list.example.com>'],
    ['list', 'List-Unsubscribe: <mailto:u@example.com>'],
    ['list', 'Precedence: bulk'],
  ]
  it.each(kinds)('%s by %s %s', (kind, ...headers) => {
    expect(withHeaders(...headers)).toMatchObject({ auto: kind, bounce: null })
  })
})

describe('what was not delivered', () => {
  it('for good: the recipient and the status are named', () => {
    expect(report('Final-Recipient: rfc822; wang@example.cn\nAction: failed\nStatus: 5.1.1')).toMatchObject({ auto: 'bounce', bounce: { recipient: 'wang@example.cn', status: '5.1.1', permanent: true } })
  })

  it('given up after trying long: not for good', () => {
    expect(report('Final-Recipient: rfc822; wang@example.cn\nAction: failed\nStatus: 4.4.1')).toMatchObject({ auto: 'bounce', bounce: { status: '4.4.1', permanent: false } })
  })

  it('yet: only late', () => {
    expect(report('Final-Recipient: rfc822; wang@example.cn\nAction: delayed\nStatus: 4.2.2')).toMatchObject({ auto: 'bounce', bounce: { permanent: false } })
  })

  it('among several recipients: the one that failed for good', () => {
    expect(report('Final-Recipient: rfc822; a@example.cn\nAction: delayed\nStatus: 4.2.2\n\nFinal-Recipient: rfc822; b@example.cn\nAction: failed\nStatus: 5.1.1')).toMatchObject({ bounce: { recipient: 'b@example.cn', permanent: true } })
  })

  it('a report of success is no bounce, yet a machine’s', () => {
    expect(report('Final-Recipient: rfc822; wang@example.cn\nAction: delivered\nStatus: 2.0.0')).toMatchObject({ auto: 'reply', bounce: null })
  })

  it('a 退信 without a report is known by sender and subject together', () => {
    const told = (from: string) => readMail(Buffer.from(`From: ${from}\nSubject: 系统退信\n\n收件人 wang@example.cn 不存在 (550 5.1.1 user unknown)`), MAIL_LIMITS)
    expect(told('PostMaster@qq.com')).toMatchObject({ auto: 'bounce', bounce: { recipient: 'wang@example.cn', status: '5.1.1', permanent: true } })
    expect(told('wang@example.cn')).toMatchObject({ auto: 'none' })
  })

  const files: readonly (readonly [file: string, recipient: string, status: string, permanent: boolean])[] = [
    ['multi_address_bounce1.eml', 'bbbbvhvbbvkjbhfbvbvjhb@gmail.com', '5.1.1', true],
    ['report_530.eml', 'edwin@zzzzzzz.com', '5.3.0', true],
    ['report_422.eml', 'fraser@oooooooo.com.au', '4.2.2', false],
    ['multipart_report_multiple_status.eml', 'u@ci.com', '5.3.0', true],
  ]
  it.each(files)('the real report %s', (file, recipient, status, permanent) => {
    expect(readMail(readFileSync(join(REPORTS, file)), MAIL_LIMITS)).toMatchObject({ auto: 'bounce', bounce: { recipient, status, permanent } })
  })

  it('the Message-ID of what came back is found in the report', () => {
    expect(openMail(readFileSync(join(REPORTS, 'multi_address_bounce1.eml')), MAIL_LIMITS)).toMatchObject({ returnedMessageId: expect.stringMatching(/^<.+@.+>$/) })
  })
})
