import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { instant, later } from '#kernel/instant.ts'
import { loadMasterKeys, parseMasterKeys } from './master-key.ts'
import { createSealing } from './sealing.ts'
import { newSubjectKey, openSubjectKey } from './subject-key.ts'

const oldKey = Buffer.alloc(32, 1).toString('base64')
const newKey = Buffer.alloc(32, 2).toString('base64')
const sealing = createSealing(parseMasterKeys(oldKey))
const rotated = createSealing(parseMasterKeys(`${newKey},${oldKey}`))
const now = instant(Date.UTC(2026, 10, 23))

describe('sealed values', () => {
  it('open in their own place only, and differ each time', () => {
    const sealed = sealing.seal('13800138000', 'contact_point:1')
    expect(sealing.open(sealed, 'contact_point:1')).toBe('13800138000')
    expect(sealing.seal('13800138000', 'contact_point:1')).not.toBe(sealed)
    expect(() => sealing.open(sealed, 'contact_point:2')).toThrow(expect.objectContaining({ code: 'crypto.cannot_open' }))
    expect(() => sealing.open(`${sealed.slice(0, -2)}AA`, 'contact_point:1')).toThrow()
    expect(() => sealing.open('nonsense', 'x')).toThrow(expect.objectContaining({ code: 'crypto.cannot_open' }))
  })

  it('stay readable after the key was changed, and new ones name the new key', () => {
    const sealed = sealing.seal('wang@example.com', 'c')
    expect(rotated.open(sealed, 'c')).toBe('wang@example.com')
    expect(rotated.seal('x', 'c').startsWith(`${rotated.keyId}.`)).toBe(true)
    expect(rotated.keyId).not.toBe(sealing.keyId)
    expect(() => sealing.open(rotated.seal('x', 'c'), 'c')).toThrow(expect.objectContaining({ params: { key: rotated.keyId } }))
  })

  it('are found by equal value and last four, before and after a change of key', () => {
    expect(rotated.blindIndex('13800138000', 'phone')).toBe(sealing.blindIndex('13800138000', 'phone'))
    expect(sealing.blindIndex('13800138000', 'phone')).not.toBe(sealing.blindIndex('13800138000', 'mail'))
    expect(sealing.lastFourIndex('13800138000', 'phone')).toBe(sealing.lastFourIndex('13900138000', 'phone'))
    expect(sealing.lastFourIndex('8000', 'phone')).not.toBe(sealing.blindIndex('8000', 'phone'))
  })

  it('of a customer are gone with the customer’s key', () => {
    const wrapped = newSubjectKey(sealing, 'c1')
    const sealed = openSubjectKey(sealing, wrapped, 'c1').seal('旧地址', 'address')
    expect(openSubjectKey(rotated, wrapped, 'c1').open(sealed, 'address')).toBe('旧地址')
    expect(() => openSubjectKey(sealing, newSubjectKey(sealing, 'c1'), 'c1').open(sealed, 'address')).toThrow()
    expect(() => openSubjectKey(sealing, wrapped, 'c2')).toThrow()
  })
})

describe('signed tokens', () => {
  it('say what was signed, for their purpose, until they expire', () => {
    const token = sealing.signToken({ case: 'c1' }, 'confirm', later(now, 1_000))
    expect(sealing.readToken(token, 'confirm', now)).toEqual({ ok: true, payload: { case: 'c1' } })
    expect(rotated.readToken(token, 'confirm', now)).toMatchObject({ ok: true })
    expect(sealing.readToken(token, 'score', now)).toEqual({ ok: false, reason: 'forged' })
    expect(sealing.readToken(token, 'confirm', later(now, 1_000))).toEqual({ ok: false, reason: 'expired' })
  })

  it('refuse every change and every nonsense', () => {
    const token = sealing.signToken({ case: 'c1' }, 'confirm', null)
    const [id, body, mac] = token.split('.')
    const forged = Buffer.from(JSON.stringify([{ case: 'c2' }, null])).toString('base64url')
    const bad = ['', '..', `${id}.${forged}.${mac}`, `${id}.${body}.`, `deadbeef.${body}.${mac}`, `${token}x`]
    expect(bad.filter((text) => sealing.readToken(text, 'confirm', now).ok)).toEqual([])
  })

  it('short enough for a Message-ID still hold', () => {
    const mac = sealing.mac('case c1', 'thread', 12)
    expect(mac).toHaveLength(16)
    expect(rotated.checkMac('case c1', 'thread', mac)).toBe(true)
    expect(sealing.checkMac('case c2', 'thread', mac)).toBe(false)
    expect(sealing.checkMac('case c1', 'thread', mac.slice(0, 4))).toBe(false)
  })
})

describe('the master key', () => {
  it('is made once, for its owner only, and is the same at the next start', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'careloop-key-'))
    const [first, second] = await Promise.all([loadMasterKeys({ value: null, dataDir }), loadMasterKeys({ value: null, dataDir })])
    expect(first[0].id).toBe(second[0].id)
    expect((await stat(join(dataDir, 'master.key'))).mode & 0o777).toBe(0o600)
    expect(createSealing(parseMasterKeys(await readFile(join(dataDir, 'master.key'), 'utf8'))).keyId).toBe(first[0].id)
    await chmod(join(dataDir, 'master.key'), 0o644)
    await expect(loadMasterKeys({ value: null, dataDir })).rejects.toMatchObject({ code: 'crypto.key_file_open' })
    await rm(dataDir, { recursive: true })
  })

  it('is refused when it is not 32 bytes', () => {
    for (const bad of ['', 'short', Buffer.alloc(31).toString('base64')]) {
      expect(() => parseMasterKeys(bad)).toThrow(expect.objectContaining({ code: 'crypto.key_bad' }))
    }
  })
})
