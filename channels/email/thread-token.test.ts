import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uuidv7, type Id } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import { messageIdFor, readThreadToken, replyAddressFor, type ThreadHeaders, type TokenKey } from './thread-token.ts'

const k1: TokenKey = { keyId: 'k1', secret: Buffer.from('first key of the tests, 32 bytes.') }
const k2: TokenKey = { keyId: 'k2', secret: Buffer.from('second key of the tests, 32 byte.') }
const id = (seed: number): Id => uuidv7(instant(Date.UTC(2026, 10, 22) + seed), Uint8Array.from({ length: 10 }, (_, at) => (seed * 31 + at * 17) % 256))
const [caseId, messageId, otherCase] = [id(1), id(2), id(3)] as const
const nothing: ThreadHeaders = { inReplyTo: null, references: [], reachedAt: [] }
const token = messageIdFor({ caseId, messageId, key: k1, domain: 'care.example' })
const address = replyAddressFor({ caseId, key: k1, mailbox: 'support@care.example' })

describe('a mail belongs to a case', () => {
  it('by In-Reply-To', () => {
    expect(readThreadToken({ ...nothing, inReplyTo: token }, [k1])).toEqual({ caseId, messageId, via: 'in-reply-to' })
  })

  it('by References, the newest first', () => {
    const newer = messageIdFor({ caseId: otherCase, messageId, key: k1, domain: 'care.example' })
    expect(readThreadToken({ ...nothing, inReplyTo: '<x@y>', references: [token, newer, '<z@y>'] }, [k1])).toEqual({ caseId: otherCase, messageId, via: 'references' })
  })

  it('by the plus-address it came to', () => {
    expect(address).toMatch(/^support\+k1[a-z2-7]{42}@care\.example$/)
    expect(readThreadToken({ ...nothing, reachedAt: ['a@b.example', address] }, [k1])).toEqual({ caseId, messageId: null, via: 'address' })
  })

  it('even when a relay folds the case of the token', () => {
    expect(readThreadToken({ ...nothing, reachedAt: [address.toUpperCase()] }, [k1])?.caseId).toBe(caseId)
  })

  it('by nothing else', () => {
    expect(readThreadToken({ inReplyTo: `<${caseId}@care.example>`, references: ['<x@y>'], reachedAt: ['support@care.example', 'support+abc@care.example'] }, [k1])).toBeNull()
  })
})

describe('a token', () => {
  it('is the same for the same message and fits its place', () => {
    expect(messageIdFor({ caseId, messageId, key: k1, domain: 'care.example' })).toBe(token)
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
    expect(replyAddressFor({ caseId, key: k1, mailbox: 'a-very-long-mailbox-name@care.example' })).toBe('a-very-long-mailbox-name@care.example')
  })

  it('stays readable after the key changed, while the old key is kept', () => {
    expect(readThreadToken({ ...nothing, inReplyTo: token }, [k2, k1])?.caseId).toBe(caseId)
    expect(readThreadToken({ ...nothing, inReplyTo: token }, [k2])).toBeNull()
    expect(readThreadToken({ ...nothing, inReplyTo: token }, [{ ...k2, keyId: 'k1' }])).toBeNull()
  })

  it('of a message does not serve as one of an address', () => {
    const [, mac = ''] = /\.([a-z2-7]{16})@/.exec(token) ?? []
    expect(readThreadToken({ ...nothing, reachedAt: [address.replace(/.{16}@/, `${mac}@`)] }, [k1])).toBeNull()
  })

  it('changed in any one character proves nothing', () => {
    const secretPart = token.slice('<cl.'.length, token.indexOf('@'))
    fc.assert(fc.property(fc.integer({ min: 0, max: secretPart.length - 1 }), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), (at, char) => {
      fc.pre(secretPart[at] !== char)
      const forged = `<cl.${secretPart.slice(0, at)}${char}${secretPart.slice(at + 1)}@care.example>`
      const link = readThreadToken({ ...nothing, inReplyTo: forged }, [k1])
      return link === null || (link.caseId === caseId && link.messageId === messageId)
    }), { seed: 22, numRuns: 500 })
  })

  it('tells any two ids apart', () => {
    fc.assert(fc.property(fc.uuid(), fc.uuid(), (left, right) => {
      const link = readThreadToken({ ...nothing, inReplyTo: messageIdFor({ caseId: left as Id, messageId: right as Id, key: k1, domain: 'd.example' }) }, [k1])
      return link?.caseId === left && link.messageId === right
    }), { seed: 23, numRuns: 200 })
  })
})
