import { spawn } from 'node:child_process'
import { appendFile, chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '#apps/server/start.ts'
import { prepareOpening } from '#capabilities/case/server/follow-ups.ts'
import { runCases } from '#capabilities/case/server/run-cases.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { verifyChain } from '#platform/audit/seal-chain.ts'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log/log.ts'
import { openRuntime } from '#platform/runtime.ts'
import { plainEnvironment } from '#tests/setup/plain-environment.ts'

const BACKUP = join(import.meta.dirname, '../../bin/backup')
const LETTER = Buffer.from('原始邮件：设备无法开机\r\n')

let folder: string
let server: RunningServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'careloop-backup-'))
  await chmod(folder, 0o755)
  server = await startServer(readConfig({ CARELOOP_DATA: join(folder, 'house'), CARELOOP_PORT: '0' }), createLog('silent'))
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

type Ended = { readonly code: number | null; readonly said: string }

/** Runs the command as an operator does, on this data folder. */
function backup(data: string, args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(BACKUP, args, { env: { ...plainEnvironment(), LANG: 'zh_CN.UTF-8', LC_ALL: '', CARELOOP_DATA: join(folder, data), ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}

/** A case with a file; answers the ids of both. */
async function openCase(): Promise<{ readonly caseId: Id; readonly fileId: Id }> {
  const { cases, files, db, newId, now } = server.house
  const [caseId, at] = [newId(), now()]
  const prepared = must(await prepareOpening(cases, { caseId, scenario: 'after-sales', customerId: null, channel: 'phone', teamId: null, role: null, parentId: null, facts: {}, messageId: null, auto: 'none', observed: false, at }), 'the scenario is in the handbook')
  const file = await files.put(newId(), LETTER, at)
  const [opened] = await runCases(cases, [{ caseId, command: prepared.command, scenario: prepared.scenario, actor: { kind: 'system' }, commandId: newId(), requestId: null, subject: '设备无法开机', rows: () => [file.insert] }])
  expect(opened?.ok).toBe(true)
  expect((await db.query({ text: 'select 1 from files where id = $1', values: [file.id] })).rowCount).toBe(1)
  return { caseId, fileId: file.id }
}

describe('a backup', () => {
  const before: { readonly caseId: Id; readonly fileId: Id }[] = []

  it('is taken while people work, and says what to do with the key', async () => {
    for (let made = 0; made < 5; made++) before.push(await openCase())
    let working = true
    const work = (async () => {
      while (working) await openCase()
    })()
    const done = await backup('house', [join(folder, 'copy')])
    working = false
    await work
    expect(done.said).toMatch(/已备份到 .*个文件/)
    expect(done.said).toContain('master.key')
    expect(done.code).toBe(0)
    expect((await backup('house', ['verify', join(folder, 'copy')])).said).toContain('备份完好')
  })

  it('goes into an empty data folder, where cases, files and the audit chain are found again', async () => {
    const done = await backup('again', ['restore', join(folder, 'copy')])
    expect(done.said).toMatch(/已恢复到 .*\n数据库能启动，审计链完整/)
    expect(done.code).toBe(0)
    const runtime = await openRuntime(readConfig({ CARELOOP_DATA: join(folder, 'again') }), createLog('silent'))
    try {
      const { rows } = await runtime.db.query({ text: 'select id from cases where id = any($1::uuid[])', values: [before.map(({ caseId }) => caseId)] })
      expect(rows).toHaveLength(before.length)
      const known = await runtime.db.query({ text: 'select id from files', values: [] })
      for (const row of known.rows) expect(await runtime.files.read(row['id'] as Id)).toEqual(LETTER)
      const torn = await runtime.db.query({ text: `select c.id from cases c where c.version <> (select count(*) from events e where e.stream_id = c.id)`, values: [] })
      expect(torn.rows).toEqual([])
      expect((await verifyChain(runtime.db)).ok).toBe(true)
    } finally {
      await runtime.connection.close()
    }
  })

  it('is never written over anything, and never restored over anything', async () => {
    expect(await backup('house', [join(folder, 'copy')])).toMatchObject({ code: 1, said: expect.stringContaining('不是空文件夹') as string })
    expect(await backup('again', ['restore', join(folder, 'copy')])).toMatchObject({ code: 1, said: expect.stringContaining('里已有数据') as string })
  })

  it('that was damaged is refused, and nothing is written', async () => {
    await appendFile(join(folder, 'copy/postgres/data/PG_VERSION'), ' ')
    const done = await backup('third', ['restore', join(folder, 'copy')])
    expect(done).toMatchObject({ code: 1, said: expect.stringContaining('postgres/data/PG_VERSION') as string })
    expect(await readdir(join(folder, 'third'))).toEqual([])
    expect((await backup('house', ['verify', join(folder, 'copy')])).code).toBe(1)
  })

  it('of a server of one’s own has files and key, and says who backs up the database', async () => {
    const done = await backup('house', [join(folder, 'files-only')], { DATABASE_URL: server.house.connection.url })
    expect(done).toMatchObject({ code: 0, said: expect.stringContaining('pg_basebackup') as string })
    expect((await readdir(join(folder, 'files-only'))).toSorted()).toEqual(['files', 'manifest.json', 'master.key'])
    expect((await backup('fourth', ['restore', join(folder, 'files-only')])).said).toContain('不含数据库')
    const restored = await backup('fourth', ['restore', join(folder, 'files-only')], { DATABASE_URL: server.house.connection.url })
    expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('文件与密钥已恢复') as string })
  })
})
