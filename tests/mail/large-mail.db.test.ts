import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseMasterKeys } from '#platform/crypto/master-key.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import { systemTime } from '#platform/runtime.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { plainEnvironment } from '#tests/setup/plain-environment.ts'
import { letter } from './letters.ts'
import { startStandInServers, type StandInServers } from './standins/stand-in-servers.ts'

const MEGABYTE = 1 << 20
const KEY = Buffer.alloc(32, 7).toString('base64')
const sealing = createSealing(parseMasterKeys(KEY))

/** A file of so many bytes as it stands in a mail. */
function enclosed(bytes: number): string {
  const line = (length: number) => `${Buffer.alloc(length, 'x').toString('base64')}\r\n`
  return line(57).repeat(Math.floor(bytes / 57)) + line(bytes % 57)
}
/** A mail with one file of so many bytes. */
const withFile = (bytes: number): Buffer =>
  Buffer.from(
    [
      'From: wang.li@customer.test', 'To: anna@care.test', 'Subject: log', 'Message-ID: <large@customer.test>', 'Date: Sun, 22 Nov 2026 09:00:00 +0800', 'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'see the file',
      '--b', 'Content-Type: application/zip', 'Content-Disposition: attachment; filename=log.zip', 'Content-Transfer-Encoding: base64', '', `${enclosed(bytes)}--b--`, '',
    ].join('\r\n'),
  )

describe.skipIf(!existsSync('/proc/self/status'))('a mail of fifty megabytes', () => {
  let fresh: FreshDatabase
  let servers: StandInServers
  let folder: string
  beforeEach(async () => {
    ;[fresh, servers, folder] = await Promise.all([freshDatabase(), startStandInServers(), mkdtemp(join(tmpdir(), 'careloop-large-'))])
    await fresh.db.query(mailboxRow(sealing, systemTime(), servers.anna))
  })
  afterEach(async () => {
    await servers.stop()
    await fresh.drop()
    await rm(folder, { recursive: true, force: true })
  })

  it('grows the server by a bounded amount while it is fetched, kept, read and taken in', async () => {
    const env = { ...plainEnvironment(), DATABASE_URL: fresh.url, CARELOOP_DATA: folder, CARELOOP_MASTER_KEY: KEY, CARELOOP_PORT: '0' }
    const server = spawn(process.execPath, [join(import.meta.dirname, 'mail-worker-apart.ts')], { env, stdio: ['pipe', 'inherit', 'inherit'] })
    const ended = once(server, 'close')
    const mail = withFile(37 * MEGABYTE)
    servers.imapServer.deliver('anna', letter({}))
    await settled(1)
    const before = await peak(server.pid ?? 0)
    servers.imapServer.deliver('anna', mail)
    await settled(2)
    const after = await peak(server.pid ?? 0)
    server.stdin.end()
    await ended
    expect(await taken()).toEqual([{ bytes: mail.length, file: 37 * MEGABYTE }])
    // Held whole at each step it was 350 MB and more; the mail itself, decoded once, and what the collector leaves lying is some 200.
    expect((after - before) / MEGABYTE).toBeLessThan(280)
  }, 120_000)

  const taken = async () =>
    (await fresh.db.query({ text: `select m.bytes, a.bytes as file from inbound_mails m join attachments a on a.message_id = m.message_id where status = 'taken'`, values: [] })).rows

  async function settled(count: number): Promise<void> {
    for (;;) {
      const { rows } = await fresh.db.query({ text: `select count(*)::int as n from inbound_mails where status <> 'stored'`, values: [] })
      if (rows[0]?.['n'] === count) return
    }
  }
})

/** The most memory the process ever had. */
async function peak(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}
