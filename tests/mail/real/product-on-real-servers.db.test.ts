import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMailFetcher, type MailFetcher } from '#channels/email/in/mail-fetcher.ts'
import { takeInMail } from '#channels/email/in/take-in-mail.ts'
import { MAIL_LIMITS } from '#channels/email/mail-limits.ts'
import { createSmtpClient } from '#channels/email/out/smtp-client.ts'
import { createMailReader, type MailReader } from '#channels/email/read-mail-in-worker.ts'
import type { FetchStore, ReturnedMail, TakenMail } from '#channels/email/ports.ts'
import { messageIdFor } from '#channels/email/thread-token.ts'
import type { Id } from '#kernel/id.ts'
import { seededRng } from '#kernel/rng.ts'
import { createLog } from '#platform/log/log.ts'
import { drainOutbox } from '#platform/outbox/outbox-worker.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { letter } from '../letters.ts'
import { openMailHouse, type MailHouse } from '../mail-house.ts'
import { startDebianServers, type DebianServers } from './debian-servers.ts'

const log = createLog('silent')
const key = { keyId: 'k1', secret: Buffer.alloc(32, 3) }
const caseId = '019ab000-0000-7000-8000-0000000000c1' as Id
const messageId = '019ab000-0000-7000-8000-0000000000d1' as Id

describe.runIf(process.env['CARELOOP_TEST_MAIL_SERVERS'] === '1')('the product on Dovecot and Postfix', () => {
  let house: MailHouse
  let servers: DebianServers
  let fetcher: MailFetcher
  let reader: MailReader
  let stored = 0
  const waiters: { readonly count: number; readonly resolve: () => void }[] = []
  const storedBy = (count: number) => new Promise<void>((resolve) => (stored >= count ? resolve() : waiters.push({ count, resolve })))
  const smtp = createSmtpClient({ log })

  beforeAll(async () => {
    ;[house, servers] = await Promise.all([openMailHouse(), startDebianServers()])
    await house.addMailbox(servers.anna)
    await house.addMailbox(servers.bo)
    reader = createMailReader({ workers: 1, limits: MAIL_LIMITS })
    const store: FetchStore = {
      ...house.inbound,
      storeRaw: async (mail) => {
        const answer = await house.inbound.storeRaw(mail)
        stored += 1
        for (const { count, resolve } of waiters) if (stored >= count) resolve()
        return answer
      },
    }
    fetcher = startMailFetcher({ store, mailboxes: async () => [servers.anna, servers.bo], now: systemTime, random: seededRng(1), log })
  })
  afterAll(async () => {
    smtp.close()
    await fetcher.stop()
    await reader.close()
    await servers.stop()
    await house.close()
  })

  it('one mail to two of our mailboxes is one message', async () => {
    await smtp.send(servers.anna, { from: 'wang.li@cust.test', to: [servers.anna.address, servers.bo.address] }, letter({ subject: '抄送' }))
    await storedBy(2)
    expect((await house.stored()).map(({ status }) => status).sort()).toEqual(['duplicate', 'stored'])
  })

  it('what a server returns is known by our token, with recipient and reason', async () => {
    const mailId = messageIdFor({ caseId, messageId, key, domain: 'care.test' })
    const raw = letter({ subject: '回访', from: servers.anna.address, to: 'nobody@cust.test', messageId: mailId })
    expect(await smtp.send(servers.anna, { from: servers.anna.address, to: ['nobody@cust.test'] }, raw)).toMatchObject({ kind: 'accepted' })
    await storedBy(3)
    const returned: ReturnedMail[] = []
    const taken: TakenMail[] = []
    const ports = {
      takeIn: async (mail: TakenMail) => {
        taken.push(mail)
        await house.db.write([mail.settle(systemIds(), systemTime())])
        return { taken: true } as const
      },
      recordBounce: async (mail: ReturnedMail) => void returned.push(mail),
    }
    const handlers = { 'mail.take_in': takeInMail({ store: house.inbound, reader, tokenKeys: [key], ports, log }) }
    await drainOutbox({ db: house.db, now: systemTime, workerId: systemIds(), handlers, log })
    expect(returned).toMatchObject([{ messageId, bounce: { recipient: 'nobody@cust.test', status: '5.1.1', permanent: true } }])
    expect(taken.map(({ opened }) => opened.reading.auto).sort()).toEqual(['bounce', 'none'])
  })

  it('a mail to a customer goes out to his server', async () => {
    await smtp.send(servers.anna, { from: servers.anna.address, to: ['wang.li@cust.test'] }, letter({ subject: '答复' }))
    await servers.outside.received()
    expect(servers.outside.accepted).toMatchObject([{ from: 'anna@care.test', to: ['wang.li@cust.test'] }])
  })
})
