import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseId, type Id } from '#kernel/id.ts'

/** A signing key and its short name (two of a–z and 0–9): new tokens bear the newest, old ones stay readable while their key is kept. */
export type TokenKey = { readonly keyId: string; readonly secret: Uint8Array }

/** What a token proves: the case, the message of ours that was answered, and where the token stood. */
export type ThreadLink = {
  readonly caseId: Id
  readonly messageId: Id | null
  readonly via: 'in-reply-to' | 'references' | 'address'
}

/** What a token may stand in; `reachedAt` are the addresses a mail came to us by. */
export type ThreadHeaders = { readonly inReplyTo: string | null; readonly references: readonly string[]; readonly reachedAt: readonly string[] }

/** RFC 4648 base32 in lower case: survives relays that fold the case of an address. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const MAC_BYTES = 10
const REFERENCES_MAX = 200
const LOCAL_PART_MAX = 64
const MESSAGE_ID = /^<?cl\.([a-z0-9]{2})\.([a-z2-7]{26})\.([a-z2-7]{26})\.([a-z2-7]{16})@/i
const ADDRESS = /\+([a-z0-9]{2})([a-z2-7]{26})([a-z2-7]{16})@/i

/** `<cl.k1.CASE.MESSAGE.MAC@domain>`, the same for the same message: a send is found again in the Sent folder. */
export function messageIdFor(message: { readonly caseId: Id; readonly messageId: Id; readonly key: TokenKey; readonly domain: string }): string {
  const { keyId } = message.key
  const mac = sign(message.key, ['message', message.caseId, message.messageId])
  return `<cl.${keyId}.${idText(message.caseId)}.${idText(message.messageId)}.${base32(mac)}@${message.domain}>`
}

/** `support+k1CASEMAC@domain` for Reply-To; the plain address where the mailbox's name leaves no room (RFC 5321 §4.5.3.1.1). */
export function replyAddressFor(reply: { readonly caseId: Id; readonly key: TokenKey; readonly mailbox: string }): string {
  const at = reply.mailbox.lastIndexOf('@')
  const local = `${reply.mailbox.slice(0, at)}+${reply.key.keyId}${idText(reply.caseId)}${base32(sign(reply.key, ['address', reply.caseId]))}`
  return local.length > LOCAL_PART_MAX ? reply.mailbox : `${local}${reply.mailbox.slice(at)}`
}

/** The case a mail belongs to, by In-Reply-To, then References from the newest, then plus-addresses. Subject and sender prove nothing. */
export function readThreadToken(headers: ThreadHeaders, keys: readonly TokenKey[]): ThreadLink | null {
  const newestFirst = headers.references.slice(-REFERENCES_MAX).toReversed()
  const inReplyTo = headers.inReplyTo === null ? null : fromMessageId(headers.inReplyTo, keys)
  if (inReplyTo !== null) return { ...inReplyTo, via: 'in-reply-to' }
  for (const reference of newestFirst) {
    const found = fromMessageId(reference, keys)
    if (found !== null) return { ...found, via: 'references' }
  }
  for (const address of headers.reachedAt.slice(0, REFERENCES_MAX)) {
    const caseId = fromAddress(address, keys)
    if (caseId !== null) return { caseId, messageId: null, via: 'address' }
  }
  return null
}

function fromMessageId(text: string, keys: readonly TokenKey[]): { readonly caseId: Id; readonly messageId: Id } | null {
  const [, keyId = '', caseText = '', messageText = '', mac = ''] = MESSAGE_ID.exec(text) ?? []
  const caseId = idFrom(caseText)
  const messageId = idFrom(messageText)
  if (caseId === null || messageId === null) return null
  return isSigned({ keyId, mac, keys, parts: ['message', caseId, messageId] }) ? { caseId, messageId } : null
}

function fromAddress(text: string, keys: readonly TokenKey[]): Id | null {
  const [, keyId = '', caseText = '', mac = ''] = ADDRESS.exec(text) ?? []
  const caseId = idFrom(caseText)
  return caseId !== null && isSigned({ keyId, mac, keys, parts: ['address', caseId] }) ? caseId : null
}

function isSigned(claim: { readonly keyId: string; readonly mac: string; readonly keys: readonly TokenKey[]; readonly parts: readonly string[] }): boolean {
  const key = claim.keys.find((each) => each.keyId === claim.keyId.toLowerCase())
  const mac = fromBase32(claim.mac)
  return key !== undefined && mac.length === MAC_BYTES && timingSafeEqual(mac, sign(key, claim.parts))
}

const sign = (key: TokenKey, parts: readonly string[]): Buffer =>
  createHmac('sha256', key.secret).update(`careloop mail ${parts.join('|')}`).digest().subarray(0, MAC_BYTES)

const idText = (id: Id): string => base32(Buffer.from(id.replaceAll('-', ''), 'hex'))

function idFrom(text: string): Id | null {
  const hex = fromBase32(text).toString('hex')
  return parseId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
}

function base32(bytes: Uint8Array): string {
  let out = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) out += ALPHABET[(held >>> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits === 0 ? out : out + ALPHABET[(held << (5 - bits)) & 31]
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const char of text.toLowerCase()) {
    held = ((held << 5) | ALPHABET.indexOf(char)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >>> bits) & 0xff)
  }
  return Buffer.from(bytes)
}
