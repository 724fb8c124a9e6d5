import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { administration } from '#apps/server/administration.ts'
import { cases } from '#apps/server/cases.ts'
import { health } from '#apps/server/health.ts'
import type { Part } from '#apps/server/part.ts'
import { people } from '#apps/server/people.ts'
import { openInboundStore } from '#channels/email/in/inbound-store.ts'
import { startMailFetcher, type MailFetcher } from '#channels/email/in/mail-fetcher.ts'
import { must } from '#kernel/assert.ts'
import { MINUTE, later, parseInstant } from '#kernel/instant.ts'
import { seededRng } from '#kernel/rng.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import { openFileStore } from '#platform/files/file-store.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'
import { letter } from './letters.ts'
import { openMailHouse, type MailHouse } from './mail-house.ts'
import { startStandInServers, type StandInServers } from './standins/stand-in-servers.ts'

describe.skipIf(!existsSync('/dev/full'))('a mail that comes while the disk of the files is full', () => {
  let house: MailHouse
  let servers: StandInServers
  let folder: string
  let fetcher: MailFetcher
  beforeEach(async () => {
    ;[house, servers, folder] = await Promise.all([openMailHouse(), startStandInServers(), mkdtemp(join(tmpdir(), 'careloop-full-'))])
    await house.addMailbox(servers.anna)
  })
  afterEach(async () => {
    await fetcher.stop()
    await servers.stop()
    await house.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('stays unseen on its server, the mailbox says why, and it comes again when there is room', async () => {
    // The file of the first attempt is a device that is always full.
    const [full, ...others] = [systemIds(), systemIds(), systemIds(), systemIds()]
    const ids = [must(full, 'an id'), ...others]
    await mkdir(join(folder, String(full).slice(-2)))
    await symlink('/dev/full', join(folder, String(full).slice(-2), `${full}.part`))
    const { db } = house
    const files = openFileStore(folder, createSealing([{ id: '0a1b2c3d', bytes: Buffer.alloc(32, 7) }]))
    const inbound = openInboundStore({ db, files, now: systemTime, newId: () => ids.shift() ?? systemIds() })
    const troubles: unknown[] = []
    const store = {
      ...inbound,
      troubled: async (...given: Parameters<typeof inbound.troubled>) => {
        await inbound.troubled(...given)
        const [row] = (await db.query({ text: 'select last_error from mailboxes where id = $1', values: [servers.anna.id] })).rows
        troubles.push({ error: row?.['last_error'], seen: seen(), stored: await house.stored(), left: (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => !entry.isDirectory()).length })
      },
    }
    const seen = () => servers.imapServer.folder('anna').mails.map(({ flags }) => flags.has('\\Seen'))
    servers.imapServer.deliver('anna', letter({ subject: '不能丢' }))
    const wait = (ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => (ms < 20_000 ? void setImmediate(resolve) : signal.addEventListener('abort', () => resolve(), { once: true })))
    fetcher = startMailFetcher({ store, mailboxes: async () => [servers.anna], now: systemTime, random: seededRng(1), log: createLog('silent'), wait })
    await servers.imapServer.heard(/^IDLE/)
    expect(troubles).toEqual([{ error: 'files.disk_full', seen: [false], stored: [], left: 0 }])
    expect([seen(), (await house.stored()).map(({ status }) => status)]).toEqual([[true], ['stored']])
  })
})

const NO_ROOM = `do $$ begin raise exception using errcode = '53100', message = 'could not extend file "base/16384/16500": No space left on device'; end $$`
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounts()

describe('a server whose disk is full', () => {
  let test: TestHouse
  /** Writes what the database has no room for. */
  const filling: Part = {
    name: 'filling',
    role: 'web',
    open: async ({ db }, http) => {
      http?.get('/api/v1/filling', { config: { access: 'anyone' } }, async () => db.write([{ text: NO_ROOM, values: [] }]))
      return null
    },
  }
  beforeAll(async () => {
    test = await openTestHouse({ at: must(parseInstant('2026-11-23T09:30:00+08:00'), 'an instant'), parts: [people, cases, administration, health, filling] })
  })
  afterAll(() => test.close())

  const healthNow = async () => {
    const { status, body } = await test.call({ method: 'GET', url: '/api/v1/health' })
    return [status, body]
  }

  it('says so when it was the database’s, in a sentence and in its health, until a write succeeds', async () => {
    expect(await healthNow()).toEqual([200, { alive: true, database: true, room: true }])
    const answer = await test.call({ method: 'GET', url: '/api/v1/filling' })
    expect([answer.status, answer.body['error'], answer.headers['retry-after']]).toMatchObject([503, { code: 'db.disk_full', message: '数据库的磁盘满了，这次没有保存；请联系管理员腾出空间后再试' }, '2'])
    expect(await healthNow()).toEqual([503, { alive: true, database: true, room: false }])
    await test.house.db.write([{ text: 'select 1', values: [] }])
    expect(await healthNow()).toEqual([200, { alive: true, database: true, room: true }])
  })

  it('forgets it after five minutes in which nobody has written', async () => {
    await test.call({ method: 'GET', url: '/api/v1/filling' })
    expect((await healthNow())[0]).toBe(503)
    test.clock.now = later(test.clock.now, 5 * MINUTE)
    expect((await healthNow())[0]).toBe(200)
  })

  it.skipIf(!canMount)('refuses an upload with 507 in words, keeps nothing of it, and takes it when there is room', async () => {
    const folder = join(test.house.connection.dataDir, 'files')
    await mkdir(folder, { recursive: true })
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder])
    const upload = async () => {
      const answer = await test.http.inject({ method: 'POST', url: '/api/v1/files', headers: { origin: 'http://localhost:3000', cookie: test.admin.cookie, 'content-type': 'application/zip', 'x-file-name': 'a.zip' }, payload: Buffer.alloc(1 << 20) })
      return { status: answer.statusCode, body: answer.json() as Record<string, unknown> }
    }
    const kept = async () => [(await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length, (await test.house.db.query({ text: 'select count(*)::int as n from files', values: [] })).rows[0]?.['n']]
    try {
      const before = await kept()
      expect(await upload()).toMatchObject({ status: 507, body: { error: { code: 'files.disk_full', message: '服务器存放文件的磁盘满了，这个文件没有保存；请联系管理员腾出空间后再试' } } })
      expect([await kept(), (await healthNow())[0]]).toEqual([before, 503])
      execFileSync('mount', ['-o', 'remount,size=8m', folder])
      expect(await upload()).toMatchObject({ status: 201 })
      expect((await healthNow())[0]).toBe(200)
    } finally {
      execFileSync('umount', ['-l', folder])
    }
  })
})

/** Whether this machine lets us make a small disk. */
function mounts(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
