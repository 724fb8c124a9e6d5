import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMailFetcher, type MailFetcher, type MailFetcherDeps } from '#channels/email/in/mail-fetcher.ts'
import type { FetchStore, Mailbox } from '#channels/email/ports.ts'
import type { Id } from '#kernel/id.ts'
import { seededRng } from '#kernel/rng.ts'
import { createLog } from '#platform/log/log.ts'
import { systemTime } from '#platform/runtime.ts'
import { letter } from './letters.ts'
import { openMailHouse, type MailHouse } from './mail-house.ts'
import { startStandInServers, type StandInServers } from './standins/stand-in-servers.ts'

describe('reading mailboxes', () => {
  let house: MailHouse
  let servers: StandInServers
  let fetcher: MailFetcher | null = null
  beforeEach(async () => {
    ;[house, servers] = await Promise.all([openMailHouse(), startStandInServers()])
    await house.addMailbox(servers.anna)
    await house.addMailbox(servers.bo)
  })
  afterEach(async () => {
    await fetcher?.stop()
    fetcher = null
    await servers.stop()
    await house.close()
  })

  const start = (mailboxes: readonly Mailbox[], more: Partial<MailFetcherDeps> = {}): MailFetcher =>
    (fetcher = startMailFetcher({
      store: house.inbound, mailboxes: async () => mailboxes, now: systemTime, random: seededRng(1), log: createLog('silent'), wait: onlyReconnecting, ...more,
    }))
  const seen = (user: string) => servers.imapServer.folder(user).mails.map(({ flags }) => flags.has('\\Seen'))
  const heard = (pattern: RegExp, times?: number) => servers.imapServer.heard(pattern, times)

  it('takes what is there, then what comes while it idles, and marks it seen', async () => {
    servers.imapServer.deliver('anna', letter({ subject: '早到的' }))
    start([servers.anna])
    await heard(/^IDLE/)
    servers.imapServer.deliver('anna', letter({ subject: '后到的' }))
    await heard(/^IDLE/, 2)
    expect((await house.stored()).map(({ status, uid }) => [status, uid])).toEqual([['stored', 1], ['stored', 2]])
    expect(seen('anna')).toEqual([true, true])
    expect(fetcher?.health()).toMatchObject([{ state: 'listening', failures: 0, errorCode: null }])
  })

  it('sets \\Seen only after the mail is stored: a house that fails leaves the mail as it came, and it comes again', async () => {
    servers.imapServer.deliver('anna', letter({ subject: '不能丢' }))
    const states: boolean[] = []
    const failing = failingOnce(house.inbound, () => states.push(...seen('anna')))
    start([servers.anna], { store: failing })
    await heard(/^IDLE/)
    expect(states).toEqual([false, false])
    expect(await house.stored()).toHaveLength(1)
    expect(seen('anna')).toEqual([true])
  })

  it('does not take a mail twice when it dies between storing and marking', async () => {
    servers.imapServer.deliver('anna', letter({ subject: '一次就好' }))
    servers.imapServer.faults.dropOn = /STORE/
    start([servers.anna])
    await heard(/^IDLE/)
    expect(servers.imapServer.commands.filter((command) => command === 'LOGIN')).toHaveLength(2)
    expect((await house.stored()).map(({ status }) => status)).toEqual(['stored'])
    expect(seen('anna')).toEqual([true])
  })

  it('comes back after the server has dropped it', async () => {
    start([servers.anna])
    await heard(/^IDLE/)
    servers.imapServer.dropConnections()
    servers.imapServer.deliver('anna', letter({}))
    await heard(/^IDLE/, 2)
    expect(await house.stored()).toHaveLength(1)
  })

  it('reads a rebuilt mailbox anew and finds nothing new in it', async () => {
    for (const subject of ['一', '二', '三']) servers.imapServer.deliver('anna', letter({ subject }))
    start([servers.anna])
    await heard(/^IDLE/)
    servers.imapServer.renumber('anna')
    servers.imapServer.dropConnections()
    await heard(/^IDLE/, 2)
    const rows = await house.stored()
    expect(rows.filter(({ status }) => status === 'stored')).toHaveLength(3)
    expect(rows.filter(({ status }) => status === 'duplicate').map(({ uid }) => uid)).toEqual([101, 102, 103])
    expect(await house.filesKept()).toBe(3)
    expect(await house.inbound.position(servers.anna.id)).toEqual({ uidValidity: 2, uidLast: 103 })
  })

  it('one letter in two of our mailboxes is one, whatever the servers wrote above it', async () => {
    const sent = letter({ subject: '抄送两个部门' })
    servers.imapServer.deliver('anna', Buffer.concat([Buffer.from('Delivered-To: anna@care.test\r\nReceived: by a\r\n'), sent]))
    servers.imapServer.deliver('bo', Buffer.concat([Buffer.from('Delivered-To: bo@care.test\r\nReceived: by b\r\n'), sent]))
    start([servers.anna, servers.bo])
    await heard(/^IDLE/, 2)
    expect((await house.stored()).map(({ status }) => status).sort()).toEqual(['duplicate', 'stored'])
    expect((await wishes(house)).length).toBe(1)
  })

  it('the same Message-ID over other words is another mail, and equal words sent again to one mailbox too', async () => {
    const first = letter({ messageId: '<same@customer.test>', body: '第一封' })
    servers.imapServer.deliver('anna', first)
    servers.imapServer.deliver('bo', letter({ messageId: '<same@customer.test>', body: '第二封' }))
    servers.imapServer.deliver('anna', Buffer.concat([Buffer.from('Received: by somebody else\r\n'), first]))
    start([servers.anna, servers.bo])
    await heard(/^IDLE/, 2)
    expect((await house.stored()).map(({ status }) => status)).toEqual(['stored', 'stored', 'stored'])
  })

  it('writes a large mail down piece by piece: the next is asked for when the last is on disk', async () => {
    const large = letter({ subject: '日志', body: `${'一二三四五六七八九十'.repeat(3)}\r\n`.repeat(50_000) })
    servers.imapServer.deliver('anna', large)
    const asked = () => servers.imapServer.commands.filter((command) => /^UID FETCH .*BODY/.test(command)).length
    const seenPieces: (readonly [number, number])[] = []
    const watched = async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        seenPieces.push([piece.length, asked()])
        yield piece
      }
    }
    const store: FetchStore = { ...house.inbound, storeRaw: (mail) => house.inbound.storeRaw({ ...mail, raw: mail.raw instanceof Uint8Array ? mail.raw : watched(mail.raw) }) }
    start([servers.anna], { store })
    await heard(/^IDLE/)
    const MEGABYTE = 1 << 20
    expect(seenPieces).toEqual([[MEGABYTE, 1], [MEGABYTE, 2], [MEGABYTE, 3], [MEGABYTE, 4], [large.length - 4 * MEGABYTE, 5]])
    const [row] = await house.stored()
    const mail = await house.inbound.load((row?.id ?? '') as Id)
    expect([row?.bytes, mail && large.equals(await house.inbound.raw(mail))]).toEqual([large.length, true])
  })

  it('a large mail that the connection breaks in two is not kept in part, and comes again whole', async () => {
    const large = letter({ subject: '日志', body: 'x'.repeat(3_000_000) })
    servers.imapServer.deliver('anna', large)
    servers.imapServer.faults.dropOn = /BODY\.PEEK\[\]<1048576/
    start([servers.anna])
    await heard(/^IDLE/)
    expect((await house.stored()).map(({ status, bytes }) => [status, bytes])).toEqual([['stored', large.length]])
    expect(await house.filesKept()).toBe(1)
  })

  it('of a mail above the limit keeps the header, in quarantine for people to see', async () => {
    servers.imapServer.deliver('anna', letter({ subject: '很大', body: 'x'.repeat(5_000) }))
    servers.imapServer.deliver('anna', letter({ subject: '不大' }))
    start([servers.anna], { limits: { mailBytesMax: 2_000, headerBytesMax: 1_000 } })
    await heard(/^IDLE/)
    const [large, small] = await house.stored()
    expect(large).toMatchObject({ status: 'quarantined', code: 'mail.too_large' })
    expect(large?.bytes).toBeGreaterThan(5_000)
    expect(small).toMatchObject({ status: 'stored' })
    expect(await wishes(house)).toHaveLength(1)
  })

  it('one mailbox in trouble leaves the others alone, and says what it is', async () => {
    servers.imapServer.deliver('bo', letter({}))
    const troubled = Promise.withResolvers<void>()
    const store: FetchStore = {
      ...house.inbound,
      troubled: async (id, code, at) => {
        await house.inbound.troubled(id, code, at)
        troubled.resolve()
      },
    }
    const running = start([{ ...servers.anna, password: 'changed' }, servers.bo], { store, wait: untilAborted })
    await Promise.all([heard(/^IDLE/), troubled.promise])
    expect(await house.stored()).toHaveLength(1)
    expect(running.health()).toMatchObject([{ state: 'waiting', failures: 1, errorCode: 'mail.auth_failed' }, { state: 'listening' }])
    const { rows } = await house.db.query({ text: 'select last_error from mailboxes where id = $1', values: [servers.anna.id] })
    expect(rows).toEqual([{ last_error: 'mail.auth_failed' }])
  })

  it('looks by itself where the server cannot push', async () => {
    servers.imapServer.faults.withoutIdle = true
    const looks: (() => void)[] = []
    const wait = (ms: number, signal: AbortSignal) =>
      ms === 300_000 ? new Promise<void>((resolve) => (looks.push(resolve), signal.addEventListener('abort', () => resolve()))) : untilAborted(ms, signal)
    start([servers.anna], { wait })
    await heard(/^(NOOP|STATUS|UID SEARCH)/)
    servers.imapServer.deliver('anna', letter({}))
    await heard(/^NOOP/)
    looks.at(-1)?.()
    await heard(/^UID STORE/)
    expect(seen('anna')).toEqual([true])
  })

  it('reads a mailbox from the moment it is added, and not after it is archived', async () => {
    const mailboxes: Mailbox[] = []
    const running = start(mailboxes, { mailboxes: async () => [...mailboxes] })
    mailboxes.push(servers.anna)
    await running.refresh()
    await heard(/^IDLE/)
    mailboxes.length = 0
    await running.refresh()
    expect(running.health()).toEqual([])
    await heard(/^LOGOUT/)
  })
})

const wishes = async ({ db }: MailHouse) => (await db.query({ text: "select payload from outbox where kind = 'mail.take_in'", values: [] })).rows

/** Time does not pass: only stopping ends the wait. */
const untilAborted = (_ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))

/** Reconnecting takes no time; the long waits last until stopping. */
const onlyReconnecting = (ms: number, signal: AbortSignal): Promise<void> => (ms < 20_000 ? new Promise((resolve) => void setImmediate(resolve)) : untilAborted(ms, signal))

/** A house whose first attempt to store fails before anything is kept. */
function failingOnce(store: FetchStore, onStore: () => void): FetchStore {
  let failed = false
  return {
    ...store,
    storeRaw: async (mail) => {
      onStore()
      if (failed) return store.storeRaw(mail)
      failed = true
      throw new Error('the disk is full')
    },
  }
}
