import { createHash } from 'node:crypto'
import { refused, type Refusal } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { SendMailOptions } from 'nodemailer'
import { LOOP_HEADER } from '../auto-mail.ts'
import type { MailAddress } from '../mail-addresses.ts'
import { messageIdFor, replyAddressFor, type TokenKey } from '../thread-token.ts'

/** One message of a case on its way to people. `messageId` is its id with us; `at` is when it is sent. */
export type OutboundMail = {
  readonly caseId: Id
  readonly messageId: Id
  readonly at: Instant
  /** The mailbox it leaves from. */
  readonly from: MailAddress
  /** Whether answers may be asked for at `name+token@…`: not every provider delivers them. Without it the Message-ID alone leads an answer back. */
  readonly plusAddressing: boolean
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  readonly subject: string
  readonly text: string
  readonly html: string | null
  /** The mail this answers, and what that one answered, oldest first: Message-IDs in brackets. */
  readonly answers: { readonly messageId: string | null; readonly references: readonly string[] } | null
  /** True where no person wrote it: confirmations, reminders, surveys. */
  readonly automatic: boolean
  readonly files: readonly { readonly name: string; readonly type: string; readonly content: Uint8Array }[]
}

export type MailSender = {
  readonly key: TokenKey
  /** The domain of our Message-IDs. */
  readonly domain: string
  readonly dkim?: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string }
}

export type ComposeRefusal = Refusal<'mail.bad_address' | 'mail.no_recipient' | 'mail.too_many_recipients'>
export type ComposedMail = { readonly ok: true; readonly mail: SendMailOptions & { readonly messageId: string } } | { readonly ok: false; readonly refusal: ComposeRefusal }

const REFERENCES_MAX = 20
const RECIPIENTS_MAX = 50
const SUBJECT_CHARS_MAX = 250
const ADDRESS = /^[^\s@<>()[\]\\,;:"\u0000-\u001f\u007f]{1,64}@[^\s@<>()[\]\\,;:"\u0000-\u001f\u007f]{1,255}$/
const REFERENCE = /^<[^<>\s\u0000-\u001f\u007f]{1,250}@[^<>\s\u0000-\u001f\u007f]{1,250}>$/

/** The mail as nodemailer takes it. The same message always gets the same Message-ID, so that a doubtful send can be looked up, and at the same instant the same bytes. */
export function composeMail(outbound: OutboundMail, sender: MailSender): ComposedMail {
  const recipients = [...outbound.to, ...outbound.cc]
  if (outbound.to.length === 0) return refused('mail.no_recipient')
  if (recipients.length > RECIPIENTS_MAX) return refused('mail.too_many_recipients', { max: RECIPIENTS_MAX })
  const broken = [outbound.from, ...recipients].find(({ address }) => !ADDRESS.test(address))
  if (broken !== undefined) return refused('mail.bad_address')
  const messageId = messageIdFor({ caseId: outbound.caseId, messageId: outbound.messageId, key: sender.key, domain: sender.domain })
  return {
    ok: true,
    mail: {
      messageId,
      date: new Date(outbound.at),
      from: addressed(outbound.from),
      replyTo: { name: oneLine(outbound.from.name), address: answersTo(outbound, sender) },
      to: outbound.to.map(addressed),
      cc: outbound.cc.map(addressed),
      subject: oneLine(outbound.subject).slice(0, SUBJECT_CHARS_MAX),
      text: outbound.text,
      ...(outbound.html === null ? {} : { html: outbound.html }),
      baseBoundary: boundaryOf(messageId),
      ...threading(outbound.answers),
      headers: { [LOOP_HEADER]: 'sent', ...(outbound.automatic ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } : {}) },
      attachments: outbound.files.map((file) => ({ filename: oneLine(file.name), contentType: mediaType(file.type), content: Buffer.from(file.content) })),
      ...(sender.dkim === undefined ? {} : { dkim: sender.dkim }),
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  }
}

/** What stands between the parts is the same whenever the mail is made: sent again, it has the same bytes. */
const boundaryOf = (messageId: string): string => createHash('sha256').update(messageId).digest('hex').slice(0, 24)

const answersTo = ({ plusAddressing, caseId, from }: OutboundMail, { key }: MailSender): string => (plusAddressing ? replyAddressFor({ caseId, key, mailbox: from.address }) : from.address)

const addressed = ({ name, address }: MailAddress) => ({ name: oneLine(name), address })

/** A header value is one line; whoever writes a line break into a name or a subject writes a blank. */
const oneLine = (text: string): string => text.replace(/[\s\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim()

const mediaType = (type: string): string => (/^[a-z0-9!#$&^_.+-]{1,127}\/[a-z0-9!#$&^_.+-]{1,127}$/i.test(type) ? type : 'application/octet-stream')

/** In-Reply-To and References (RFC 5322 §3.6.4): the first, which names the thread, and the newest. */
function threading(answers: OutboundMail['answers']): { readonly inReplyTo?: string; readonly references?: string[] } {
  if (answers === null) return {}
  const answered = answers.messageId !== null && REFERENCE.test(answers.messageId) ? [answers.messageId] : []
  const chain = [...new Set([...answers.references.filter((id) => REFERENCE.test(id)), ...answered])]
  const kept = chain.length <= REFERENCES_MAX ? chain : [...chain.slice(0, 1), ...chain.slice(-(REFERENCES_MAX - 1))]
  return { ...(answered[0] === undefined ? {} : { inReplyTo: answered[0] }), ...(kept.length === 0 ? {} : { references: kept }) }
}
