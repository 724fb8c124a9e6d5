import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { planOutbound, sealAddresses } from '#capabilities/conversation/server/commands.ts'
import { openInboundStore } from '#channels/email/in/inbound-store.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { later, MINUTE, parseInstant } from '#kernel/instant.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'
import { letter } from './letters.ts'
import { startStandInServers, type StandInServers } from './standins/stand-in-servers.ts'

const monday = must(parseInstant('2026-11-23T09:30:00+08:00'), 'an instant')
const caseId = '019ab000-0000-7000-8000-0000000000c1' as Id

describe('mail of the whole house', () => {
  let servers: StandInServers
  let test: TestHouse
  beforeEach(async () => {
    servers = await startStandInServers()
    test = await openTestHouse({ at: monday, mail: true })
    await test.house.db.query(mailboxRow(test.house.sealing, test.house.now(), servers.anna))
  })
  afterEach(async () => {
    await test.close()
    await servers.stop()
  })

  const plan = async (author: 'system' | 'staff', address = 'wang.li@customer.test'): Promise<Id> => {
    const { house } = test
    const id = house.newId()
    const at = house.now()
    const addresses = sealAddresses(house.sealing, id, { to: [{ name: '', address }], cc: [] })
    const message = {
      id, caseId, customerId: null, direction: 'out' as const, channel: 'email', author: { kind: author, id: null }, mailboxId: servers.anna.id,
      subject: '进展', text: '您好', addresses, sendAt: at,
    }
    await house.db.write(planOutbound(message, at, house.newId()))
    return id
  }
  const stateOf = async (id: Id) => {
    const { rows } = await test.house.db.query({ text: 'select state, failure_code from messages where id = $1', values: [id] })
    return [rows[0]?.['state'], rows[0]?.['failure_code']]
  }
  const settledIn = async (kind: 'system' | 'staff', count: number): Promise<readonly Id[]> => {
    const ids: Id[] = []
    for (let sent = 0; sent < count; sent++) ids.push(await plan(kind))
    await test.settle()
    return ids
  }

  it('machines that answer each other stop after ten mails in ten minutes, where people see it', async () => {
    const ids = await settledIn('system', 12)
    expect(servers.smtpServer.accepted).toHaveLength(10)
    expect(await Promise.all(ids.slice(9).map(stateOf))).toEqual([['sent', null], ['failed', 'mail.loop_limit'], ['failed', 'mail.loop_limit']])
    const { body } = await test.call({ method: 'GET', url: '/api/v1/messages?state=failed', as: test.admin.cookie })
    expect(body['items']).toMatchObject(ids.slice(10).map((id) => ({ id, failedAt: '2026-11-23T01:30:00.000Z', failure: expect.stringContaining('请人工跟进') })))
    await test.advanceTo(later(monday, 11 * MINUTE))
    await settledIn('system', 1)
    expect(servers.smtpServer.accepted).toHaveLength(11)
  })

  it('a machine that answers one customer does not silence the case for another', async () => {
    await settledIn('system', 11)
    const other = await plan('system', 'sun.hao@customer.test')
    await test.settle()
    expect(await stateOf(other)).toEqual(['sent', null])
  })

  it('answers are asked for at an address that names the case, unless the mailbox takes no such addresses', async () => {
    await settledIn('staff', 1)
    await test.house.db.query({ text: 'update mailboxes set plus_addressing = false', values: [] })
    await settledIn('staff', 1)
    const replyTo = servers.smtpServer.accepted.map(({ raw }) => /^Reply-To:.*?<([^>]+)>/ms.exec(raw.toString())?.[1])
    expect(replyTo).toEqual([expect.stringMatching(/^anna\+k1[a-z2-7]{42}@care\.test$/), 'anna@care.test'])
  })

  it('a person who writes is no machine', async () => {
    await settledIn('staff', 12)
    expect(servers.smtpServer.accepted).toHaveLength(12)
  })

  it('an address whose mail came back for good is not written to any more', async () => {
    const [first] = await settledIn('staff', 1)
    const mailId = /Message-ID:\s+(<[^>]+>)/.exec(servers.smtpServer.accepted[0]?.raw.toString() ?? '')?.[1]
    await takeIn(test, deliveryReport(must(mailId, 'what was sent has an id'), '5.1.1'))
    expect(await stateOf(must(first, 'it was planned'))).toEqual(['failed', 'mail.bounced'])
    const [second] = await settledIn('staff', 1)
    expect(await stateOf(must(second, 'it was planned'))).toEqual(['failed', 'mail.suppressed'])
    expect(servers.smtpServer.accepted).toHaveLength(1)
  })

  it('a case is called by what its letter says where the letter has no subject, and the acknowledgement too', async () => {
    const raw = letter({ subject: '', body: '您好：\r\n\r\n净水器从昨晚开始漏水。关了总阀还在滴。\r\n' })
    await openInboundStore(test.house).storeRaw({ raw, origin: { mailboxId: servers.anna.id, uidValidity: 1, uid: 1 }, receivedAt: monday })
    await test.settle()
    const { rows } = await test.house.db.query({ text: 'select subject from cases', values: [] })
    expect(rows).toEqual([{ subject: '净水器从昨晚开始漏水' }])
    const told = await test.house.db.query({ text: `select text from messages where direction = 'out'`, values: [] })
    expect(told.rows.map((row) => String(row['text']))).toEqual([expect.stringContaining('“净水器从昨晚开始漏水”')])
  })

  it('a mail that came back for now is counted, and its address is written to again', async () => {
    await settledIn('staff', 1)
    const mailId = /Message-ID:\s+(<[^>]+>)/.exec(servers.smtpServer.accepted[0]?.raw.toString() ?? '')?.[1]
    await takeIn(test, deliveryReport(must(mailId, 'what was sent has an id'), '4.2.2'))
    await settledIn('staff', 1)
    expect(servers.smtpServer.accepted).toHaveLength(2)
    expect((await test.house.db.query({ text: 'select permanent, status from bounces', values: [] })).rows).toEqual([{ permanent: false, status: '4.2.2' }])
  })
})

async function takeIn({ house, settle }: TestHouse, raw: Buffer): Promise<void> {
  await openInboundStore(house).storeRaw({ raw, origin: null, receivedAt: house.now() })
  await settle()
}

const deliveryReport = (returned: string, status: string): Buffer =>
  Buffer.from(
    [
      'Return-Path: <>', 'From: MAILER-DAEMON@mx.customer.test', 'To: anna@care.test', 'Subject: Undelivered Mail', 'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=r', '',
      '--r', 'Content-Type: text/plain', '', 'Sorry.', '--r', 'Content-Type: message/delivery-status', '',
      'Reporting-MTA: dns; mx.customer.test', '', 'Final-Recipient: rfc822; wang.li@customer.test', `Action: ${status.startsWith('5') ? 'failed' : 'delayed'}`, `Status: ${status}`, '',
      '--r', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${returned}`, 'Subject: x', '', '--r--', '',
    ].join('\r\n'),
  )
