import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainEnvironment } from '#tests/setup/plain-environment.ts'
import { isAlive, readPostmaster } from '#platform/db/embedded/postmaster.ts'

const BIN = join(import.meta.dirname, '../../bin')

type Said = { readonly child: ChildProcess; readonly out: () => string; readonly ended: Promise<number | null>; readonly says: (text: RegExp) => Promise<string> }

describe('the server', () => {
  let folder: string
  let running: Said[]
  beforeEach(async () => {
    running = []
    folder = await mkdtemp(join(tmpdir(), 'careloop-serve-'))
    await chmod(folder, 0o755)
  })
  afterEach(async () => {
    for (const { child, ended } of running) {
      child.kill('SIGTERM')
      await ended
    }
    const left = await readPostmaster(join(folder, 'postgres/data'))
    if (left && (await isAlive(left.pid))) await run('setup').ended
    await rm(folder, { recursive: true, force: true })
  })

  function run(command: string, environment: Record<string, string> = {}, args: readonly string[] = []): Said {
    const env = { ...plainEnvironment(), LANG: 'zh_CN.UTF-8', LC_ALL: '', CARELOOP_DATA: folder, CARELOOP_PORT: '0', ...environment }
    const child = spawn(join(BIN, command), args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const heard = new Set<() => void>()
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        for (const hear of heard) hear()
      })
    }
    const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
    const says = (text: RegExp) => new Promise<string>((resolve, reject) => {
      const hear = () => {
        const match = text.exec(said)
        if (match) resolve(match[1] ?? match[0])
      }
      heard.add(hear)
      hear()
      void ended.then((code) => reject(new Error(`ended with ${code}: ${said}`)))
    })
    const said_ = { child, out: () => said, ended, says }
    if (command === 'serve') running.push(said_)
    return said_
  }
  const ready = (server: Said) => server.says(/CareLoop 已启动：(http:\/\/localhost:\d+)/)
  const postmaster = () => readPostmaster(join(folder, 'postgres/data'))

  it('starts in an empty folder, answers, and on a signal drains and stops the database last', async () => {
    const server = run('serve')
    const address = await ready(server)
    expect(await (await fetch(`${address}/api/v1/health`)).json()).toEqual({ alive: true, database: true, room: true })
    expect((await fetch(`${address}/api/docs/`)).status).toBe(200)
    const database = await postmaster()
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect([await postmaster(), await isAlive(database?.pid ?? 0)]).toEqual([null, false])
  })

  it('finds everything again after kill -9', async () => {
    const first = run('serve')
    await ready(first)
    const before = await postmaster()
    first.child.kill('SIGKILL')
    await first.ended
    const second = run('serve')
    const address = await ready(second)
    expect((await postmaster())?.pid).toBe(before?.pid)
    expect((await fetch(`${address}/api/v1/health`)).status).toBe(200)
    expect(await run('audit', {}, ['verify']).says(/审计链完整/)).toBe('审计链完整')
  })

  it('brings a database that was killed under it back by itself', async () => {
    const server = run('serve')
    const address = await ready(server)
    const before = await postmaster()
    process.kill(before?.pid ?? 0, 'SIGKILL')
    let back = false
    while (!back) back = (await fetch(`${address}/api/v1/health`)).status === 200 && (await postmaster())?.pid !== before?.pid
    expect((await postmaster())?.port).toBe(before?.port)
    server.child.kill('SIGTERM')
    expect([await server.ended, await postmaster()]).toEqual([0, null])
  })

  it('runs web and worker apart on one database, which the last one stops', async () => {
    const web = run('serve', { CARELOOP_ROLE: 'web' })
    await ready(web)
    const worker = run('serve', { CARELOOP_ROLE: 'worker' })
    await worker.says(/后台进程已启动/)
    web.child.kill('SIGTERM')
    expect(await web.ended).toBe(0)
    expect(await isAlive((await postmaster())?.pid ?? 0)).toBe(true)
    worker.child.kill('SIGINT')
    expect(await worker.ended).toBe(0)
    expect(await postmaster()).toBeNull()
  })

  it('says what is wrong in one sentence and ends with an error: port taken, unknown setting, wrong key', async () => {
    const holder = createServer().listen(0, 'localhost')
    await once(holder, 'listening')
    const address = holder.address()
    const port = address !== null && typeof address === 'object' ? String(address.port) : ''
    const taken = run('serve', { CARELOOP_PORT: port })
    expect([await taken.ended, taken.out()]).toEqual([1, expect.stringContaining(`端口 ${port} 已被占用`)])
    holder.close()
    expect(await postmaster()).toBeNull()
    const unknown = run('serve', { CARELOOP_PROT: '1', LANG: 'en_US.UTF-8' })
    expect([await unknown.ended, unknown.out()]).toEqual([1, expect.stringContaining('Unknown setting CARELOOP_PROT')])
    const key = Buffer.alloc(32, 9).toString('base64')
    const foreign = run('serve', { CARELOOP_MASTER_KEY: key })
    expect([await foreign.ended, foreign.out()]).toEqual([1, expect.stringContaining('主密钥与数据库不符')])
    expect(foreign.out().trim().split('\n')).toHaveLength(1)
  })

  it('refuses a data folder that is a file, and data of a newer PostgreSQL', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    const unusable = run('serve', { CARELOOP_DATA: file })
    expect([await unusable.ended, unusable.out()]).toEqual([1, expect.stringContaining('不能读写')])
    expect(await run('setup').ended).toBe(0)
    await writeFile(join(folder, 'postgres/data/PG_VERSION'), '99\n')
    const newer = run('serve')
    expect([await newer.ended, newer.out()]).toEqual([1, expect.stringContaining('PostgreSQL 99')])
  })
})
