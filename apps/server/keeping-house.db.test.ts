import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatInstant, later, MINUTE, parseInstant } from '#kernel/instant.ts'
import { must } from '#kernel/assert.ts'
import { openTestHouse, type Person, type TestHouse } from '#tests/setup/test-house.ts'

let house: TestHouse
let chenYu: Person
beforeAll(async () => {
  house = await openTestHouse({ at: must(parseInstant('2026-11-20T10:00:00+08:00'), 'an instant') })
  chenYu = await house.hire('chenyu', ['agent'])
})
afterAll(async () => house.close())

const read = async (url: string, as: string) => house.call({ method: 'GET', url, as })

describe('what people do about themselves', () => {
  test('a new name and language hold at once, and the history says which fields changed, not the values', async () => {
    const changed = await house.call({ method: 'PATCH', url: '/api/v1/me', as: chenYu.cookie, body: { name: ' 陈宇 ', locale: 'en' } })
    expect(changed.body).toMatchObject({ number: 'chenyu', name: '陈宇', locale: 'en' })
    const { body } = await read(`/api/v1/events?streamId=${chenYu.id}&type=staff.changed`, house.admin.cookie)
    expect((body['items'] as { data: unknown }[]).map(({ data }) => data)).toEqual([{ fields: ['locale', 'name'] }])
  })

  test('ending the other sign-ins leaves the one that asked', async () => {
    const other = await house.call({ method: 'POST', url: '/api/v1/sessions', body: { account: 'chenyu', password: '夜雨十年灯-江湖-2026' }, headers: { 'user-agent': 'Firefox' } })
    const otherCookie = String([other.headers['set-cookie']].flat()[0]).split(';')[0]!
    const before = (await read('/api/v1/me/sessions', chenYu.cookie)).body['items'] as { current: boolean }[]
    expect(before.map(({ current }) => current).toSorted()).toEqual([false, true])
    expect((await house.call({ method: 'DELETE', url: '/api/v1/me/sessions', as: chenYu.cookie })).status).toBe(204)
    expect((await read('/api/v1/me', otherCookie)).status).toBe(401)
    expect((await read('/api/v1/me', chenYu.cookie)).status).toBe(200)
  })
})

test('the watermark is off until an administrator turns it on; then everybody has it', async () => {
  expect((await read('/api/v1/console-settings', chenYu.cookie)).body).toEqual({ watermark: false })
  expect((await house.call({ method: 'PUT', url: '/api/v1/console-settings', as: chenYu.cookie, body: { watermark: true } })).status).toBe(403)
  await house.call({ method: 'PUT', url: '/api/v1/console-settings', as: house.admin.cookie, body: { watermark: true } })
  expect((await read('/api/v1/console-settings', chenYu.cookie)).body).toEqual({ watermark: true })
})

test('the history leaves as a file of what was filtered, and it is noted who took it', async () => {
  const answer = await read('/api/v1/events/export?type=staff.created', house.admin.cookie)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  const lines = answer.text.trimEnd().split('\r\n')
  expect(lines[0]).toContain('recordedAt,occurredAt,type')
  expect(lines.length).toBe(3)
  expect(lines.slice(1).every((line) => line.includes(',staff.created,staff,'))).toBe(true)
  const { rows } = await house.fresh.db.query({ text: `select actor_id, data from access_log where action = 'audit.export'`, values: [] })
  expect(rows).toEqual([{ actor_id: house.admin.id, data: { type: 'staff.created' } }])
})

test('all notices of one person are read at once, those of others stay', async () => {
  const opened = await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '来电', text: '无法开机' } })
  const caseId = opened.body['case']
  for (const [n, staffId] of [chenYu.id, chenYu.id, house.admin.id].entries()) {
    await house.fresh.db.query({
      text: `insert into notifications (id, staff_id, case_id, about, created_at, dedup_id) values ($1, $2, $3, 'clock.warned', $4, $5)`,
      values: [house.house.newId(), staffId, caseId, formatInstant(house.clock.now), `notice-${n}`],
    })
  }
  expect((await house.call({ method: 'POST', url: '/api/v1/notifications/reading', as: chenYu.cookie })).status).toBe(204)
  const { rows } = await house.fresh.db.query({ text: `select staff_id, read_at is null as unread from notifications where dedup_id like 'notice-%' order by dedup_id`, values: [] })
  expect(rows.map((row) => row['unread'])).toEqual([false, false, true])
})

test('a quarantined mail is read as plain text, and who looked is noted; put aside it stays in a list of its own', async () => {
  const { db } = house.fresh
  const id = house.house.newId()
  const file = await house.house.files.put(house.house.newId(), Buffer.from('Subject: <img src=x onerror=alert(1)>\r\n\r\n您好'), house.clock.now)
  await db.write([file.insert, {
    text: `insert into inbound_mails (id, sha256, file_id, bytes, status, error_code, received_at) values ($1, $2, $3, $4, 'quarantined', 'mail.unreadable', $5)`,
    values: [id, file.sha256, file.id, file.bytes, formatInstant(house.clock.now)],
  }])
  const raw = await read(`/api/v1/quarantine/${id}`, house.admin.cookie)
  expect(raw.body).toMatchObject({ header: 'Subject: <img src=x onerror=alert(1)>', text: '您好', cut: false, error: '来信读不出来，原文已保留；升级后会自动再试' })
  expect((await db.query({ text: `select actor_id from access_log where subject_id = $1 and action = 'quarantine.read'`, values: [id] })).rows).toEqual([{ actor_id: house.admin.id }])
  await house.call({ method: 'POST', url: `/api/v1/quarantine/${id}/dismissal`, as: house.admin.cookie })
  const idsOf = async (url: string) => ((await read(url, house.admin.cookie)).body['items'] as { id: string }[]).map((item) => item.id)
  expect(await idsOf('/api/v1/quarantine')).toEqual([])
  expect(await idsOf('/api/v1/quarantine?dismissed=true')).toEqual([id])
})

test('health tells what waits, what is late and how far sealing and search follow', async () => {
  const { db } = house.fresh
  const at = house.clock.now
  const wish = (dueAt: string, failed: boolean) => ({
    text: `insert into outbox (id, kind, payload, due_at, failed_at, created_at) values ($1, 'case.none', '{}', $2, $3, $2)`,
    values: [house.house.newId(), dueAt, failed ? formatInstant(at) : null],
  })
  const before = (await read('/api/v1/health/details', house.admin.cookie)).body as { outbox: { waiting: number; late: number; failed: number } }
  await db.write([wish(formatInstant(later(at, -10 * MINUTE)), false), wish(formatInstant(at), false), wish(formatInstant(at), true)])
  const { body } = await read('/api/v1/health/details', house.admin.cookie)
  const outbox = body['outbox'] as typeof before.outbox
  expect([outbox.waiting - before.outbox.waiting, outbox.late - before.outbox.late, outbox.failed - before.outbox.failed]).toEqual([2, 1, 1])
  expect(body).toMatchObject({ room: true, quarantined: 0, sealing: { lastSealedAt: null, oldestUnsealedAt: formatInstant(at) }, processes: [] })
  expect((await read('/api/v1/health/details', chenYu.cookie)).status).toBe(403)
})
