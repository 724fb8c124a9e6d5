import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveUpUploads } from '#capabilities/conversation/server/upload-store.ts'
import { openMail } from '#channels/email/read-mail.ts'
import { MAIL_LIMITS } from '#channels/email/mail-limits.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, later, parseInstant, SECOND } from '#kernel/instant.ts'
import { removeArchived } from '#platform/files/remove-archived.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { openTestHouse, type Person, type TestHouse } from '#tests/setup/test-house.ts'
import { startStandInServers, type StandInServers } from './standins/stand-in-servers.ts'

const monday = must(parseInstant('2026-11-23T09:30:00+08:00'), 'an instant')
const MEGABYTE = 1 << 20

describe('files that go out', () => {
  let servers: StandInServers
  let test: TestHouse
  let chenYu: Person
  let zhaoLei: Person
  beforeAll(async () => {
    servers = await startStandInServers()
    test = await openTestHouse({ at: monday, mail: true })
    await test.house.db.query(mailboxRow(test.house.sealing, test.house.now(), servers.anna))
    chenYu = await test.hire('chenyu', ['agent'])
    zhaoLei = await test.hire('zhaolei', ['agent'])
    await test.http.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await test.close()
    await servers.stop()
  })

  const upload = async (name: string, content: Uint8Array | string, { who = chenYu, type = 'application/octet-stream' }: { who?: Person; type?: string } = {}) => {
    const answer = await test.http.inject({ method: 'POST', url: '/api/v1/files', headers: { origin: 'http://localhost:3000', cookie: who.cookie, 'content-type': type, 'x-file-name': encodeURIComponent(name) }, payload: Buffer.from(content) })
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown> }
  }
  const uploaded = async (...given: Parameters<typeof upload>) => String((await upload(...given)).body['id'])
  let customers = 0
  async function caseOf(who: Person): Promise<string> {
    const as = test.admin.cookie
    const customer = await test.call({ method: 'POST', url: '/api/v1/customers', as, body: { name: '王丽', contactPoints: [{ kind: 'email', value: `wang.li${++customers}@customer.test` }] } })
    const made = await test.call({ method: 'POST', url: '/api/v1/cases', as, body: { scenario: 'after-sales', channel: 'phone', subject: '打印机', text: '不动了', customerId: customer.body['id'] } })
    const { body } = await test.call({ method: 'GET', url: `/api/v1/cases/${String(made.body['case'])}`, as })
    await test.call({ method: 'PUT', url: `/api/v1/cases/${String(made.body['case'])}/assignment`, as, body: { teamId: body['teamId'], assigneeId: who.id } })
    return String(made.body['case'])
  }
  const write = (caseId: string, files: readonly string[], { who = chenYu, kind = 'replies' }: { who?: Person; kind?: string } = {}) =>
    test.call({ method: 'POST', url: `/api/v1/cases/${caseId}/${kind}`, as: who.cookie, body: { text: '请看附件', files } })
  const codeOf = ({ body }: { readonly body: Record<string, unknown> }) => (body['error'] as Record<string, unknown> | undefined)?.['code']
  const filesOf = async (caseId: string) => {
    const { body } = await test.call({ method: 'GET', url: `/api/v1/cases/${caseId}/messages`, as: chenYu.cookie })
    return (body['items'] as { files: { id: string; name: string; type: string; bytes: number }[] }[]).flatMap(({ files }) => files)
  }
  const waiting = async () => (await test.house.db.query({ text: 'select count(*)::int as n from uploads', values: [] })).rows[0]?.['n']

  it('are uploaded, go with the reply under their names, and are downloads for those who see the case', async () => {
    const caseId = await caseOf(chenYu)
    const pdf = await upload('受理表（第 2 版）.pdf', '%PDF-1.7', { type: 'application/pdf' })
    expect(pdf).toMatchObject({ status: 201, body: { name: '受理表（第 2 版）.pdf', type: 'application/pdf', bytes: 8 } })
    const page = await uploaded('说明.html', '<script>alert(1)</script>', { type: 'text/html' })
    expect((await write(caseId, [page, String(pdf.body['id'])])).status).toBe(200)
    expect(await waiting()).toBe(0)
    await test.advanceTo(later(test.house.now(), 10 * SECOND))
    const raw = must(servers.smtpServer.accepted.findLast(({ raw: each }) => each.includes('filename')), 'it was sent').raw
    // RFC 2231: the name in UTF-8, percent-encoded, whatever its length.
    expect(raw.toString()).toMatch(/filename\*0\*=utf-8''%E5%8F%97%E7%90%86/i)
    const opened = openMail(raw, MAIL_LIMITS)
    assert(!('rejected' in opened), 'what we send we can read')
    expect(opened.reading.attachments.map(({ name, type, bytes }) => [name, type, bytes])).toEqual([['说明.html', 'text/html', 25], ['受理表（第 2 版）.pdf', 'application/pdf', 8]])
    const shown = await filesOf(caseId)
    expect(shown.map(({ name }) => name)).toEqual(['说明.html', '受理表（第 2 版）.pdf'])
    const url = `/api/v1/attachments/${shown[0]?.id}`
    expect(await test.call({ method: 'GET', url, as: chenYu.cookie })).toMatchObject({ status: 200, text: '<script>alert(1)</script>', headers: { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="careloop-${shown[0]?.id}.html"; filename*=UTF-8''%E8%AF%B4%E6%98%8E.html` } })
    expect((await test.call({ method: 'GET', url, as: zhaoLei.cookie })).status).toBe(404)
  })

  it('go with a note too, and to nobody outside', async () => {
    const caseId = await caseOf(chenYu)
    const before = servers.smtpServer.accepted.length
    expect((await write(caseId, [await uploaded('现场.jpg', 'jpeg')], { kind: 'notes' })).status).toBe(200)
    await test.settle()
    expect((await filesOf(caseId)).map(({ name }) => name)).toEqual(['现场.jpg'])
    expect(servers.smtpServer.accepted.slice(before).filter(({ raw }) => raw.includes('filename'))).toEqual([])
  })

  it('belong to whoever uploaded them, and go once', async () => {
    const [caseId, other] = [await caseOf(chenYu), await caseOf(zhaoLei)]
    const file = await uploaded('a.txt', 'a')
    const taken = await write(other, [file], { who: zhaoLei })
    expect([taken.status, codeOf(taken)]).toEqual([422, 'message.file_unknown'])
    expect((await write(caseId, [file, file])).status).toBe(200)
    expect(codeOf(await write(caseId, [file]))).toBe('message.file_unknown')
    expect(await filesOf(caseId)).toHaveLength(1)
  })

  it('are at most ten and 25 MB; what is refused changes nothing', async () => {
    const caseId = await caseOf(chenYu)
    const small = await Promise.all(Array.from({ length: 11 }, (_, n) => uploaded(`${n}.txt`, String(n))))
    expect(codeOf(await write(caseId, small))).toBe('message.too_many_files')
    const large = [await uploaded('a.zip', Buffer.alloc(25 * MEGABYTE)), await uploaded('b.zip', 'b')]
    expect(codeOf(await write(caseId, large))).toBe('message.files_too_large')
    expect([await filesOf(caseId), await waiting()]).toEqual([[], 13])
    expect((await write(caseId, small.slice(1))).status).toBe(200)
    expect((await filesOf(caseId)).map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, n) => `${n + 1}.txt`))
  })

  it.each(['content-length', 'chunked'])('one above 25 MB is refused in words, and the sender can read them (%s)', async (how) => {
    const before = await waiting()
    const socket = connect((test.http.server.address() as AddressInfo).port, '127.0.0.1')
    socket.setEncoding('utf8').on('error', () => undefined)
    const content = Buffer.alloc(30 * MEGABYTE)
    const length = how === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${content.length}`
    const head = ['POST /api/v1/files HTTP/1.1', 'host: localhost', 'origin: http://localhost:3000', `cookie: ${chenYu.cookie}`, 'content-type: application/zip', 'x-file-name: a.zip', length, '', ''].join('\r\n')
    const body = how === 'chunked' ? [`${content.length.toString(16)}\r\n`, content, '\r\n0\r\n\r\n'] : [content]
    for (const piece of [head, ...body]) await new Promise((resolve) => void socket.write(piece, resolve))
    let heard = ''
    socket.on('data', (text: string) => (heard += text)).end()
    await once(socket, 'close')
    expect(heard).toMatch(/^HTTP\/1\.1 413 /)
    expect(heard).toContain('文件不能超过 25 MB')
    expect(await waiting()).toBe(before)
  })

  it('that no message took within a day are cleared away, from the disk too', async () => {
    const { db, files, now } = test.house
    const caseId = await caseOf(chenYu)
    const [kept, left] = [await uploaded('kept.txt', 'kept'), await uploaded('left.txt', 'left')]
    await write(caseId, [kept])
    await db.write([giveUpUploads(later(now(), -DAY), now())])
    expect((await files.read(left as Id)).toString()).toBe('left')
    test.clock.now = later(now(), DAY)
    await db.write([giveUpUploads(later(now(), -DAY), now())])
    await removeArchived(db, files, now())
    await expect(files.read(left as Id)).rejects.toMatchObject({ code: 'files.missing' })
    expect([(await files.read(kept as Id)).toString(), await waiting()]).toEqual(['kept', 0])
    expect(codeOf(await write(caseId, [left]))).toBe('message.file_unknown')
  })

  it('need a name, and somebody who may write on cases', async () => {
    expect(codeOf(await upload('文件夹/', 'x'))).toBe('file.bad_name')
    const answer = await test.http.inject({ method: 'POST', url: '/api/v1/files', headers: { origin: 'http://localhost:3000', cookie: chenYu.cookie, 'content-type': 'text/plain' }, payload: 'x' })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'request.invalid'])
    expect((await upload('空.txt', '')).body).toMatchObject({ bytes: 0 })
  })
})
