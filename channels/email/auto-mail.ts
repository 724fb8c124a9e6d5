import { decodeText } from './charset.ts'
import { addressesIn, messageIdsIn, readableHeader } from './mail-addresses.ts'
import { headerValue, readHeader, type HeaderField } from './mime-header.ts'
import { leavesOf, type MimeNode } from './mime-tree.ts'

/** Who wrote a mail: a person (`none`), an answering machine, a mail system that could not deliver, or a list. Only `none` is answered by itself. */
export type AutoKind = 'none' | 'reply' | 'bounce' | 'list'

/** What could not be delivered: to whom, the status of RFC 3463, and whether trying again is in vain. */
export type MailBounce = { readonly recipient: string | null; readonly status: string | null; readonly permanent: boolean }

export type AutoMail = { readonly auto: AutoKind; readonly bounce: MailBounce | null; readonly returnedMessageId: string | null }

/** The header we put into everything we send: met again in the inbox, it is a loop. */
export const LOOP_HEADER = 'X-CareLoop'

const MACHINE_HEADERS = [LOOP_HEADER.toLowerCase(), 'x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-mail-autoreply', 'x-auto-reply-from']
const LIST_HEADERS = ['list-id', 'list-unsubscribe', 'list-post', 'x-mailing-list', 'feedback-id']
const AWAY_SUBJECT = /^\s*(?:自动回复|自動回覆|自動回復|Automatic reply|Auto[- ]?reply|Out of (?:the )?office|Abwesenheitsnotiz|Réponse automatique)\s*[:\uff1a]/i
const BOUNCE_SUBJECT = /退信|投递失败|無法傳遞|无法投递|未送达|undeliver|delivery (?:status )?(?:notification|fail)|returned mail|failure notice|mail delivery failed/i

/** Recognises machines by RFC 3834, RFC 3464, lists (RFC 2369, 2919) and the habits of mailers. */
export function recogniseAuto(root: MimeNode): AutoMail {
  const returnedMessageId = returnedIdOf(root)
  const bounce = reportedBounce(root) ?? toldBounce(root)
  if (bounce !== null) return { auto: 'bounce', bounce, returnedMessageId }
  const auto = isReply(root) ? 'reply' : isList(root.fields) ? 'list' : 'none'
  return { auto, bounce: null, returnedMessageId }
}

function isReply({ fields, type }: MimeNode): boolean {
  const first = (name: string) => headerValue(fields, name)?.trim().toLowerCase()
  const submitted = first('auto-submitted')
  if (submitted !== undefined && !/^no\b/.test(submitted)) return true
  if (MACHINE_HEADERS.some((name) => first(name) !== undefined)) return true
  if (/\b(?:all|oof|autoreply|dr|ndr|rn|nrn)\b/.test(first('x-auto-response-suppress') ?? '')) return true
  if (/auto[-_]?reply/.test(first('precedence') ?? '') || first('return-path') === '<>' || type === 'multipart/report') return true
  const answers = first('in-reply-to') !== undefined || first('references') !== undefined
  return answers && AWAY_SUBJECT.test(readableHeader(headerValue(fields, 'subject') ?? ''))
}

const isList = (fields: readonly HeaderField[]): boolean =>
  LIST_HEADERS.some((name) => headerValue(fields, name) !== undefined) || /^(?:bulk|list|junk)/i.test(headerValue(fields, 'precedence') ?? '')

/** RFC 3464: the worst fate told of any recipient; a report of success is no bounce. */
function reportedBounce(root: MimeNode): MailBounce | null {
  const groups = leavesOf(root).filter((leaf) => /^message\/(?:global-)?delivery-status$/.test(leaf.type)).flatMap(groupsOf)
  const fates = groups.flatMap((fields) => {
    const action = headerValue(fields, 'action')?.trim().toLowerCase()
    const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(headerValue(fields, 'status') ?? '')?.[1] ?? null
    const recipient = recipientOf(headerValue(fields, 'final-recipient') ?? headerValue(fields, 'original-recipient'))
    if (action === undefined && status === null) return []
    const failed = action === 'failed' || (action === undefined && status?.startsWith('5') === true)
    return failed || action === 'delayed' ? [{ recipient, status, permanent: failed && status?.startsWith('4') !== true }] : []
  })
  return fates.find((fate) => fate.permanent) ?? fates[0] ?? null
}

/** The groups of a delivery status: the report itself, then one per recipient, apart by empty lines. */
function groupsOf(leaf: MimeNode): readonly (readonly HeaderField[])[] {
  return decodeText(leaf.content, undefined).replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/).slice(0, 500)
    .map((group) => Buffer.from(group.replace(/^\n+/, '')))
    .map((group) => readHeader(group, { start: 0, end: group.length }).fields)
}

const recipientOf = (value: string | undefined): string | null =>
  /([^\s;<>,"]+@[^\s;<>,"]+)/.exec(value ?? '')?.[1] ?? null

/** Mail systems that write a letter in place of a report (qmail, QQ, 163): sender and subject together are the sign. */
function toldBounce(root: MimeNode): MailBounce | null {
  const told = recipientOf(headerValue(root.fields, 'x-failed-recipients'))
  const sender = addressesIn(root.fields, 'from')[0]?.address ?? headerValue(root.fields, 'from') ?? ''
  const isSystem = /^(?:mailer-daemon|postmaster|mail-daemon|delivery)\b/i.test(sender) || /mailer-daemon/i.test(sender)
  const subject = readableHeader(headerValue(root.fields, 'subject') ?? '')
  if (told === null && !(isSystem && BOUNCE_SUBJECT.test(subject))) return null
  const leaf = leavesOf(root).find((each) => each.type.startsWith('text/'))
  const text = leaf === undefined ? '' : decodeText(leaf.content.subarray(0, 20_000), leaf.contentType.parameters.get('charset'))
  const status = /\b([45]\.\d{1,2}\.\d{1,3})\b(?!\.\d)/.exec(text)?.[1] ?? null
  return { recipient: told ?? recipientOf(text), status, permanent: status === null ? /\b55\d\b/.test(text) : status.startsWith('5') }
}

/** The Message-ID of the mail that came back, from the enclosed mail or its header. */
function returnedIdOf(root: MimeNode): string | null {
  if (root.type !== 'multipart/report') return null
  for (const part of root.children) {
    if (part.children[0] !== undefined) {
      const id = messageIdsIn(headerValue(part.children[0].fields, 'message-id'))[0]
      if (id !== undefined) return id
    }
    if (part.type === 'text/rfc822-headers' || part.type === 'message/rfc822-headers') {
      const bytes = Buffer.from(part.content.buffer, part.content.byteOffset, part.content.byteLength)
      return messageIdsIn(headerValue(readHeader(bytes, { start: 0, end: bytes.length }).fields, 'message-id'))[0] ?? null
    }
  }
  return null
}
