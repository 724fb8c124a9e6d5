import { describe, expect, test } from 'vitest'
import { lagOf, lagVerdict, mailboxVerdict, outboxVerdict, processVerdict } from './health-verdict.ts'

const AT = '2026-11-20T02:00:00.000Z'
const mailbox = { id: '1', name: '售后', address: 'service@example.com', active: true, lastCheckedAt: '2026-11-20T01:59:30.000Z', lastError: null, error: null }

describe('how the server is', () => {
  test('what follows the events is fine for a few seconds, then watched, then trouble', () => {
    expect([null, '2026-11-20T01:59:58.000Z', '2026-11-20T01:59:30.000Z', '2026-11-20T01:50:00.000Z'].map((oldest) => lagVerdict(lagOf(AT, oldest)))).toEqual(['good', 'good', 'watch', 'bad'])
  })

  test('a wish that is late is trouble, one that was given up waits for somebody', () => {
    expect(outboxVerdict({ waiting: 9, late: 0, failed: 0, oldestDueAt: AT })).toBe('good')
    expect(outboxVerdict({ waiting: 9, late: 1, failed: 0, oldestDueAt: AT })).toBe('bad')
    expect(outboxVerdict({ waiting: 0, late: 0, failed: 2, oldestDueAt: null })).toBe('watch')
  })

  test('a mailbox is read every minute; one that is switched off is no trouble', () => {
    expect(mailboxVerdict(AT, mailbox)).toBe('good')
    expect(mailboxVerdict(AT, { ...mailbox, lastError: 'mail.auth_failed' })).toBe('bad')
    expect(mailboxVerdict(AT, { ...mailbox, lastCheckedAt: '2026-11-20T01:00:00.000Z' })).toBe('watch')
    expect(mailboxVerdict(AT, { ...mailbox, active: false, lastError: 'mail.auth_failed' })).toBe('off')
  })

  test('a process that has not been heard of for a while is watched', () => {
    expect([processVerdict(AT, '2026-11-20T01:59:55.000Z'), processVerdict(AT, '2026-11-20T01:58:00.000Z')]).toEqual(['good', 'watch'])
  })
})
