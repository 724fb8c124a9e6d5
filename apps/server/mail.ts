import type { Mailbox, OutboundWork, ReturnedMail, SendStore, TakeInPorts, TakenMail } from '#channels/email/ports.ts'
import { startMailFetcher } from '#channels/email/in/mail-fetcher.ts'
import { openInboundStore } from '#channels/email/in/inbound-store.ts'
import { TAKE_IN, takeInMail } from '#channels/email/in/take-in-mail.ts'
import type { OutboundMail } from '#channels/email/out/compose-mail.ts'
import { SEND, sendMail } from '#channels/email/out/send-mail.ts'
import { createSentFolder } from '#channels/email/out/sent-folder.ts'
import { createSmtpClient } from '#channels/email/out/smtp-client.ts'
import { MAIL_LIMITS } from '#channels/email/mail-limits.ts'
import { createMailReader } from '#channels/email/read-mail-in-worker.ts'
import type { TokenKey } from '#channels/email/thread-token.ts'
import { localeOfCustomer } from '#capabilities/case/server/case-words.ts'
import { customerLetter } from '#capabilities/case/server/customer-pages/customer-letter.ts'
import { takeInMessage, type ArrivedMessage } from '#capabilities/case/server/take-in-message.ts'
import { activeMailboxes, mailboxById, type OpenedMailbox } from '#capabilities/conversation/server/mailbox-commands.ts'
import { claimOutbound, filesOfOutbound, hindranceOf, markBounced, outboundOf, recordBounce, releaseOutbound, settleOutbound, suppressAddress } from '#capabilities/conversation/server/send-store.ts'
import { loadCustomer, readCustomer } from '#capabilities/customer/server/commands.ts'
import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import type { Db } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { appendEvents } from '#platform/events/append-events.ts'
import type { Handlers } from '#platform/outbox/outbox-worker.ts'
import { colourIn, FONT_FAMILY } from '#ui/theme/tokens.ts'
import { companyName } from './company.ts'
import type { House } from './house.ts'
import { VERSION } from './version.ts'
import type { Part } from './part.ts'

/** Tokens of mails are signed with a key that comes from the master key and has a name of its own. */
export const tokenKeys = ({ sealing }: House): readonly [TokenKey] => [{ keyId: 'k1', secret: Buffer.from(sealing.blindIndex('thread tokens', 'mail.token'), 'base64url') }]

/** What the outbox does for mail: takes stored mails in, sends planned ones. `stop` ends the reader's threads. */
export function mailHandlers(house: House): { readonly handlers: Handlers; stop(): Promise<void> } {
  const { db, files, now, newId, log } = house
  const keys = tokenKeys(house)
  const reader = createMailReader({ workers: 1, limits: MAIL_LIMITS })
  const smtp = createSmtpClient({ log })
  const take = takeInMail({ store: openInboundStore({ db, files, now, newId }), reader, tokenKeys: keys, ports: takeInPorts(house), log })
  const sender = (mailbox: Mailbox) => ({ key: keys[0], domain: mailbox.address.slice(mailbox.address.lastIndexOf('@') + 1) })
  const send = sendMail({ store: sendStore(house), smtp, sentFolder: createSentFolder({ log }), sender, now, log })
  return { handlers: { [TAKE_IN]: take, [SEND]: send }, stop: async () => { await Promise.all([reader.close(), smtp.close()]) } }
}

/** Reads every mailbox as long as the worker runs. */
export const mailFetching: Part = {
  name: 'mail',
  role: 'worker',
  open: async (house) => {
    const { db, files, now, newId, log, sealing } = house
    const store = openInboundStore({ db, files, now, newId })
    await store.retryAfterUpgrade(VERSION, now())
    const fetcher = startMailFetcher({ store, mailboxes: () => activeMailboxes(db, sealing), now, random: Math.random, log })
    return { stop: () => fetcher.stop() }
  },
}

function takeInPorts(house: House): TakeInPorts {
  return {
    takeIn: async (mail) => {
      const answer = await takeInMessage(house.cases, house.files, arrived(mail))
      return answer.taken ? { taken: true } : { refused: answer.refused }
    },
    recordBounce: (returned) => takeBounce(house, returned),
  }
}

function arrived({ opened, mailboxId, imported, rawSha256, link, settle }: TakenMail): ArrivedMessage {
  const { reading, files, replyTo } = opened
  return {
    channel: 'email',
    mailboxId,
    imported,
    from: replyTo ?? reading.from,
    addresses: { from: reading.from, to: reading.to, cc: reading.cc },
    subject: reading.subject,
    text: reading.text,
    html: reading.html,
    reply: reading.reply,
    auto: reading.auto,
    mailId: reading.messageId,
    inReplyTo: reading.inReplyTo,
    references: reading.references,
    rawSha256,
    files: reading.attachments.map(({ name, type, sha256 }, index) => ({ name, type, sha256, content: files[index]?.content ?? new Uint8Array(), contentId: files[index]?.contentId ?? null })),
    caseId: link?.caseId ?? null,
    settle,
  }
}

/** A message of ours came back: for good, then it failed and the address rests; else it is counted. It came back when its report reached us, not when we read it. */
async function takeBounce({ db, sealing, newId }: House, { inboundId, messageId, bounce, bouncedAt, at }: ReturnedMail): Promise<void> {
  const { permanent, status, recipient } = bounce
  const gone = permanent ? [markBounced(messageId, 'mail.bounced', bouncedAt), ...(recipient === null ? [] : [suppressAddress(sealing, recipient, 'bounce', bouncedAt)])] : []
  const event = appendEvents([{ id: newId(), streamKind: 'message_bounce', streamId: inboundId, version: 1, type: permanent ? 'message.bounced' : 'message.deferred', v: 1, occurredAt: bouncedAt, recordedAt: at, actor: { kind: 'system', id: null }, command: 'recordBounce', commandId: newId(), requestId: null, data: { messageId, status } }])
  const known = await db.query({ name: 'mail.bounce_known', text: 'select 1 from bounces where inbound_id = $1', values: [inboundId] })
  if (known.rows.length === 0) await db.write([recordBounce({ inboundId, messageId, permanent, status, at: bouncedAt }), event, ...gone])
}

function sendStore(house: House): SendStore {
  const { db, sealing, files } = house
  return {
    load: async (id) => {
      const outbound = await outboundOf(db, sealing, id)
      if (outbound === null) return null
      const mailbox = outbound.mailboxId === null ? null : await mailboxById(db, sealing, outbound.mailboxId)
      return { state: outbound.state, mailbox, mail: mailOf(id, outbound, { mailbox, html: await laidOut(house, outbound) }) }
    },
    files: (id) => outboundFiles(db, files, id),
    hindrance: (id, at) => hindranceOf(db, sealing, id, at),
    claim: (id, at) => claimOutbound(db, id, at),
    release: async (id) => void (await db.query(releaseOutbound(id))),
    settle: async (id, settlement, at) => void (await db.query(settleOutbound(id, settlement, at))),
  }
}

async function outboundFiles(db: Db, files: FileStore, messageId: Id): Promise<OutboundMail['files'] | null> {
  const found: OutboundMail['files'][number][] = []
  try {
    for (const row of (await db.query(filesOfOutbound(messageId))).rows) found.push({ name: String(row['name']), type: String(row['type']), content: await files.read(row['file_id'] as Id) })
    return found
  } catch (error) {
    if (error instanceof Fault && !error.retryable) return null
    throw error
  }
}

type Outbound = NonNullable<Awaited<ReturnType<typeof outboundOf>>>

/** The words once more, in the product's design and the customer's language. Made anew whenever the mail is: of the same words it is the same. */
async function laidOut({ db, config }: House, { customerId, subject, text }: Outbound): Promise<string> {
  const customer = customerId === null ? null : readCustomer(await db.query(loadCustomer(customerId)))
  return customerLetter({ subject, text, locale: localeOfCustomer(customer?.locale), company: await companyName(db) }, { ...LETTER_LOOK, publicUrl: config.publicUrl })
}

/** Mails wear the light colours on what is pressed; ground and words keep those of the reader's mail program. */
const LETTER_LOOK = { accent: colourIn('accent', 'light'), onAccent: colourIn('on-accent', 'light'), line: colourIn('line-strong', 'light'), font: FONT_FAMILY.replaceAll("'", '') }

const mailOf = (messageId: Id, { caseId, to, cc, subject, text, inReplyTo, references, automatic }: Outbound, { mailbox, html }: { readonly mailbox: OpenedMailbox | null; readonly html: string }): OutboundWork['mail'] => ({
  caseId,
  messageId,
  from: { name: mailbox?.name ?? '', address: mailbox?.address ?? '' },
  plusAddressing: mailbox?.plusAddressing ?? false,
  to,
  cc,
  subject,
  text,
  html,
  answers: inReplyTo === null ? null : { messageId: inReplyTo, references },
  automatic,
})
