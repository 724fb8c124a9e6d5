import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkMailbox } from '#channels/email/check-mailbox.ts'
import { closeImap, openImap } from '#channels/email/mail-door.ts'
import { createSentFolder } from '#channels/email/out/sent-folder.ts'
import { createSmtpClient, type SmtpClient } from '#channels/email/out/smtp-client.ts'
import type { Mailbox } from '#channels/email/ports.ts'
import { createLog } from '#platform/log/log.ts'
import { letter } from './letters.ts'

/** Mail servers with two empty mailboxes that may send to each other. */
export type MailServers = {
  readonly anna: Mailbox
  readonly bo: Mailbox
  /** An address that the server refuses for good. */
  readonly refusedAddress: string
  stop(): Promise<void>
}

const log = createLog('silent')

/** What the product relies on in every mail server, stand-in or real: one list, run against each of them. */
export function mailServerContract(title: string, start: () => Promise<MailServers>): void {
  describe(`mail servers: ${title}`, () => {
    let servers: MailServers
    let smtp: SmtpClient
    beforeAll(async () => {
      servers = await start()
      smtp = createSmtpClient({ log })
    })
    afterAll(async () => {
      smtp.close()
      await servers.stop()
    })
    const send = (to: string, raw: Buffer) => smtp.send(servers.anna, { from: servers.anna.address, to: [to] }, raw)

    test('an accepted mail is pushed to who idles, with the body it was sent with', async () => {
      const client = await openInbox(servers.bo)
      const before = await uidsOf(client)
      const arrived = new Promise((resolve) => client.once('exists', resolve))
      void client.idle()
      expect(await send(servers.bo.address, letter({ subject: '空调不制冷', body: '您好，\r\n.以点开头的一行\r\n' }))).toEqual({ kind: 'accepted', refusedRecipients: 0 })
      await arrived
      const fresh = (await uidsOf(client)).filter((uid) => !before.includes(uid))
      const source = await sourceOf(client, fresh[0] ?? 0)
      expect(fresh).toHaveLength(1)
      expect(source).toContain('\r\n\r\n您好，\r\n.以点开头的一行\r\n')
      await closeImap(client)
    })

    test('fetching leaves a mail unseen; \\Seen is set when we say so, and lasts', async () => {
      const client = await openInbox(servers.bo)
      const uid = await arriving(client, () => send(servers.bo.address, letter({ subject: '标记' })))
      await sourceOf(client, uid)
      expect(await flagsOf(client, uid)).not.toContain('\\Seen')
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
      await closeImap(client)
      const again = await openInbox(servers.bo)
      expect(await flagsOf(again, uid)).toContain('\\Seen')
      await closeImap(again)
    })

    test('UIDs grow, UIDVALIDITY stays, and `n:*` names the newest mail even below n', async () => {
      const client = await openInbox(servers.bo)
      const first = await arriving(client, () => send(servers.bo.address, letter({ subject: '一' })))
      const validity = client.mailbox && client.mailbox.uidValidity
      await closeImap(client)
      const again = await openInbox(servers.bo)
      const second = await arriving(again, () => send(servers.bo.address, letter({ subject: '二' })))
      expect(again.mailbox && again.mailbox.uidValidity).toBe(validity)
      expect(second).toBeGreaterThan(first)
      expect(await again.search({ uid: `${second + 1}:*` }, { uid: true })).toEqual([second])
      await closeImap(again)
    })

    test('a large mail comes in pieces that make the whole, and its size is told beforehand', async () => {
      const client = await openInbox(servers.bo)
      const body = `${'一二三四五六七八九十'.repeat(10)}\r\n`.repeat(4_000)
      const uid = await arriving(client, () => send(servers.bo.address, letter({ subject: '大', body })))
      const [listed] = await client.fetchAll(String(uid), { uid: true, size: true }, { uid: true })
      const first = await client.fetchOne(String(uid), { source: { start: 0, maxLength: 1_000_000 } }, { uid: true })
      const rest = await client.fetchOne(String(uid), { source: { start: 1_000_000, maxLength: 1_000_000 } }, { uid: true })
      const whole = await sourceOf(client, uid)
      const pieces = Buffer.concat([first && first.source ? first.source : Buffer.alloc(0), rest && rest.source ? rest.source : Buffer.alloc(0)])
      expect(listed?.size).toBe(pieces.length)
      expect(pieces.length).toBeGreaterThan(1_200_000)
      expect(whole === pieces.toString('utf8')).toBe(true)
      expect(whole.endsWith(body)).toBe(true)
      await closeImap(client)
    })

    test('a copy kept in the Sent folder is found by its Message-ID, and is kept once', async () => {
      const folder = createSentFolder({ log })
      const raw = letter({ subject: '已发送', messageId: '<kept-copy@care.test>' })
      expect(await folder.look(servers.anna, '<kept-copy@care.test>')).toBe('not_found')
      await folder.keep(servers.anna, '<kept-copy@care.test>', raw)
      await folder.keep(servers.anna, '<kept-copy@care.test>', raw)
      expect(await folder.look(servers.anna, '<kept-copy@care.test>')).toBe('found')
      const client = await openImap(servers.anna, { log })
      await client.mailboxOpen('Sent')
      expect(await client.search({ header: { 'message-id': '<kept-copy@care.test>' } }, { uid: true })).toHaveLength(1)
      await closeImap(client)
    })

    test('a recipient that is refused for good is refused, and the next mail goes', async () => {
      expect(await send(servers.refusedAddress, letter({ subject: '退' }))).toEqual({ kind: 'refused', code: 'mail.refused', permanent: true })
      expect(await send(servers.bo.address, letter({ subject: '继续' }))).toMatchObject({ kind: 'accepted' })
    })

    test('the doors of a mailbox can be tried, and say what stands in the way', async () => {
      expect(await checkMailbox(servers.anna, { log })).toEqual({ imap: null, smtp: null })
      expect(await checkMailbox({ ...servers.anna, password: 'not this' }, { log })).toMatchObject({ imap: 'mail.auth_failed' })
      expect(await checkMailbox({ ...servers.anna, smtp: { ...servers.anna.smtp, port: 1 } }, { log })).toEqual({ imap: null, smtp: 'mail.unreachable' })
    })

    test('a wrong password is told apart from a server that is away', async () => {
      await expect(openImap({ ...servers.bo, password: 'not this' }, { log })).rejects.toMatchObject({ code: 'mail.auth_failed', retryable: true })
      await expect(openImap({ ...servers.bo, imap: { ...servers.bo.imap, port: 1 } }, { log })).rejects.toMatchObject({ code: 'mail.unreachable' })
      expect(await smtp.send({ ...servers.anna, smtp: { ...servers.anna.smtp, port: 1 } }, { from: servers.anna.address, to: [servers.bo.address] }, letter({}))).toEqual({
        kind: 'unsent', code: 'mail.unreachable',
      })
    })
  })
}

async function openInbox(mailbox: Mailbox): Promise<ImapFlow> {
  const client = await openImap(mailbox, { log })
  await client.mailboxOpen('INBOX')
  return client
}

async function uidsOf(client: ImapFlow): Promise<readonly number[]> {
  return (await client.search({ uid: '1:*' }, { uid: true })) || []
}

/** The UID of the mail that `send` makes arrive. */
async function arriving(client: ImapFlow, send: () => Promise<unknown>): Promise<number> {
  const before = await uidsOf(client)
  const arrived = new Promise((resolve) => client.once('exists', resolve))
  void client.idle()
  await send()
  await arrived
  return (await uidsOf(client)).find((uid) => !before.includes(uid)) ?? 0
}

async function sourceOf(client: ImapFlow, uid: number): Promise<string> {
  const found = await client.fetchOne(String(uid), { source: true }, { uid: true })
  return found && found.source ? found.source.toString('utf8') : ''
}

async function flagsOf(client: ImapFlow, uid: number): Promise<readonly string[]> {
  const found = await client.fetchOne(String(uid), { flags: true }, { uid: true })
  return found && found.flags ? [...found.flags] : []
}
