import { createTransport } from 'nodemailer'
import type { Instant } from '#kernel/instant.ts'
import type { DemoFile } from './demo-files.ts'

/** A customer's letter before it is written down. `quoted`: the mail of ours that it answers. */
export type Letter = {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly signature: string
  readonly style: 'plain' | 'html' | 'qq' | 'outlook'
  readonly automatic?: boolean
  readonly files: readonly DemoFile[]
}
export type Quoted = { readonly mailId: string; readonly from: { readonly name: string; readonly address: string }; readonly at: Instant; readonly subject: string; readonly text: string }

const SAID_AT = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' })
const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

/** The letter as it comes over the wire. */
export async function rawLetter(letter: Letter, quoted: Quoted | null, messageId: string, at: Instant): Promise<Buffer> {
  const html = letter.style === 'plain' ? null : htmlOf(letter, quoted)
  const { message } = await writer.sendMail({
    messageId,
    date: new Date(at),
    from: letter.from,
    to: letter.to,
    subject: letter.subject,
    text: textOf(letter, quoted),
    ...(html === null ? {} : { html }),
    ...(quoted === null ? {} : { inReplyTo: quoted.mailId, references: [quoted.mailId] }),
    headers: letter.automatic === true ? { 'Auto-Submitted': 'auto-replied' } : {},
    attachments: letter.files.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return Buffer.isBuffer(message) ? message : Buffer.alloc(0)
}

const shortened = (text: string): string => text.split('\n').slice(0, 14).join('\n')

function textOf({ text, signature, style }: Letter, quoted: Quoted | null): string {
  const own = signature === '' ? text : `${text}\n\n${signature}`
  if (quoted === null) return `${own}\n`
  const said = shortened(quoted.text)
  if (style === 'qq' || style === 'outlook') return `${own}\n\n\n------------------ 原始邮件 ------------------\n${headOf(quoted)}\n\n${said}\n`
  return `${own}\n\n${SAID_AT.format(quoted.at)}，${quoted.from.name} <${quoted.from.address}> 写道：\n${said.split('\n').map((line) => `> ${line}`).join('\n')}\n`
}

const headOf = ({ from, at, subject }: Quoted): string => `发件人: "${from.name}" <${from.address}>\n发送时间: ${SAID_AT.format(at)}\n主题: ${subject}`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const paragraphs = (text: string): string => text.split('\n').map((line) => `<div>${line === '' ? '<br>' : escaped(line)}</div>`).join('')

const FACE = {
  html: 'font-family:system-ui,sans-serif;font-size:14px',
  qq: "font-family:'Microsoft YaHei';font-size:14px;line-height:1.7",
  outlook: 'font-family:DengXian,sans-serif;font-size:10.5pt',
} as const

function htmlOf(letter: Letter, quoted: Quoted | null): string {
  const { style } = letter
  const face = style === 'plain' ? FACE.html : FACE[style]
  const signature = letter.signature === '' ? '' : `<div style="color:#666;margin-top:16px">${paragraphs(letter.signature)}</div>`
  const history = quoted === null ? '' : historyOf(style, quoted)
  return `<html><body><div style="${face}">${paragraphs(letter.text)}</div>${signature}${history}</body></html>`
}

function historyOf(style: Letter['style'], quoted: Quoted): string {
  const said = paragraphs(shortened(quoted.text))
  if (style === 'html') return `<div class="gmail_quote"><div>${escaped(`${SAID_AT.format(quoted.at)}，${quoted.from.name} <${quoted.from.address}> 写道：`)}</div><blockquote style="margin:0 0 0 8px;border-left:1px solid #ccc;padding-left:8px">${said}</blockquote></div>`
  return `<div><br></div><div style="font-size:12px;background:#efefef;padding:8px"><div>------------------ 原始邮件 ------------------</div>${paragraphs(headOf(quoted))}</div><div>${said}</div>`
}
