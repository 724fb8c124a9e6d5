import { describe, expect, it } from 'vitest'
import { changedSettings, mailboxChangeRefusal, type MailboxStanding } from './mailbox-rules.ts'

const imap = { host: 'imap.care.example', port: 993, secure: true }
const smtp = { host: 'smtp.care.example', port: 465, secure: true }
const fresh: MailboxStanding = { imap, smtp, username: 'service@care.example', archived: false, read: false }
const code = (mailbox: MailboxStanding, change: Parameters<typeof mailboxChangeRefusal>[1]) => mailboxChangeRefusal(mailbox, change)?.refusal.code ?? null

describe('what may change about a mailbox', () => {
  it('name, team, scenario, port and password change at any time', () => {
    expect(code({ ...fresh, read: true }, { name: '售后', scenario: 'after-sales', teamId: null, password: 'new', imap: { ...imap, port: 1993 } })).toBeNull()
  })

  it('a stored password never goes to another host, nor over an open line', () => {
    expect(code(fresh, { smtp: { ...smtp, host: 'evil.example' } })).toBe('mailbox.password_needed')
    expect(code(fresh, { imap: { ...imap, secure: false } })).toBe('mailbox.password_needed')
    expect(code(fresh, { smtp: { ...smtp, host: 'smtp2.care.example' }, password: 'again' })).toBeNull()
  })

  it('a slip can be corrected until the first mail was read; after that another account is another mailbox', () => {
    expect(code(fresh, { username: 'service2@care.example' })).toBeNull()
    expect(code({ ...fresh, read: true }, { username: 'service2@care.example' })).toBe('mailbox.already_read')
    expect(code({ ...fresh, read: true }, { imap: { ...imap, host: 'imap2.care.example' }, password: 'again' })).toBe('mailbox.already_read')
    expect(code({ ...fresh, archived: true }, { name: '售后' })).toBe('mailbox.archived')
  })

  it('the history names settings, not values', () => expect(changedSettings({ password: 'secret', name: '售后' })).toEqual(['name', 'password']))
})
