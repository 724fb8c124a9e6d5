import { createHash } from 'node:crypto'
import { recogniseAuto, type AutoKind, type MailBounce } from './auto-mail.ts'
import { fileNameOf, readBody } from './body-text.ts'
import { addressesIn, messageIdsIn, readableHeader, type MailAddress } from './mail-addresses.ts'
import { readMailDate } from './mail-date.ts'
import type { MailLimits, MailRejection } from './mail-limits.ts'
import { headerValue, type HeaderField } from './mime-header.ts'
import { isEnclosedMail, leavesOf, readMimeTree, type MimeNode } from './mime-tree.ts'
import { replyText } from './reply-text.ts'

/** A decoded leaf: its type, and its bytes after transfer decoding, before any charset. */
export type MailPart = { readonly type: string; readonly bytes: number; readonly sha256: string }
export type MailAttachment = MailPart & { readonly name: string | null }

/** How the product reads one mail; `bin/read-mail` prints just this. `html` is cleaned, `reply` is `text` without history and signature. */
export type MailReading = {
  readonly from: MailAddress | null
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  readonly subject: string | null
  /** RFC 3339, UTC. */
  readonly date: string | null
  readonly messageId: string | null
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly text: string
  readonly html: string | null
  readonly reply: string
  readonly parts: readonly MailPart[]
  readonly attachments: readonly MailAttachment[]
  readonly auto: AutoKind
  readonly bounce: MailBounce | null
}

/** A mail read for keeping: the reading, the files' bytes in the order of `attachments`, and what threading needs. */
export type OpenedMail = {
  readonly reading: MailReading
  readonly files: readonly { readonly content: Uint8Array; readonly contentId: string | null }[]
  readonly replyTo: MailAddress | null
  /** Every address this mail may have come to us by, envelope headers included: plus-addresses are looked for here. */
  readonly reachedAt: readonly string[]
  readonly returnedMessageId: string | null
}

const REACHED_BY = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'resent-to']
const ADDRESS_FIELDS = [...REACHED_BY, 'from', 'reply-to', 'bcc', 'sender']

/** Reads one raw mail. Limits passed are a rejection; everything else is read as well as it can be. */
export function readMail(raw: Uint8Array, limits: MailLimits): MailReading | MailRejection {
  const opened = openMail(raw, limits)
  return 'rejected' in opened ? opened : opened.reading
}

/** Reads one raw mail and keeps its files. */
export function openMail(raw: Uint8Array, limits: MailLimits): OpenedMail | MailRejection {
  if (raw.length === 0) return { rejected: 'mail.empty' }
  if (raw.length > limits.mailBytesMax) return { rejected: 'mail.too_large' }
  const root = readMimeTree(raw, limits)
  if ('rejected' in root) return root
  if (addressesRoughly(root.fields) > limits.addressesMax) return { rejected: 'mail.too_many_addresses' }
  const { files, ...body } = readBody(root, limits.bodyCharsMax)
  const { returnedMessageId, ...machine } = recogniseAuto(root)
  const head = readHead(root.fields)
  return {
    reading: {
      ...head, ...body, reply: replyText(body.text, { forwarded: isForward(head.subject) }),
      parts: leavesOf(root).map(partOf), attachments: files.map(attachmentOf), ...machine,
    },
    files: files.map((file) => ({ content: file.content, contentId: contentIdOf(file) })),
    replyTo: addressesIn(root.fields, 'reply-to')[0] ?? null,
    reachedAt: [...new Set(REACHED_BY.flatMap((name) => addressesIn(root.fields, name)).map(({ address }) => address))],
    returnedMessageId,
  }
}

function readHead(fields: readonly HeaderField[]) {
  const value = (name: string) => headerValue(fields, name)
  const subject = value('subject')
  return {
    from: addressesIn(fields, 'from')[0] ?? null,
    to: addressesIn(fields, 'to'),
    cc: addressesIn(fields, 'cc'),
    subject: subject === undefined ? null : readableHeader(subject),
    date: readMailDate(value('date')),
    messageId: messageIdsIn(value('message-id'))[0] ?? null,
    inReplyTo: messageIdsIn(value('in-reply-to'))[0] ?? null,
    references: messageIdsIn(value('references')),
  }
}

/** Counted before parsing by what parts addresses and groups: that is cheap, and reading a million names is not. */
const addressesRoughly = (fields: readonly HeaderField[]): number =>
  fields.filter((field) => ADDRESS_FIELDS.includes(field.name)).reduce((sum, field) => sum + (field.value.match(/[,;:]/g)?.length ?? 0) + 1, 0)

const isForward = (subject: string | null): boolean => /^\s*(?:(?:re|回复|答复)\s*[:\uff1a]\s*)*(?:fwd?|wg|tr|转发|轉寄|轉發)\s*[:\uff1a]/i.test(subject ?? '')

const partOf = (node: MimeNode): MailPart =>
  ({ type: node.type, bytes: node.content.length, sha256: createHash('sha256').update(node.content).digest('hex') })

const attachmentOf = (node: MimeNode): MailAttachment => ({ name: fileNameOf(node) ?? enclosedName(node), ...partOf(node) })

/** An enclosed mail without a name is called by its subject. */
function enclosedName(node: MimeNode): string | null {
  const subject = isEnclosedMail(node) ? headerValue(node.children[0]?.fields ?? [], 'subject') : undefined
  return subject === undefined ? null : `${readableHeader(subject).replace(/[\\/:*?"<>|]/g, '_').slice(0, 120)}.eml`
}

function contentIdOf(node: MimeNode): string | null {
  const value = headerValue(node.fields, 'content-id')?.trim().replace(/^<|>$/g, '') ?? ''
  return value === '' ? null : value
}
