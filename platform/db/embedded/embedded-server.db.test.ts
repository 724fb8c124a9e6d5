import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyBinaries, findBinaries } from './binaries.ts'
import { startEmbedded } from './embedded-server.ts'
import type { EmbeddedServer } from './embedded-server.ts'
import { isAlive } from './postmaster.ts'

const asRoot = process.getuid?.() === 0
const settings = { fsync: 'off' }

async function ask(url: string, text: string): Promise<Record<string, unknown> | undefined> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows[0]
  } finally {
    await client.end()
  }
}

describe('the embedded database', () => {
  let folder: string
  let servers: EmbeddedServer[]
  beforeEach(async () => {
    servers = []
    folder = await mkdtemp(join(tmpdir(), 'careloop-embedded-'))
    await chmod(folder, 0o755)
  })
  afterEach(async () => {
    for (const server of servers) {
      await server.stop()
      if (server.place.root !== folder) await rm(server.place.root, { recursive: true, force: true })
    }
    await rm(folder, { recursive: true, force: true })
  })
  const start = async (at = folder) => {
    const server = await startEmbedded({ folder: at, settings })
    servers.push(server)
    return server
  }
  const data = () => join(folder, 'postgres/data')

  it('speaks UTF8, finds Chinese by trigrams and listens on this machine only, behind a password', async () => {
    const server = await start()
    await server.createDatabase('careloop')
    await server.createDatabase('careloop')
    await ask(server.url('careloop'), 'create extension pg_trgm')
    expect(await ask(server.url('careloop'), `select cardinality(show_trgm('客户投诉')) > 0 as found, current_setting('listen_addresses') as listens,
      current_setting('unix_socket_directories') as sockets, current_setting('server_encoding') as encoding`))
      .toEqual({ found: true, listens: '127.0.0.1', sockets: '', encoding: 'UTF8' })
    await expect(ask(server.url('careloop').replace(/:[^:@/]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
    expect((await stat(join(folder, 'postgres/password'))).mode & 0o777).toBe(0o600)
  })

  it('keeps its data from one start to the next', async () => {
    const first = await start()
    await ask(first.url('postgres'), 'create table kept as select 7 as n')
    await first.stop()
    expect(await isAlive(first.pid)).toBe(false)
    const second = await start()
    expect([second.adopted, await ask(second.url('postgres'), 'select n from kept')]).toEqual([false, { n: 7 }])
  })

  it('outlives a killed parent and is adopted by the next start', async () => {
    const script = `import { startEmbedded } from '#platform/db/embedded/embedded-server.ts'
      const server = await startEmbedded({ folder: ${JSON.stringify(folder)}, settings: { fsync: 'off' } })
      process.stdout.write(String(server.pid)); setInterval(() => undefined, 1000)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: join(import.meta.dirname, '../../..'), stdio: ['ignore', 'pipe', 'inherit'] })
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer]
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    const next = await start()
    expect([next.adopted, next.pid]).toEqual([true, Number(pid.toString())])
    await next.stop()
    expect(await isAlive(next.pid)).toBe(false)
  })

  it('starts again after it was killed itself, with what was committed', async () => {
    const first = await start()
    await ask(first.url('postgres'), 'create table kept as select 7 as n')
    process.kill(first.pid, 'SIGKILL')
    const second = await start()
    expect(await ask(second.url('postgres'), 'select n from kept')).toEqual({ n: 7 })
  })

  it('is shared by all who start it, and stopped by the last', async () => {
    const [first, second] = await Promise.all([start(), start()])
    expect(first.pid).toBe(second.pid)
    expect([first.adopted, second.adopted].sort()).toEqual([false, true])
    await first.stop()
    expect(await ask(second.url('postgres'), 'select 1 as one')).toEqual({ one: 1 })
    await second.stop()
    expect(await isAlive(second.pid)).toBe(false)
  })

  it('refuses data of a newer PostgreSQL and leaves it alone', async () => {
    await (await start()).stop()
    await writeFile(join(data(), 'PG_VERSION'), '99\n')
    await expect(start()).rejects.toMatchObject({ code: 'db.embedded.newer_data', params: { data: '99' } })
    expect(await readFile(join(data(), 'PG_VERSION'), 'utf8')).toBe('99\n')
  })

  it('does not touch a lock file that names a process which is not PostgreSQL', async () => {
    await (await start()).stop()
    const lock = `${process.pid}\n${data()}\n0\n5432\n\n127.0.0.1\n`
    await writeFile(join(data(), 'postmaster.pid'), lock)
    await expect(start()).rejects.toMatchObject({ code: 'db.embedded.pid_taken', params: { pid: process.pid } })
    expect(await readFile(join(data(), 'postmaster.pid'), 'utf8')).toBe(lock)
  })

  it('starts over a lock file of a process that is gone', async () => {
    const first = await start()
    await first.stop()
    await writeFile(join(data(), 'postmaster.pid'), `${first.pid}\n${data()}\n0\n5432\n\n127.0.0.1\n`)
    expect((await start()).adopted).toBe(false)
  })

  it('says so when the folder cannot be used, and leaves nothing half made', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(start(file)).rejects.toMatchObject({ code: 'db.embedded.not_writable' })
    await expect(start(join(file, 'below'))).rejects.toMatchObject({ code: 'db.embedded.not_writable' })
    expect(await readdir(folder)).toEqual(['file'])
  })

  it.runIf(asRoot)('lives elsewhere when its user cannot enter the folder, and says where', async () => {
    await chmod(folder, 0o700)
    const server = await start()
    expect(server.place).toMatchObject({ moved: true, root: expect.stringMatching(/^\/var\/lib\/careloop\/careloop-embedded-/) })
    expect(await readdir(folder)).toEqual([])
    expect(await ask(server.url('postgres'), 'select 1 as one')).toEqual({ one: 1 })
  })

  it('copies its programs whole, once', async () => {
    const binaries = await findBinaries()
    const [copy, again] = await Promise.all([copyBinaries(binaries, folder), copyBinaries(binaries, folder)])
    expect(copy.home).toBe(again.home)
    const child = spawn(join(copy.home, 'bin/postgres'), ['--version'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    expect(said.toString()).toContain(`PostgreSQL) ${binaries.major}`)
    expect(await readdir(folder)).toHaveLength(1)
  })
})
