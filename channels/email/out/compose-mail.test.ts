import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { describe, expect, it } from 'vitest'
import { assert } from '#kernel/assert.ts'
import { uuidv7 } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import { MAIL_LIMITS } from '../mail-limits.ts'
import { openMail } from '../read-mail.ts'
import { readThreadToken, type TokenKey } from '../thread-token.ts'
import { composeMail, type OutboundMail } from './compose-mail.ts'

const key: TokenKey = { keyId: 'k1', secret: Buffer.from('key of the tests, 32 bytes long.') }
const at = instant(Date.UTC(2026, 10, 22, 1))
const outbound: OutboundMail = {
  caseId: uuidv7(at, new Uint8Array(10)), messageId: uuidv7(at, new Uint8Array(10).fill(9)), at,
  from: { name: '关怀中心, 售后', address: 'support@care.example' }, plusAddressing: true, to: [{ name: '王丽', address: 'wang.li@example.cn' }], cc: [],
  subject: '您的工单 SH-20261122-0042 已受理', text: '您好,王丽:\n我们已收到您的来信。', html: '<p>您好,王丽</p>',
  answers: { messageId: '<a1@example.cn>', references: ['<a0@example.cn>'] }, automatic: true, files: [{ name: '受理表.pdf', type: 'application/pdf', content: Buffer.from('%PDF') }],
}

async function sent(changes: Partial<OutboundMail> = {}) {
  const composed = composeMail({ ...outbound, ...changes }, { key, domain: 'care.example' })
  assert(composed.ok, 'this mail can be composed')
  const raw = await new MailComposer(composed.mail).compile().build()
  const opened = openMail(raw, MAIL_LIMITS)
  assert(!('rejected' in opened), 'what we send we can read')
  return { raw, head: raw.toString().split('\r\n\r\n')[0] ?? '', messageId: composed.mail.messageId, ...opened }
}

describe('a mail we send', () => {
  it('arrives as it was meant', async () => {
    const { reading } = await sent()
    expect(reading).toMatchObject({
      from: outbound.from, to: outbound.to, subject: outbound.subject, date: '2026-11-22T01:00:00.000Z', inReplyTo: '<a1@example.cn>', references: ['<a0@example.cn>', '<a1@example.cn>'],
      text: expect.stringContaining('我们已收到您的来信。'), html: '<p>您好,王丽</p>', attachments: [{ name: '受理表.pdf', type: 'application/pdf', bytes: 4 }],
    })
  })

  it('leads an answer back to its case, by its Message-ID and by its Reply-To', async () => {
    const { reading, messageId, replyTo } = await sent()
    expect(reading.messageId).toBe(messageId)
    expect(readThreadToken({ inReplyTo: reading.messageId, references: [], reachedAt: [] }, [key])).toEqual({ caseId: outbound.caseId, messageId: outbound.messageId, via: 'in-reply-to' })
    expect(readThreadToken({ inReplyTo: null, references: [], reachedAt: [replyTo?.address ?? ''] }, [key])?.caseId).toBe(outbound.caseId)
  })

  it('asks for the answer at the plain address where the provider takes no other, and is led back by its Message-ID', async () => {
    const { reading, replyTo, messageId } = await sent({ plusAddressing: false })
    expect(replyTo?.address).toBe('support@care.example')
    expect(reading.messageId).toBe(messageId)
    expect(readThreadToken({ inReplyTo: null, references: ['<a0@example.cn>', messageId], reachedAt: ['support@care.example'] }, [key])).toEqual({ caseId: outbound.caseId, messageId: outbound.messageId, via: 'references' })
  })

  it('bears the same Message-ID whenever it is composed, so that a doubtful send can be looked up', async () => {
    expect((await sent()).messageId).toBe((await sent({ subject: 'other' })).messageId)
  })

  it('has the same bytes when it is made again', async () => {
    expect((await sent()).raw.equals((await sent()).raw)).toBe(true)
    const other = await sent({ messageId: uuidv7(at, new Uint8Array(10).fill(3)) })
    const boundary = (raw: Buffer) => /boundary="([^"]+)"/.exec(raw.toString())?.[1]
    expect(boundary(other.raw)).not.toBe(boundary((await sent()).raw))
  })

  it('says so when no person wrote it, and is known again when it loops', async () => {
    expect((await sent()).head).toMatch(/^Auto-Submitted: auto-generated$/m)
    const byPerson = await sent({ automatic: false })
    expect(byPerson.head).not.toMatch(/Auto-Submitted/)
    expect(byPerson.reading.auto).toBe('reply')
  })

  it('keeps the first and the newest of a long thread, twenty in all', async () => {
    const references = Array.from({ length: 60 }, (_, index) => `<r${index}@example.cn>`)
    const { reading } = await sent({ answers: { messageId: '<last@example.cn>', references } })
    expect(reading.references).toHaveLength(20)
    expect(reading.references[0]).toBe('<r0@example.cn>')
    expect(reading.references.at(-1)).toBe('<last@example.cn>')
  })
})

describe('nobody writes into the header', () => {
  const evil = 'x\r\nBcc: victim@example.com\r\n\r\nbody'
  it.each([
    ['subject', { subject: evil }],
    ['name', { to: [{ name: evil, address: 'wang.li@example.cn' }] }],
    ['our own name', { from: { name: evil, address: 'support@care.example' } }],
    ['file name', { files: [{ name: evil, type: `text/plain\r\nX: y`, content: Buffer.from('x') }] }],
    ['references', { answers: { messageId: `<a@b>${evil}`, references: [`<a@b\r\nBcc: victim@example.com>`] } }],
  ] as const)('by the %s', async (_, changes) => {
    const { head, reading } = await sent(changes)
    expect(head).not.toMatch(/^Bcc:/im)
    expect(reading.text).toContain('我们已收到您的来信。')
  })

  it.each(['a@b.example\r\nBcc: v@example.com', 'a@b.example, v@example.com', '<a@b.example>', 'a b@c.example', '', '@', 'Name <a@b.example>'])('by the address %j: it is refused', (address) => {
    expect(composeMail({ ...outbound, to: [{ name: '', address }] }, { key, domain: 'care.example' })).toMatchObject({ ok: false, refusal: { code: 'mail.bad_address' } })
  })

  it('and not without a recipient or with too many', () => {
    expect(composeMail({ ...outbound, to: [] }, { key, domain: 'care.example' })).toMatchObject({ refusal: { code: 'mail.no_recipient' } })
    expect(composeMail({ ...outbound, cc: Array.from({ length: 60 }, () => ({ name: '', address: 'a@b.example' })) }, { key, domain: 'care.example' })).toMatchObject({ refusal: { code: 'mail.too_many_recipients' } })
  })
})
