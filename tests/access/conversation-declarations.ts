import type { AudienceSubject } from '#capabilities/access/core/audience.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import { may, scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { insertAttachments } from '#capabilities/conversation/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import { enqueue } from '#platform/outbox/outbox-store.ts'
import type { CaseMaking, MakeSubject } from './filed-cases.ts'
import { declare, declareFiled, type Actor, type Declaration, type Standing, type Subject, type Verdict } from './matrix.ts'
import type { WholeHouse } from './whole-house.ts'

const ONCE = ['stranger'] as const
const SETTINGS = {
  name: '售后', username: 'service', password: 'secret', scenario: 'after-sales',
  // Nobody listens on port 1: what is checked here is who may ask.
  imap: { host: '127.0.0.1', port: 1, secure: false }, smtp: { host: '127.0.0.1', port: 1, secure: false },
}

/** Lists and new things are forbidden without the permission; one thing is not even there. */
const open = (permission: Permission) => (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : scopeOf(viewer, permission) === 'all' ? 'ok' : 'forbidden')
const writer = (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : may(viewer, 'case.reply') || may(viewer, 'case.note') ? 'ok' : 'forbidden')
const closed = (permission: Permission) => (viewer: Viewer | null): Verdict => (viewer === null ? 'unauthenticated' : scopeOf(viewer, permission) === 'all' ? 'ok' : 'hidden')

/** Messages, mailboxes, quarantine and outbox: one line each. */
export function conversationDeclarations(whole: WholeHouse, make: CaseMaking): readonly Declaration[] {
  return [...messageDeclarations(whole, make), ...mailboxDeclarations(make), ...storedDeclarations(whole)]
}

function messageDeclarations({ house }: WholeHouse, make: CaseMaking): readonly Declaration[] {
  const { db } = house.fresh
  const planned: MakeSubject = async (actor, standing) => {
    const { id, facts } = await make.caseFor(actor, standing)
    const made = await make.asAdmin('POST', `/cases/${id}/replies`, { text: '稍后回复您' })
    return { facts, params: { id: String((made['ids'] as Record<string, unknown>)['message']) } }
  }
  const uncertain: MakeSubject = async (actor, standing) => {
    const subject = await planned(actor, standing)
    await db.query({ text: `update messages set state = 'uncertain' where id = $1`, values: [subject.params?.['id']] })
    return { ...subject, body: { sent: true } }
  }
  const attached = async (actor: Actor, standing: Standing): Promise<Subject<AudienceSubject>> => {
    const { messageId, facts } = await make.caseFor(actor, standing)
    const id = house.house.newId()
    const file = await house.house.files.put(house.house.newId(), Buffer.from('照片'), house.clock.now)
    await db.write([file.insert, insertAttachments([{ id, messageId, fileId: file.id, name: '照片.jpg', type: 'image/jpeg', bytes: file.bytes, sha256: file.sha256, contentId: null, position: 0 }])])
    return { facts, params: { id } }
  }
  return [
    declare({ route: 'POST /api/v1/files', success: 201, standings: ONCE, rule: writer, subject: async () => ({ facts: null, body: {}, headers: { 'x-file-name': 'a.json' } }) }),
    declare({ route: 'GET /api/v1/messages', success: 200, standings: ONCE, rule: open('outbox.manage'), subject: async () => ({ facts: null }) }),
    declareFiled({ route: 'POST /api/v1/messages/:id/cancellation', success: 204, permission: 'case.reply', subject: planned }),
    declareFiled({ route: 'POST /api/v1/messages/:id/settlement', success: 204, permission: 'case.reply', subject: uncertain }),
    declareFiled({ route: 'GET /api/v1/attachments/:id', success: 200, permission: 'case.read', subject: attached }),
  ]
}

function mailboxDeclarations({ asAdmin }: CaseMaking): readonly Declaration[] {
  let made = 0
  const settings = () => ({ ...SETTINGS, address: `box${++made}@example.com` })
  const mailbox = (body?: object, before: (id: string) => Promise<unknown> = async () => undefined) => async () => {
    const id = String((await asAdmin('POST', '/mailboxes', settings()))['id'])
    await before(id)
    return { facts: null, params: { id }, ...(body === undefined ? {} : { body }) }
  }
  const one = (route: string, success: number, subject: ReturnType<typeof mailbox>) => declare({ route, success, standings: ONCE, rule: closed('mailbox.manage'), subject })
  return [
    declare({ route: 'GET /api/v1/mailboxes', success: 200, standings: ONCE, rule: open('mailbox.manage'), subject: async () => ({ facts: null }) }),
    declare({ route: 'POST /api/v1/mailboxes', success: 201, standings: ONCE, rule: open('mailbox.manage'), subject: async () => ({ facts: null, body: settings() }) }),
    one('GET /api/v1/mailboxes/:id', 200, mailbox()),
    one('PATCH /api/v1/mailboxes/:id', 200, mailbox({ name: '售后二组' })),
    declare({ route: 'POST /api/v1/mailboxes/check', success: 200, standings: ONCE, rule: open('mailbox.manage'), subject: async () => {
      const { name: _name, scenario: _scenario, ...trial } = settings()
      return { facts: null, body: trial }
    } }),
    one('POST /api/v1/mailboxes/:id/check', 200, mailbox()),
    one('POST /api/v1/mailboxes/:id/archival', 204, mailbox()),
    one('DELETE /api/v1/mailboxes/:id/archival', 204, mailbox(undefined, (id) => asAdmin('POST', `/mailboxes/${id}/archival`))),
  ]
}

function storedDeclarations({ house }: WholeHouse): readonly Declaration[] {
  const { db } = house.fresh
  const mail = (status: 'quarantined' | 'dismissed') => async () => {
    const id = house.house.newId()
    const file = await house.house.files.put(house.house.newId(), Buffer.from(`Subject: ${id}\r\n\r\n`), house.clock.now)
    await db.write([file.insert, {
      text: `insert into inbound_mails (id, sha256, file_id, bytes, status, error_code, received_at) values ($1, $2, $3, $4, $5, 'mail.unreadable', $6)`,
      values: [id, file.sha256, file.id, file.bytes, status, formatInstant(house.clock.now)],
    }])
    return { facts: null, params: { id } }
  }
  const failed = async () => {
    const id: Id = house.house.newId()
    await db.write([enqueue([{ id, kind: 'case.none', payload: {}, dueAt: house.clock.now }], house.clock.now), { text: 'update outbox set failed_at = $2 where id = $1', values: [id, formatInstant(house.clock.now)] }])
    return { facts: null, params: { id } }
  }
  const stored = (route: string, success: number, status: 'quarantined' | 'dismissed') => declare({ route, success, standings: ONCE, rule: closed('quarantine.manage'), subject: mail(status) })
  return [
    declare({ route: 'GET /api/v1/quarantine', success: 200, standings: ONCE, rule: open('quarantine.manage'), subject: async () => ({ facts: null }) }),
    stored('GET /api/v1/quarantine/:id', 200, 'quarantined'),
    stored('POST /api/v1/quarantine/:id/retry', 204, 'quarantined'),
    stored('POST /api/v1/quarantine/:id/dismissal', 204, 'quarantined'),
    stored('DELETE /api/v1/quarantine/:id/dismissal', 204, 'dismissed'),
    declare({ route: 'GET /api/v1/outbox', success: 200, standings: ONCE, rule: open('outbox.manage'), subject: async () => ({ facts: null }) }),
    declare({ route: 'POST /api/v1/outbox/:id/retry', success: 204, standings: ONCE, rule: closed('outbox.manage'), subject: failed }),
  ]
}

/** Pages. The console's are the same for everybody and hold nothing. The customer's: the signed link is the right; without one nobody gets anything, whoever they are. */
export function pageDeclarations(): readonly Declaration[] {
  const forged = (route: string, success = 404) => declare({ route, success, standings: ONCE, rule: () => 'ok', subject: async () => ({ facts: null, params: { token: 'forged' } }) })
  return [
    forged('GET /', 200), forged('GET /*', 200), forged('GET /mark.svg', 200), forged('GET /assets/*'),
    forged('GET /pages.css', 200), forged('GET /promises', 200), forged('GET /c/*'), forged('GET /s/*'),
    forged('GET /c/:token'), forged('GET /c/:token/answer', 302), forged('POST /c/:token/answer'),
    forged('GET /s/:token'), forged('GET /s/:token/score', 302), forged('POST /s/:token/score'), forged('GET /s/:token/reason', 302), forged('POST /s/:token/reason'),
  ]
}
