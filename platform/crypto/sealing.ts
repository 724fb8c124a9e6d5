import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { Fault } from '#kernel/fault.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Key, MasterKeys } from './master-key.ts'
import { NONCE_BYTES, openPieces, sealPieces, TAG_BYTES, type PieceOpener, type PieceSealer } from './seal-pieces.ts'

const KEY_ID_BYTES = 8
const MAC = 32
const TOKEN = /^([0-9a-f]{8})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/
const SEALED = /^([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/

/** What stands before and behind sealed bytes. */
export const SEALED_HEAD_BYTES = KEY_ID_BYTES + NONCE_BYTES
export const SEALED_TAIL_BYTES = TAG_BYTES

/** What a token says when it is read: its payload, or why not. */
export type TokenReading<T> = { readonly ok: true; readonly payload: T } | { readonly ok: false; readonly reason: 'forged' | 'expired' }

/** Everything done with the master key. `context` binds a ciphertext to its place (e.g. `contact_point.value:ID`): moved elsewhere it does not open. */
export type Sealing = {
  readonly keyId: string
  seal(plain: string, context: string): string
  open(sealed: string, context: string): string
  sealBytes(plain: Uint8Array, context: string): Buffer
  openBytes(sealed: Uint8Array, context: string): Buffer
  /** The same for what is too large to be held: see `SEALED_HEAD_BYTES` and `SEALED_TAIL_BYTES` for what stands around it. */
  sealPieces(context: string): PieceSealer
  openPieces(ends: { readonly head: Uint8Array; readonly tail: Uint8Array }, context: string): PieceOpener
  /** Equal values give equal indexes, and nobody without the key can compute one. */
  blindIndex(value: string, purpose: string): string
  /** The blind index of the last four characters. */
  lastFourIndex(value: string, purpose: string): string
  /** An unforgeable text that carries `payload` (JSON) until `expiresAt` (null: for ever) for one purpose. The payload is readable by its holder. */
  signToken(payload: unknown, purpose: string, expiresAt: Instant | null): string
  readToken<T>(token: string, purpose: string, now: Instant): TokenReading<T>
  /** A short keyed checksum, e.g. for Message-ID; `bytes` of HMAC-SHA256 in base64url. */
  mac(text: string, purpose: string, bytes?: number): string
  checkMac(text: string, purpose: string, mac: string): boolean
}

/** `root` is what indexes and signatures are made with, whatever becomes of the master keys (by default the oldest); `reload` reads the keys again where one is met that was not known at the start. */
export type SealingOptions = { readonly root?: Key; readonly reload?: () => MasterKeys }

/** Opens the master keys for use. */
export function createSealing(given: MasterKeys, { root = given.at(-1) ?? given[0], reload }: SealingOptions = {}): Sealing {
  let keys = given
  const derived = new Map<string, Buffer>()
  const derive = (key: Key, purpose: string): Buffer => {
    const name = `${key.id} ${purpose}`
    const known = derived.get(name) ?? Buffer.from(hkdfSync('sha256', key.bytes, 'careloop', purpose, 32))
    derived.set(name, known)
    return known
  }
  const keyNamed = (id: string): Key => {
    if (reload !== undefined && !keys.some((candidate) => candidate.id === id)) keys = reload()
    const key = keys.find((candidate) => candidate.id === id)
    if (!key) throw new Fault('crypto.cannot_open', { retryable: false, params: { key: id } })
    return key
  }
  const openWith = (id: string, sealed: Uint8Array, context: string): Buffer => {
    const key = keyNamed(id)
    return decrypt(derive(key, 'seal'), key.id, sealed, context)
  }
  const hmac = (key: Key, purpose: string, text: string): Buffer => createHmac('sha256', derive(key, `mac ${purpose}`)).update(text).digest()
  const blindIndex = (value: string, purpose: string): string => hmac(root, `index ${purpose}`, value).toString('base64url')
  return {
    get keyId() {
      return keys[0].id
    },
    seal: (plain, context) => `${keys[0].id}.${encrypt(derive(keys[0], 'seal'), Buffer.from(plain, 'utf8'), context).toString('base64url')}`,
    open: (sealed, context) => {
      const [, id = '?', body = ''] = SEALED.exec(sealed) ?? []
      return openWith(id, Buffer.from(body, 'base64url'), context).toString('utf8')
    },
    sealBytes: (plain, context) => Buffer.concat([Buffer.from(keys[0].id, 'latin1'), encrypt(derive(keys[0], 'seal'), plain, context)]),
    openBytes: (sealed, context) => openWith(Buffer.from(sealed.subarray(0, KEY_ID_BYTES)).toString('latin1'), sealed.subarray(KEY_ID_BYTES), context),
    sealPieces: (context) => {
      const sealer = sealPieces(derive(keys[0], 'seal'), context)
      return { ...sealer, head: Buffer.concat([Buffer.from(keys[0].id, 'latin1'), sealer.head]) }
    },
    openPieces: ({ head, tail }, context) => {
      const key = keyNamed(Buffer.from(head.subarray(0, KEY_ID_BYTES)).toString('latin1'))
      return openPieces({ key: derive(key, 'seal'), keyId: key.id, nonce: head.subarray(KEY_ID_BYTES), tag: tail, context })
    },
    blindIndex,
    lastFourIndex: (value, purpose) => blindIndex([...value].slice(-4).join(''), `${purpose} last four`),
    signToken: (payload, purpose, expiresAt) => {
      const body = Buffer.from(JSON.stringify([payload, expiresAt])).toString('base64url')
      return `${root.id}.${body}.${hmac(root, `token ${purpose}`, body).toString('base64url')}`
    },
    readToken: <T>(token: string, purpose: string, now: Instant): TokenReading<T> => {
      const [, id = '', body = '', mac = ''] = TOKEN.exec(token) ?? []
      const key = [root, ...keys].find((candidate) => candidate.id === id)
      if (!key || !same(hmac(key, `token ${purpose}`, body), Buffer.from(mac, 'base64url'))) return { ok: false, reason: 'forged' }
      const [payload, expiresAt] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [T, number | null]
      return expiresAt !== null && now >= expiresAt ? { ok: false, reason: 'expired' } : { ok: true, payload }
    },
    mac: (text, purpose, bytes = MAC) => hmac(root, `text ${purpose}`, text).subarray(0, bytes).toString('base64url'),
    checkMac: (text, purpose, mac) => {
      const sent = Buffer.from(mac, 'base64url')
      return sent.length >= 8 && [root, ...keys].some((key) => same(hmac(key, `text ${purpose}`, text).subarray(0, sent.length), sent))
    },
  }
}

/** Encrypts under a key of one's own (a customer's); the same form without a key id. */
export function encrypt(key: Buffer, plain: Uint8Array, context: string): Buffer {
  const sealer = sealPieces(key, context)
  return Buffer.concat([sealer.head, sealer.next(plain), sealer.end()])
}

/** Opens what `encrypt` closed; any change or another context is `crypto.cannot_open`. */
export function decrypt(key: Buffer, keyId: string, sealed: Uint8Array, context: string): Buffer {
  const opener = openPieces({ key, keyId, nonce: sealed.subarray(0, NONCE_BYTES), tag: sealed.subarray(-TAG_BYTES), context })
  const plain = opener.next(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
  opener.end()
  return plain
}

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)
