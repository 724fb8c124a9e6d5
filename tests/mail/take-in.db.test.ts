import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeInMail } from '#channels/email/in/take-in-mail.ts'
import { MAIL_LIMITS } from '#channels/email/mail-limits.ts'
import { createMailReader, type MailReader } from '#channels/email/read-mail-in-worker.ts'
import type { ReturnedMail, TakeInPorts, TakenMail } from '#channels/email/ports.ts'
import { messageIdFor, replyAddressFor } from '#channels/email/thread-token.ts'
import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import { createLog } from '#platform/log/log.ts'
import { drainOutbox } from '#platform/outbox/outbox-worker.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { letter } from './letters.ts'
import { openMailHouse, type MailHouse } from './mail-house.ts'

const key = { keyId: 'k1', secret: Buffer.alloc(32, 3) }
const caseId = '019ab000-0000-7000-8000-0000000000c1' as Id
const messageId = '019ab000-0000-7000-8000-0000000000d1' as Id
const ours = messageIdFor({ caseId, messageId, key, domain: 'care.test' })

describe('taking a stored mail in', () => {
  let house: MailHouse
  let reader: MailReader
  beforeEach(async () => {
    house = await openMailHouse()
    reader = createMailReader({ workers: 1, limits: { ...MAIL_LIMITS, partsMax: 5 } })
  })
  afterEach(async () => {
    await reader.close()
    await house.close()
  })

  const store = async (raw: Uint8Array) => (await house.inbound.storeRaw({ raw, origin: null, receivedAt: systemTime() })).inboundId
  const drain = async (ports: Partial<TakeInPorts> = {}) => {
    const taken: TakenMail[] = []
    const returned: ReturnedMail[] = []
    const kept: TakeInPorts = {
      takeIn: async (mail) => {
        taken.push(mail)
        await house.db.write([mail.settle(systemIds(), systemTime())])
        return { taken: true }
      },
      recordBounce: async (mail) => void returned.push(mail),
      ...ports,
    }
    const handler = takeInMail({ store: house.inbound, reader, tokenKeys: [key], ports: kept, log: createLog('silent') })
    await drainOutbox({ db: house.db, now: systemTime, workerId: systemIds(), handlers: { 'mail.take_in': handler }, log: createLog('silent') })
    return { taken, returned }
  }
  const status = async () => (await house.stored()).map((row) => (row.code === null ? row.status : `${row.status} ${row.code}`))

  it('reads it, hands it over and marks it taken in the same transaction', async () => {
    await store(letter({ subject: '空调不制冷' }))
    const { taken } = await drain()
    expect(taken).toMatchObject([{ imported: true, mailboxId: null, link: null, opened: { reading: { subject: '空调不制冷', from: { address: 'wang.li@customer.test' } } } }])
    expect(await status()).toEqual(['taken'])
  })

  it('finds the case by the token of the mail it answers, or of the address it came to, and by nothing else', async () => {
    const inOrder = [
      await store(letter({ headers: [`In-Reply-To: ${ours}`] })),
      await store(letter({ to: replyAddressFor({ caseId, key, mailbox: 'support@care.test' }) })),
      await store(letter({ subject: `Re: ${caseId}`, headers: ['In-Reply-To: <cl.k1.forged@care.test>'] })),
    ]
    const { taken } = await drain()
    expect(inOrder.map((id) => taken.find(({ inboundId }) => inboundId === id)?.link)).toEqual([
      { caseId, messageId, via: 'in-reply-to' },
      { caseId, messageId: null, via: 'address' },
      null,
    ])
  })

  it('what the parser rejects waits in quarantine under its code, and is tried once more by each new version', async () => {
    await store(Buffer.from(`From: a@b.test\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\n.\r\n'.repeat(9)}--x--\r\n`))
    expect((await drain()).taken).toEqual([])
    expect(await status()).toEqual(['quarantined mail.too_many_parts'])
    expect(await house.inbound.retryAfterUpgrade('0.2.0', systemTime())).toBe(1)
    expect(await house.inbound.retryAfterUpgrade('0.2.0', systemTime())).toBe(0)
    await reader.close()
    reader = createMailReader({ workers: 1, limits: MAIL_LIMITS })
    expect((await drain()).taken).toHaveLength(1)
    expect(await status()).toEqual(['taken'])
  })

  it('what the house refuses, or breaks on, waits in quarantine too; what the world fails is tried again', async () => {
    await store(letter({ subject: '一' }))
    await drain({ takeIn: async () => ({ refused: 'conversation.no_scenario' }) })
    await store(letter({ subject: '二' }))
    await drain({ takeIn: async () => { throw new TypeError('a bug') } })
    await store(letter({ subject: '三' }))
    await drain({ takeIn: async () => { throw new Fault('db.unavailable', { retryable: true }) } })
    expect(await status()).toEqual(['quarantined conversation.no_scenario', 'quarantined mail.take_in_failed', 'stored'])
  })

  it('is taken once: a second taker loses his whole transaction', async () => {
    const inboundId = await store(letter({}))
    const { taken } = await drain()
    const again = taken[0]?.settle(systemIds(), systemTime())
    expect(again).toBeDefined()
    await expect(house.db.write(again === undefined ? [] : [again])).rejects.toMatchObject({ code: 'db.stale' })
    expect((await house.inbound.load(inboundId))?.status).toBe('taken')
  })

  it('a returned mail of ours is told by our token inside it; a forged one is only a mail', async () => {
    const genuine = await store(report(ours))
    const forged = await store(report('<cl.k1.agnlaaaaabyabaaaaaaaaaaaye.agnlaaaaabyabaaaaaaaaaaa2e.aaaaaaaaaaaaaaaa@care.test>'))
    const { taken, returned } = await drain()
    expect(returned).toMatchObject([{ messageId, bounce: { recipient: 'nobody@cust.test', status: '5.1.1', permanent: true } }])
    const [arrived] = (await house.db.query({ text: 'select received_at from inbound_mails where id = $1', values: [returned[0]?.inboundId] })).rows
    expect(returned[0]?.bouncedAt).toBe(arrived?.['received_at'])
    const told = (id: Id) => taken.filter(({ inboundId }) => inboundId === id).map(({ link, opened }) => [link?.caseId, opened.reading.auto])
    expect([told(genuine), told(forged)]).toEqual([[[caseId, 'bounce']], [[undefined, 'bounce']]])
  })
})

/** A delivery report (RFC 3464) about the mail with this Message-ID. */
const report = (returned: string): Buffer =>
  Buffer.from(
    [
      'Return-Path: <>', 'From: MAILER-DAEMON@mx.cust.test', 'To: support@care.test', 'Subject: Undelivered Mail', 'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=r', '',
      '--r', 'Content-Type: text/plain', '', 'Sorry.', '--r', 'Content-Type: message/delivery-status', '',
      'Reporting-MTA: dns; mx.cust.test', '', 'Final-Recipient: rfc822; nobody@cust.test', 'Action: failed', 'Status: 5.1.1', '',
      '--r', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${returned}`, 'Subject: x', '', '--r--', '',
    ].join('\r\n'),
  )
