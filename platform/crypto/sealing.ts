import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault } from '#kernel/fault.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Key, MasterKeys } from './master-key.ts'

const NONCE = 12
const TAG = 16
const MAC = 32
const TOKEN = /^([0-9a-f]{8})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/
const SEALED = /^([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/

/** What a token says when it is read: its payload, or why not. */
export type TokenReading<T> = { readonly ok: true; readonly payload: T } | { readonly ok: false; readonly reason: 'forged' | 'expired' }

/** Everything done with the master key. `context` binds a ciphertext to its place (e.g. `contact_point.value:ID`): moved elsewhere it does not open. */
export type Sealing = {
  readonly keyId: string
  seal(plain: string, context: string): string
  open(sealed: string, context: string): string
  sealBytes(plain: Uint8Array, context: string): Buffer
  openBytes(sealed: Uint8Array, context: string): Buffer
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

/** Opens the master keys for use. */
export function createSealing(keys: MasterKeys): Sealing {
  const derived = new Map<string, Buffer>()
  const derive = (key: Key, purpose: string): Buffer => {
    const name = `${key.id} ${purpose}`
    const known = derived.get(name) ?? Buffer.from(hkdfSync('sha256', key.bytes, 'careloop', purpose, 32))
    derived.set(name, known)
    return known
  }
  const current = keys[0]
  const oldest = keys.at(-1) ?? current
  const keyNamed = (id: string): Key => {
    const key = keys.find((candidate) => candidate.id === id)
    if (!key) throw new Fault('crypto.cannot_open', { retryable: false, params: { key: id } })
    return key
  }
  const openWith = (id: string, sealed: Uint8Array, context: string): Buffer => {
    const key = keyNamed(id)
    return decrypt(derive(key, 'seal'), key.id, sealed, context)
  }
  const hmac = (key: Key, purpose: string, text: string): Buffer => createHmac('sha256', derive(key, `mac ${purpose}`)).update(text).digest()
  const blindIndex = (value: string, purpose: string): string => hmac(oldest, `index ${purpose}`, value).toString('base64url')
  return {
    keyId: current.id,
    seal: (plain, context) => `${current.id}.${encrypt(derive(current, 'seal'), Buffer.from(plain, 'utf8'), context).toString('base64url')}`,
    open: (sealed, context) => {
      const [, id = '?', body = ''] = SEALED.exec(sealed) ?? []
      return openWith(id, Buffer.from(body, 'base64url'), context).toString('utf8')
    },
    sealBytes: (plain, context) => Buffer.concat([Buffer.from(current.id, 'latin1'), encrypt(derive(current, 'seal'), plain, context)]),
    openBytes: (sealed, context) => openWith(Buffer.from(sealed.subarray(0, 8)).toString('latin1'), sealed.subarray(8), context),
    blindIndex,
    lastFourIndex: (value, purpose) => blindIndex([...value].slice(-4).join(''), `${purpose} last four`),
    signToken: (payload, purpose, expiresAt) => {
      const body = Buffer.from(JSON.stringify([payload, expiresAt])).toString('base64url')
      return `${current.id}.${body}.${hmac(current, `token ${purpose}`, body).toString('base64url')}`
    },
    readToken: <T>(token: string, purpose: string, now: Instant): TokenReading<T> => {
      const [, id = '', body = '', mac = ''] = TOKEN.exec(token) ?? []
      const key = keys.find((candidate) => candidate.id === id)
      if (!key || !same(hmac(key, `token ${purpose}`, body), Buffer.from(mac, 'base64url'))) return { ok: false, reason: 'forged' }
      const [payload, expiresAt] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [T, number | null]
      return expiresAt !== null && now >= expiresAt ? { ok: false, reason: 'expired' } : { ok: true, payload }
    },
    mac: (text, purpose, bytes = MAC) => hmac(current, `text ${purpose}`, text).subarray(0, bytes).toString('base64url'),
    checkMac: (text, purpose, mac) => {
      const given = Buffer.from(mac, 'base64url')
      return given.length >= 8 && keys.some((key) => same(hmac(key, `text ${purpose}`, text).subarray(0, given.length), given))
    },
  }
}

/** Encrypts under a key of one's own (a customer's); the same form without a key id. */
export function encrypt(key: Buffer, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `encrypt` closed; any change or another context is `crypto.cannot_open`. */
export function decrypt(key: Buffer, keyId: string, sealed: Uint8Array, context: string): Buffer {
  try {
    const tag = sealed.subarray(-TAG)
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
  } catch (error) {
    throw new Fault('crypto.cannot_open', { cause: error, retryable: false, params: { key: keyId } })
  }
}

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)
