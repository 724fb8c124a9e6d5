import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audienceOf } from '#capabilities/access/core/audience.ts'
import { fileCases } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, later, MINUTE } from '#kernel/instant.ts'
import { parseMasterKeys } from '#platform/crypto/master-key.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import { openFileStore, type FileStore } from '#platform/files/file-store.ts'
import { codeOf, openAccessHouse, type AccessHouse, type Person } from '#tests/access/access-house.ts'
import { insertAttachments, planOutbound } from './commands.ts'
import { activeMailboxes, type OpenedMailbox } from './mailbox-commands.ts'
import { conversationRoutes } from './routes.ts'
import { claimOutbound, outboundOf, settleOutbound } from './send-store.ts'

const sealing = createSealing(parseMasterKeys(Buffer.alloc(32, 9).toString('base64')))
const settings = {
  name: '青禾售后', address: 'Service@Care.example', imap: { host: 'imap.care.example', port: 993, secure: true }, smtp: { host: 'smtp.care.example', port: 465, secure: true },
  username: 'service@care.example', password: 'p@ssw0rd-真的', scenario: 'after-sales',
}

describe('conversations over HTTP', () => {
  let house: AccessHouse
  let folder: string
  let files: FileStore
  let chenYu: Person
  let zhaoLei: Person
  const checked: OpenedMailbox[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careloop-conversation-'))
    files = openFileStore(folder, sealing)
    const checkMailbox = async (mailbox: OpenedMailbox) => (checked.push(mailbox), { imap: null, smtp: 'mail.auth_failed' })
    house = await openAccessHouse({ extend: (app, { db, newId, now }) => conversationRoutes(app, { db, newId, now, sealing, files, scenarioKnown: async (key) => key === 'after-sales', checkMailbox }) })
    chenYu = await house.hire('chenyu', ['agent'])
    zhaoLei = await house.hire('zhaolei', ['agent'])
  })
  afterAll(async () => {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, who: Person = house.admin) => house.call({ method, url: `/api/v1${url}`, as: who.as, ...(body === undefined ? {} : { body }) })
  const id = () => house.deps.newId()
  async function caseOf(assignee: Person, collaboratorIds: readonly Id[] = []): Promise<Id> {
    const caseId = id()
    await house.fresh.db.query(fileCases([{ caseId, customerId: null, keys: audienceOf({ teamId: null, assigneeId: assignee.id, collaboratorIds }), nextDueAt: null, status: 'open' }]))
    return caseId
  }
  async function plan(caseId: Id): Promise<Id> {
    const messageId = id()
    const at = house.deps.now()
    const message = { id: messageId, caseId, customerId: null, direction: 'out', channel: 'email', author: { kind: 'staff', id: chenYu.id }, subject: '回复', text: '您好', sendAt: later(at, MINUTE) } as const
    await house.fresh.db.write(planOutbound(message, at, id()))
    return messageId
  }
  const stateOf = async (messageId: Id) => (await outboundOf(house.fresh.db, sealing, messageId))?.state
  const eventsOf = async (stream: Id) => (await house.fresh.db.query({ text: 'select type, data from events where stream_id = $1 order by version', values: [stream] })).rows
  const open = (rows: Record<string, unknown>) => (rows['items'] as { id: string }[]).map((item) => item.id)

  describe('undoing a send', () => {
    it('takes back what nobody has begun to send: message and wish, once', async () => {
      const caseId = await caseOf(chenYu)
      const messageId = await plan(caseId)
      expect((await ask('POST', `/messages/${messageId}/cancellation`, undefined, chenYu)).status).toBe(204)
      expect(await stateOf(messageId)).toBe('cancelled')
      expect((await house.fresh.db.query({ text: 'select cancelled_at is not null as gone from outbox where dedup_id = $1', values: [`send:${messageId}`] })).rows).toEqual([{ gone: true }])
      expect(await eventsOf(messageId)).toEqual([{ type: 'message.cancelled', data: { caseId } }])
      expect(codeOf(await ask('POST', `/messages/${messageId}/cancellation`, undefined, chenYu))).toBe('message.not_planned')
      expect(await claimOutbound(house.fresh.db, messageId, house.deps.now())).toBe(false)
    })

    it('comes too late once it was claimed', async () => {
      const messageId = await plan(await caseOf(chenYu))
      expect(await claimOutbound(house.fresh.db, messageId, house.deps.now())).toBe(true)
      expect(codeOf(await ask('POST', `/messages/${messageId}/cancellation`, undefined, chenYu))).toBe('message.not_planned')
      expect(await stateOf(messageId)).toBe('claimed')
    })

    it('is for those who may reply: helpers see and may not, strangers see nothing', async () => {
      const messageId = await plan(await caseOf(chenYu, [zhaoLei.id]))
      expect((await ask('POST', `/messages/${messageId}/cancellation`, undefined, zhaoLei)).status).toBe(403)
      const hidden = await plan(await caseOf(chenYu))
      expect((await ask('POST', `/messages/${hidden}/cancellation`, undefined, zhaoLei)).status).toBe(404)
      expect(await stateOf(hidden)).toBe('planned')
    })
  })

  describe('a send nobody knows the end of', () => {
    const uncertain = async () => {
      const messageId = await plan(await caseOf(chenYu))
      await claimOutbound(house.fresh.db, messageId, house.deps.now())
      await house.fresh.db.query(settleOutbound(messageId, { state: 'uncertain', code: 'mail.interrupted' }, house.deps.now()))
      return messageId
    }

    it.each([[true, 'sent'], [false, 'failed']] as const)('a person settles it (sent: %s): it is %s, and nothing is sent again', async (sent, state) => {
      const messageId = await uncertain()
      expect(open((await ask('GET', '/messages?state=uncertain')).body)).toContain(messageId)
      expect((await ask('POST', `/messages/${messageId}/settlement`, { sent }, chenYu)).status).toBe(204)
      expect(await stateOf(messageId)).toBe(state)
      expect(codeOf(await ask('POST', `/messages/${messageId}/settlement`, { sent }, chenYu))).toBe('message.not_uncertain')
      expect(await eventsOf(messageId)).toMatchObject([{ type: 'message.uncertain', data: { code: 'mail.interrupted' } }, { type: 'message.settled', data: { sent } }])
      await house.fresh.db.query(settleOutbound(messageId, { state: 'sent', mailId: '<late@care.example>' }, house.deps.now()))
      expect(await eventsOf(messageId)).toHaveLength(2)
      expect(open((await ask('GET', '/messages?state=uncertain')).body)).not.toContain(messageId)
    })

    it('of two who settle it at once one is told that it is settled', async () => {
      const messageId = await uncertain()
      const answers = await Promise.all([true, false].map((sent) => ask('POST', `/messages/${messageId}/settlement`, { sent }, chenYu)))
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
      expect((await eventsOf(messageId)).map((row) => row['type'])).toEqual(['message.uncertain', 'message.settled'])
    })
  })

  it('a file comes as a download, to those who see the case; of the name its sender gave it letters and digits are left', async () => {
    const messageId = await plan(await caseOf(chenYu))
    const stored = await files.put(id(), Buffer.from('<script>alert(1)</script>'), house.deps.now())
    const attachment = { id: id(), messageId, fileId: stored.id, name: '账单"\r\nX: y.HTML', type: 'text/html', bytes: stored.bytes, sha256: stored.sha256, contentId: null, position: 0 }
    await house.fresh.db.write([stored.insert, insertAttachments([attachment])])
    const answer = await house.app.inject({ method: 'GET', url: `/api/v1/attachments/${attachment.id}`, headers: chenYu.as as { cookie: string } })
    expect([answer.statusCode, answer.payload]).toEqual([200, '<script>alert(1)</script>'])
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="careloop-${attachment.id}.html"; filename*=UTF-8''%E8%B4%A6%E5%8D%95-X-y.html`, 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox",
    })
    expect((await ask('GET', `/attachments/${attachment.id}`, undefined, zhaoLei)).status).toBe(404)
    expect((await ask('GET', `/attachments/${id()}`)).status).toBe(404)
  })

  describe('mailboxes', () => {
    it('keep their password to themselves and open it for the channel alone', async () => {
      const made = await ask('POST', '/mailboxes', settings)
      expect(made.status).toBe(201)
      const mailboxId = made.body['id'] as Id
      const shown = await ask('GET', `/mailboxes/${mailboxId}`)
      expect(shown.body).toMatchObject({ address: 'service@care.example', active: true, plusAddressing: true, lastError: null })
      expect(JSON.stringify([shown.body, (await ask('GET', '/mailboxes')).body, await eventsOf(mailboxId)])).not.toContain('p@ssw0rd')
      expect((await activeMailboxes(house.fresh.db, sealing)).find((one) => one.id === mailboxId)?.password).toBe(settings.password)
      expect((await house.fresh.db.query({ text: `select position('p@ssw0rd'::bytea in password) as at from mailboxes where id = $1`, values: [mailboxId] })).rows).toEqual([{ at: 0 }])
      expect((await ask('POST', `/mailboxes/${mailboxId}/check`)).body).toEqual({ imap: null, smtp: 'mail.auth_failed' })
      expect(checked.at(-1)).toMatchObject({ id: mailboxId, password: settings.password })
    })

    it('a check whose answer was lost is made again under the same key', async () => {
      const { scenario: _scenario, name: _name, ...trial } = settings
      const check = () => house.call({ method: 'POST', url: '/api/v1/mailboxes/check', as: house.admin.as, body: trial, headers: { 'idempotency-key': 'check-once' } })
      expect([(await check()).body, (await check()).body]).toEqual([{ imap: null, smtp: 'mail.auth_failed' }, { imap: null, smtp: 'mail.auth_failed' }])
    })

    it('change, are archived and come back; an address belongs to one of them', async () => {
      const address = 'returns@care.example'
      const mailboxId = (await ask('POST', '/mailboxes', { ...settings, address })).body['id'] as Id
      expect(codeOf(await ask('POST', '/mailboxes', { ...settings, address: 'Returns@care.example' }))).toBe('mailbox.address_taken')
      expect(codeOf(await ask('POST', '/mailboxes', { ...settings, address: 'x@care.example', scenario: 'unknown' }))).toBe('mailbox.unknown_scenario')
      expect(codeOf(await ask('POST', '/mailboxes', { ...settings, address: 'x@care.example', teamId: id() }))).toBe('mailbox.unknown_team')
      expect((await ask('PATCH', `/mailboxes/${mailboxId}`, { name: '退换货', active: false })).body).toMatchObject({ name: '退换货', active: false })
      expect((await activeMailboxes(house.fresh.db, sealing)).map((one) => one.id)).not.toContain(mailboxId)
      expect((await ask('PATCH', `/mailboxes/${mailboxId}`, { plusAddressing: false })).body).toMatchObject({ name: '退换货', active: false, plusAddressing: false })
      expect(codeOf(await ask('PATCH', `/mailboxes/${mailboxId}`, { smtp: { host: 'elsewhere.example', port: 465, secure: true } }))).toBe('mailbox.password_needed')
      expect((await ask('POST', `/mailboxes/${mailboxId}/archival`)).status).toBe(204)
      expect((await ask('POST', `/mailboxes/${mailboxId}/check`)).status).toBe(404)
      expect((await ask('POST', '/mailboxes', { ...settings, address })).status).toBe(201)
      expect(codeOf(await ask('DELETE', `/mailboxes/${mailboxId}/archival`))).toBe('mailbox.address_taken')
      expect((await eventsOf(mailboxId)).map((row) => [row['type'], row['data']])).toEqual([
        ['mailbox.created', { scenario: 'after-sales', teamId: null, active: true }], ['mailbox.changed', { fields: ['active', 'name'] }], ['mailbox.changed', { fields: ['plusAddressing'] }], ['mailbox.archived', {}],
      ])
    })

    it('are for those who manage them', async () => {
      expect((await ask('GET', '/mailboxes', undefined, chenYu)).status).toBe(403)
      expect((await ask('POST', '/mailboxes', { ...settings, address: 'y@care.example' }, chenYu)).status).toBe(403)
      expect((await ask('GET', `/mailboxes/${id()}`, undefined, chenYu)).status).toBe(404)
    })
  })

  describe('quarantine', () => {
    const store = async (status: string, errorCode: string | null) => {
      const inboundId = id()
      await house.fresh.db.query({
        text: 'insert into inbound_mails (id, sha256, file_id, bytes, status, error_code, received_at) values ($1, $2, $3, 10, $4, $5, $6)',
        values: [inboundId, inboundId, id(), status, errorCode, formatInstant(house.deps.now())],
      })
      return inboundId
    }
    const wishes = async (inboundId: Id) => (await house.fresh.db.query({ text: `select payload from outbox where payload->>'inboundId' = $1`, values: [inboundId] })).rows.length

    it('shows what could not be read; it is tried again, put aside and fetched back, never deleted', async () => {
      const mail = await store('quarantined', 'mail.too_deep')
      const stored = await store('stored', null)
      expect(open((await ask('GET', '/quarantine')).body)).toContain(mail)
      expect(open((await ask('GET', '/quarantine')).body)).not.toContain(stored)
      expect((await ask('POST', `/quarantine/${mail}/retry`)).status).toBe(204)
      expect((await ask('POST', `/quarantine/${mail}/retry`)).status).toBe(204)
      expect(await wishes(mail)).toBe(2)
      expect((await ask('POST', `/quarantine/${mail}/dismissal`)).status).toBe(204)
      expect(codeOf(await ask('POST', `/quarantine/${mail}/retry`))).toBe('quarantine.settled')
      expect((await ask('DELETE', `/quarantine/${mail}/dismissal`)).status).toBe(204)
      expect((await eventsOf(mail)).map((row) => row['type'])).toEqual(['inbound_mail.retried', 'inbound_mail.retried', 'inbound_mail.dismissed', 'inbound_mail.reclaimed'])
      expect((await ask('POST', `/quarantine/${stored}/dismissal`)).status).toBe(404)
    })

    it('what was too large is not tried again: only its header is here', async () => {
      const mail = await store('quarantined', 'mail.too_large')
      expect(codeOf(await ask('POST', `/quarantine/${mail}/retry`))).toBe('quarantine.too_large')
    })

    it('lists page by page, each mail once', async () => {
      for (let n = 0; n < 5; n++) await store('quarantined', 'mail.too_deep')
      const seen: string[] = []
      for (let next: unknown = null, first = true; first || next !== null; first = false) {
        const page = await ask('GET', `/quarantine?limit=2${next === null ? '' : `&after=${String(next)}`}`)
        seen.push(...open(page.body))
        next = page.body['next']
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.length).toBeGreaterThanOrEqual(5)
    })
  })

  it('a wish that was given up is seen, and gets its attempts anew', async () => {
    const wish = id()
    const at = formatInstant(later(house.deps.now(), -60 * MINUTE))
    const insert = (wishId: Id, failedAt: string | null) => house.fresh.db.query({
      text: `insert into outbox (id, kind, payload, due_at, attempts, failed_at, last_error, created_at) values ($1, 'case.notify', '{"caseId":"x"}', $2, 12, $3, 'bug', $2)`, values: [wishId, at, failedAt],
    })
    const late = id()
    await insert(wish, at)
    await insert(late, null)
    expect(open((await ask('GET', '/outbox')).body)).toEqual([wish])
    expect(open((await ask('GET', '/outbox?state=late')).body)).toContain(late)
    expect(codeOf(await ask('POST', `/outbox/${late}/retry`))).toBe('outbox.not_failed')
    expect((await ask('POST', `/outbox/${wish}/retry`)).status).toBe(204)
    expect(open((await ask('GET', '/outbox')).body)).toEqual([])
    expect(await eventsOf(wish)).toEqual([{ type: 'wish.retried', data: { kind: 'case.notify' } }])
  })
})
