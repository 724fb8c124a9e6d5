import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { assert } from '#kernel/assert.ts'
import { MAIL_LIMITS } from './mail-limits.ts'
import { openMail, readMail, type MailReading } from './read-mail.ts'

/** 您好，打印机 in GB 2312. */
const GB_GREETING = Buffer.from('c4fabac3a3acb4f2d3a1bbfa', 'hex')

const mail = (...lines: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(lines.flatMap((line) => [typeof line === 'string' ? Buffer.from(line) : line, Buffer.from('\r\n')]))

function reading(raw: Uint8Array): MailReading {
  const result = readMail(raw, MAIL_LIMITS)
  assert(!('rejected' in result), 'this mail is within the limits')
  return result
}

describe('a plain mail of a Chinese customer', () => {
  const wangLi = reading(mail(
    'From: =?gb2312?B?zfXA9g==?= <wang.li@example.cn>', 'To: "售后, 支持" <care@example.com>, a@example.com', 'Cc: =?utf-8?q?=E9=99=88=E5=AE=87?= <chen@example.com>',
    'Subject: =?utf-8?B?5omT5Y2w?= =?utf-8?B?5py65Z2P5LqG?=', 'Date: Sun, 22 Nov 2026 09:00:00 +0800 (CST)', 'Message-ID: <a1@example.cn>',
    'In-Reply-To: <b1@example.com>', 'References: <b0@example.com>', ' <b1@example.com>', 'Content-Type: text/plain; charset=gb2312', 'Content-Transfer-Encoding: base64', '',
    GB_GREETING.toString('base64')))

  it('names the people, the subject and the instant', () => {
    expect(wangLi).toMatchObject({
      from: { name: '王丽', address: 'wang.li@example.cn' },
      to: [{ name: '售后, 支持', address: 'care@example.com' }, { name: '', address: 'a@example.com' }],
      cc: [{ name: '陈宇', address: 'chen@example.com' }],
      subject: '打印机坏了', date: '2026-11-22T01:00:00.000Z', messageId: '<a1@example.cn>', inReplyTo: '<b1@example.com>', references: ['<b0@example.com>', '<b1@example.com>'],
      text: '您好，打印机', html: null, auto: 'none', bounce: null,
    })
  })

  it('has one part, measured before its charset is read', () => {
    expect(wangLi.parts).toEqual([{ type: 'text/plain', bytes: 12, sha256: createHash('sha256').update(GB_GREETING).digest('hex') }])
  })
})

it('obsolete forms of names and dates are read (RFC 5322 §4)', () => {
  const old = reading(mail('From: Pete(A wonderful \\) chap) <pete(his account)@silly.test(his host)>', 'To: John <jdoe@machine(comment).  example>',
    'Date: Fri, 21 Nov 97 09(comment):   55  :  06 -0600', '', 'x'))
  expect(old).toMatchObject({ from: { address: 'pete@silly.test' }, to: [{ address: 'jdoe@machine.example' }], date: '1997-11-21T15:55:06.000Z' })
})

describe('charsets', () => {
  const texts: readonly (readonly [title: string, charset: string, bytes: Uint8Array, text: string])[] = [
    ['GB 18030', 'gb18030', Buffer.from('b4f2d3a1bbfa', 'hex'), '打印机'],
    ['a four-byte character that GBK lacks, declared as GBK', 'gbk', Buffer.from('95328236', 'hex'), '𠀀'],
    ['Big5', 'big5', Buffer.from('a6439ae5c1d9', 'hex').subarray(0, 2), '列'],
    ['ISO-2022-JP', 'iso-2022-jp', Buffer.from('\x1b$B$9$_$^$;$s\x1b(B', 'latin1'), 'すみません'],
    ['HZ', 'hz-gb-2312', Buffer.from('~{4rS!;z~} A3'), '打印机 A3'],
    ['UTF-8 declared as GB 2312', 'gb2312', Buffer.from('打印机坏了'), '打印机坏了'],
    ['GB 2312 declared as UTF-8', 'utf-8', GB_GREETING, '您好，打印机'],
    ['GB 2312 declared as US-ASCII', 'us-ascii', GB_GREETING, '您好，打印机'],
    ['Latin-1 declared as nothing known', 'x-unknown', Buffer.from('Grüße', 'latin1'), 'Grüße'],
    ['a charset nobody knows', 'klingon', Buffer.from('打印机'), '打印机'],
  ]
  it.each(texts)('%s is read', (_, charset, bytes, text) => {
    expect(reading(mail(`Content-Type: text/plain; charset="${charset}"`, '', bytes)).text.trim()).toBe(text)
  })

  it('raw GB 2312 in a subject is read as Chinese', () => {
    expect(reading(mail(Buffer.concat([Buffer.from('Subject: '), GB_GREETING]), '', 'x')).subject).toBe('您好，打印机')
  })
})

describe('files', () => {
  const named = (disposition: string): MailReading => reading(mail(
    'Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'text', '--b', 'Content-Type: application/pdf', `Content-Disposition: attachment; ${disposition}`, '', '%PDF', '--b--'))
  const names: readonly (readonly [title: string, disposition: string, name: string])[] = [
    ['RFC 2231', "filename*=UTF-8''%E5%90%88%E5%90%8C.pdf", '合同.pdf'],
    ['RFC 2231 in pieces, one character cut in two', "filename*0*=UTF-8''%E5%90%88%E5%90; filename*1*=%8C%20; filename*2=\"2026.pdf\"", '合同 2026.pdf'],
    ['RFC 2231 in GB 2312', "filename*=gb2312''%BA%CF%CD%AC.pdf", '合同.pdf'],
    ['RFC 2047 where it should not be', 'filename="=?gbk?B?us/NrC5wZGY=?="', '合同.pdf'],
    ['a path, which is cut off', 'filename="..\\\\..\\\\etc/passwd"', 'passwd'],
    ['parentheses', 'filename=Rechnung(1).pdf', 'Rechnung(1).pdf'],
  ]
  it.each(names)('a name by %s is read', (_, disposition, name) => {
    expect(named(disposition).attachments).toMatchObject([{ name, type: 'application/pdf', bytes: 4 }])
  })

  it('an enclosed mail is one file of the mail, and its leaves stand among the parts', () => {
    const outer = reading(mail('Content-Type: multipart/mixed; boundary=o', '', '--o', '', '请看附件', '--o', 'Content-Type: message/rfc822', '',
      'Subject: =?utf-8?B?5aSW6YOo?=', 'Content-Type: multipart/mixed; boundary=i', '', '--i', '', 'inner', '--i', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', 'AAEC', '--i--', '--o--'))
    expect(outer.text).toBe('请看附件')
    expect(outer.attachments).toMatchObject([{ name: '外部.eml', type: 'message/rfc822' }])
    expect(outer.parts.map(({ type, bytes }) => [type, bytes])).toEqual([['text/plain', 12], ['text/plain', 5], ['image/png', 3]])
  })

  it('an image of the HTML keeps its Content-ID, so that it can be shown at its place', () => {
    const opened = openMail(mail('Content-Type: multipart/related; boundary=r', '', '--r', 'Content-Type: text/html', '', '<img src="cid:logo@x">', '--r',
      'Content-Type: image/png', 'Content-ID: <logo@x>', '', 'png', '--r--'), MAIL_LIMITS)
    expect(opened).toMatchObject({ reading: { html: expect.stringContaining('data-cid="logo@x"') }, files: [{ contentId: 'logo@x' }] })
  })
})

describe('the body', () => {
  it('of an alternative is the plain text, with the HTML beside it, cleaned', () => {
    const both = reading(mail('Content-Type: multipart/alternative; boundary=a', '', '--a', 'Content-Type: text/plain', '', '你好', '--a', 'Content-Type: text/html', '', '<p>你好<script>alert(1)</script></p>', '--a--'))
    expect(both).toMatchObject({ text: '你好', html: '<p>你好</p>' })
  })

  it('of HTML alone is what a person would read', () => {
    const html = '<div>您好&nbsp;&amp; 谢谢</div><div><br></div><ul><li>第一</li><li>第二</li></ul><blockquote>以前的话</blockquote>'
    expect(reading(mail('Content-Type: text/html; charset=utf-8', '', html)).text).toBe('您好 & 谢谢\n\n- 第一\n- 第二\n\n> 以前的话')
  })

  it('of a list that adds a footer to HTML keeps both', () => {
    const both = reading(mail('Content-Type: multipart/mixed; boundary=m', '', '--m', 'Content-Type: text/html', '', '<b>正文</b>', '--m', 'Content-Type: text/plain', '', 'footer', '--m--'))
    expect(both.text).toBe('正文\n\nfooter')
  })

  it('of flowing lines (RFC 3676) is whole paragraphs', () => {
    expect(reading(mail('Content-Type: text/plain; format=flowed; delsp=yes', '', '打印 ', '机坏了', '第二行')).text.trim()).toBe('打印机坏了\n第二行')
  })

  it('of a multipart whose boundary never comes is shown as text', () => {
    expect(reading(mail('Content-Type: multipart/mixed; boundary=never', '', '正文')).text.trim()).toBe('正文')
  })

  it('quoted-printable keeps an escape that is none, and an escaped blank at the end of a line', () => {
    const body = reading(mail('Content-Transfer-Encoding: quoted-printable', 'Content-Type: text/plain; charset=utf-8', '', 'a=20', 'b   ', '=E6=89=93=', '=E5=8D=B0 =ZZ='))
    expect(body.text).toBe('a \nb\n打印 =ZZ')
  })
})

describe('a mail past a limit is rejected under its own code', () => {
  const nested = (depth: number): Buffer => mail(...Array.from({ length: depth }, (_, at) => [`Content-Type: multipart/mixed; boundary=b${at}x`, '', `--b${at}x`]).flat(), '', 'deep')
  const cases: readonly (readonly [code: string, raw: Uint8Array])[] = [
    ['mail.empty', Buffer.alloc(0)],
    ['mail.too_large', Buffer.alloc(MAIL_LIMITS.mailBytesMax + 1, 'a')],
    ['mail.too_deep', nested(3_000)],
    ['mail.too_deep', mail(...Array.from({ length: 3_000 }, () => ['Content-Type: message/rfc822', '']).flat(), 'deep')],
    ['mail.too_many_parts', mail('Content-Type: multipart/mixed; boundary=b', '', ...Array.from({ length: 3_000 }, () => ['--b', '', 'x']).flat())],
    ['mail.header_too_large', mail(`Subject: ${'长'.repeat(400_000)}`, '', 'x')],
    ['mail.header_too_large', mail(...Array.from({ length: 6_000 }, () => 'X-A: b'), '', 'x')],
    ['mail.too_many_addresses', mail(`To: ${'a@example.com, '.repeat(3_000)}`, '', 'x')],
  ]
  it.each(cases)('%s', (code, raw) => {
    expect(readMail(raw, MAIL_LIMITS)).toEqual({ rejected: code })
  })

  it('but what is merely strange is read', () => {
    for (const raw of [Buffer.from('\n'), Buffer.from('\0\0\0'), Buffer.from('From '), mail('Content-Type: multipart/mixed; boundary=""', '', '--'), Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 7_919) % 256))]) {
      expect(readMail(raw, MAIL_LIMITS)).not.toHaveProperty('rejected')
    }
  })

  it('and 50 MB of files are within the limits', () => {
    const file = Buffer.alloc(50 * 1024 * 1024, 7)
    const body = file.toString('base64').replace(/.{76}/g, '$&\r\n')
    const read = reading(mail('Content-Type: multipart/mixed; boundary=b', '', '--b', '', '请查收', '--b', 'Content-Type: application/zip', 'Content-Transfer-Encoding: base64', '', body, '--b--'))
    expect(read.attachments).toMatchObject([{ bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') }])
    expect(read.text).toBe('请查收')
  })
})
