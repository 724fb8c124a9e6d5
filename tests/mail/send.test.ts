import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openImap } from '#channels/email/mail-door.ts'
import { createSentFolder } from '#channels/email/out/sent-folder.ts'
import { sendMail } from '#channels/email/out/send-mail.ts'
import { createSmtpClient, type SmtpClient } from '#channels/email/out/smtp-client.ts'
import type { OutboundWork, SendSettlement, SendStore } from '#channels/email/ports.ts'
import { messageIdFor } from '#channels/email/thread-token.ts'
import type { Id } from '#kernel/id.ts'
import { instant, later } from '#kernel/instant.ts'
import { createLog } from '#platform/log/log.ts'
import { startStandInServers, type StandInServers } from './standins/stand-in-servers.ts'

const log = createLog('silent')
const monday = instant(Date.UTC(2026, 10, 23, 1))
const key = { keyId: 'k1', secret: Buffer.alloc(32, 3) }
const caseId = '019ab000-0000-7000-8000-0000000000c1' as Id
const messageId = '019ab000-0000-7000-8000-0000000000d1' as Id
const mailId = messageIdFor({ caseId, messageId, key, domain: 'care.test' })

describe('sending', () => {
  let servers: StandInServers
  let smtp: SmtpClient
  beforeEach(async () => {
    servers = await startStandInServers()
    smtp = createSmtpClient({ log })
  })
  afterEach(async () => {
    smtp.close()
    await servers.stop()
  })

  const house = () => keepingHouse(servers)
  const job = (attempt = 1) => ({ id: messageId, kind: 'mail.send', payload: { messageId }, attempt, dueAt: monday })
  const sending = (store: SendStore) => sendMail({ store, smtp, sentFolder: createSentFolder({ log }), sender: () => ({ key, domain: 'care.test' }), now: () => monday, log })

  it('claims first, sends once, records it and keeps a copy in the Sent folder', async () => {
    const { store, steps } = house()
    const sender = sending({ ...store, claim: async (...given) => (expect(servers.smtpServer.accepted).toEqual([]), store.claim(...given)) })
    expect(await sender(job(), monday)).toEqual({ kind: 'done' })
    expect(steps).toEqual(['claimed', 'sent'])
    expect(servers.smtpServer.accepted).toMatchObject([{ from: 'anna@care.test', to: ['wang.li@customer.test'] }])
    expect(servers.smtpServer.accepted[0]?.raw.toString()).toMatch(new RegExp(`\r\nMessage-ID:\\s+${mailId.replaceAll('.', '\\.')}\r\n`))
    expect(servers.imapServer.folder('anna', 'Sent').mails).toHaveLength(1)
  })

  it('a message that was cancelled, sent or taken by another worker is left alone', async () => {
    for (const state of ['cancelled', 'sent', 'failed'] as const) await sending(house().at(state).store)(job(), monday)
    const { store } = house()
    await sending({ ...store, claim: async () => false })(job(), monday)
    expect(servers.smtpServer.accepted).toEqual([])
  })

  it('a drop after the whole mail went out is uncertain, and is never sent again by itself', async () => {
    const kept = house()
    servers.smtpServer.script.push('accept_and_drop')
    const sender = sending(kept.store)
    expect(await sender(job(), monday)).toEqual({ kind: 'again', dueAt: later(monday, 60_000) })
    expect(kept.steps).toEqual(['claimed', 'uncertain mail.no_answer'])
    for (const attempt of [2, 3]) await sender(job(attempt), monday)
    expect(servers.smtpServer.accepted).toHaveLength(1)
    expect(kept.work.state).toBe('uncertain')
  })

  it('an uncertain message is sent once the Sent folder shows it', async () => {
    const kept = house()
    servers.smtpServer.script.push('drop')
    const sender = sending(kept.store)
    await sender(job(), monday)
    await createSentFolder({ log }).keep(servers.anna, mailId, Buffer.from(`Message-ID: ${mailId}\r\n\r\n您好\r\n`))
    expect(await sender(job(2), monday)).toEqual({ kind: 'done' })
    expect(kept.steps).toEqual(['claimed', 'uncertain mail.no_answer', 'sent'])
  })

  it('what is found claimed after a crash is uncertain and not sent', async () => {
    const kept = house().at('claimed')
    await sending(kept.store)(job(2), monday)
    expect(kept.steps).toEqual(['uncertain mail.interrupted'])
    expect(servers.smtpServer.accepted).toEqual([])
  })

  it.each(['defer', 'defer_recipient'] as const)('a server that says "later" (%s) is asked later', async (answer) => {
    const kept = house()
    servers.smtpServer.script.push(answer)
    const sender = sending(kept.store)
    expect(await sender(job(), monday)).toEqual({ kind: 'again', dueAt: later(monday, 15_000) })
    expect(await sender(job(2), monday)).toEqual({ kind: 'done' })
    expect(kept.steps).toEqual(['claimed', 'planned', 'claimed', 'sent'])
    expect(servers.smtpServer.accepted).toHaveLength(1)
  })

  it.each(['refuse', 'refuse_recipient'] as const)('a server that says "never" (%s) is believed', async (answer) => {
    const kept = house()
    servers.smtpServer.script.push(answer)
    expect(await sending(kept.store)(job(), monday)).toEqual({ kind: 'done' })
    expect(kept.steps).toEqual(['claimed', 'failed mail.refused'])
  })

  it('a server that is away is asked again, until a person has to look', async () => {
    const kept = house()
    const away = { ...kept.work, mailbox: { ...servers.anna, smtp: { ...servers.anna.smtp, port: 1 } } }
    const store = { ...kept.store, load: async () => ({ ...away, state: kept.work.state }) }
    expect(await sending(store)(job(1), monday)).toMatchObject({ kind: 'again' })
    expect(await sending(store)(job(30), monday)).toEqual({ kind: 'done' })
    expect(kept.steps).toEqual(['claimed', 'planned', 'claimed', 'failed mail.unreachable'])
  })

  it('a suppressed recipient or a reached limit fails visibly and sends nothing', async () => {
    const kept = house()
    await sending({ ...kept.store, hindrance: async () => 'mail.limit_reached' })(job(), monday)
    expect(kept.steps).toEqual(['claimed', 'failed mail.limit_reached'])
    expect(servers.smtpServer.accepted).toEqual([])
  })

  it('a wrong password is a reason to wait, not to give up', async () => {
    const kept = house()
    const store = { ...kept.store, load: async () => ({ ...kept.work, state: kept.work.state, mailbox: { ...servers.anna, password: 'old' } }) }
    expect(await sending(store)(job(), monday)).toMatchObject({ kind: 'again' })
    expect(kept.steps).toEqual(['claimed', 'planned'])
  })

  it('keeps its connection for the next mail, and opens another when the server has hung up', async () => {
    const envelope = { from: servers.anna.address, to: ['a@customer.test'] }
    const mail = Buffer.from('Subject: 1\r\n\r\n1\r\n')
    expect(await smtp.send(servers.anna, envelope, mail)).toMatchObject({ kind: 'accepted' })
    expect(await smtp.send(servers.anna, envelope, mail)).toMatchObject({ kind: 'accepted' })
    for (let more = 0; more < 12; more++) await smtp.send(servers.anna, envelope, mail)
    expect([servers.smtpServer.accepted.length, servers.smtpServer.connections()]).toEqual([14, 1])
    servers.smtpServer.dropConnections()
    expect(await smtp.send(servers.anna, envelope, mail)).toMatchObject({ kind: 'accepted' })
    expect([servers.smtpServer.accepted.length, servers.smtpServer.connections()]).toEqual([15, 2])
  })

  it('never says a password in clear to a host elsewhere, unless the operator names it', async () => {
    // This machine by a name that is not recognised as this machine.
    const host = '::ffff:127.0.0.1'
    const abroad = { ...servers.anna, smtp: { ...servers.anna.smtp, host }, imap: { ...servers.anna.imap, host } }
    const send = (client: SmtpClient) => client.send(abroad, { from: abroad.address, to: ['a@customer.test'] }, Buffer.from('Subject: x\r\n\r\nx\r\n'))
    expect(await send(smtp)).toEqual({ kind: 'unsent', code: 'mail.cleartext_refused' })
    await expect(openImap(abroad, { log })).rejects.toMatchObject({ code: 'mail.cleartext_refused' })
    expect(servers.imapServer.commands).not.toContain('LOGIN')
    const allowed = createSmtpClient({ log, cleartextHosts: [host] })
    expect(await send(allowed)).toMatchObject({ kind: 'accepted' })
    allowed.close()
  })
})

type Kept = { readonly store: SendStore; readonly steps: string[]; readonly work: { state: OutboundWork['state'] } & Omit<OutboundWork, 'state'>; at(state: OutboundWork['state']): Kept }

/** The house as sending sees it: one message, and what became of it. */
function keepingHouse(servers: StandInServers): Kept {
  const steps: string[] = []
  const work: Kept['work'] = {
    state: 'planned',
    mailbox: servers.anna,
    mail: {
      caseId, messageId, from: { name: '关怀', address: servers.anna.address }, plusAddressing: true, to: [{ name: '王丽', address: 'wang.li@customer.test' }], cc: [],
      subject: '您的问题', text: '您好', html: null, answers: null, automatic: false,
    },
  }
  const move = (state: OutboundWork['state'], word: string) => {
    work.state = state
    steps.push(word)
  }
  const store: SendStore = {
    load: async () => ({ ...work }),
    files: async () => [],
    hindrance: async () => null,
    claim: async () => {
      if (work.state !== 'planned') return false
      move('claimed', 'claimed')
      return true
    },
    release: async () => move('planned', 'planned'),
    settle: async (_id: Id, settlement: SendSettlement) => move(settlement.state, settlement.state === 'sent' ? 'sent' : `${settlement.state} ${settlement.code}`),
  }
  const kept: Kept = { store, steps, work, at: (state) => ((work.state = state), kept) }
  return kept
}
