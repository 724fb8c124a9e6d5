import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Fault } from '#kernel/fault.ts'
import { DISK_FULL, identityOf, openCluster } from './cluster.ts'
import type { Cluster } from './cluster.ts'
import { takeHold, urlOf } from './guard.ts'
import type { Guard } from './guard.ts'
import { findPlace, giveTo } from './place.ts'
import type { Place } from './place.ts'
import { eventually, isAlive, isPostgres, readPostmaster } from './postmaster.ts'
import type { Postmaster } from './postmaster.ts'

const WAIT_MS = 10_000
const RECOVERY_MS = 300_000
const STOP_MS = 120_000
const POLL_MS = 50
/** Another start, a dying server or a lost race for the port: all pass by waiting. */
const PASSES = /lock file .* already exists|shared memory block|Address already in use|could not bind/

/** A running PostgreSQL of our own. `stop` stops it unless somebody else still uses it. */
export type EmbeddedServer = {
  readonly place: Place
  readonly port: number
  readonly pid: number
  readonly adopted: boolean
  /** Settles when the server went away without our stopping it. */
  readonly lost: Promise<void>
  url(database: string): string
  createDatabase(database: string): Promise<void>
  stop(): Promise<void>
}
/** `folder` is where the data is wanted; `settings` are PostgreSQL's own, for tests; `port` is free to choose unless somebody knows it already. */
export type EmbeddedOptions = { readonly folder: string; readonly settings?: Readonly<Record<string, string>>; readonly port?: number }

/** Starts the embedded PostgreSQL of a folder, or adopts the one that runs there already (left by a killed server, or another command's). */
export async function startEmbedded({ folder, settings = {}, port }: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await findPlace(folder)
  const cluster = await openCluster(place)
  for (let waited = 0; ; waited += POLL_MS) {
    const held = await takeRunning(cluster, waited)
    if (held) return serverOf({ place, cluster, adopted: true, ...held })
    const started = held === null ? await launch(place, cluster, { ...settings, port: String(port ?? (await freePort())) }) : null
    if (started && 'guard' in started) return serverOf({ place, cluster, adopted: false, ...started })
    if (started && (waited >= WAIT_MS || !PASSES.test(started.reason))) throw startFault(started.reason, place.root)
    await wait(POLL_MS)
  }
}

/** The server that runs in this folder now, held; undefined: one is there, ask again; null: none is alive. */
async function takeRunning(cluster: Cluster, waited: number): Promise<{ guard: Guard; postmaster: Postmaster } | undefined | null> {
  const postmaster = await readPostmaster(cluster.data)
  if (!postmaster || !(await isAlive(postmaster.pid))) return null
  const { pid } = postmaster
  if (!(await isPostgres(pid))) throw new Fault('db.embedded.pid_taken', { retryable: false, params: { pid, folder: cluster.data } })
  const guard = await takeHold(cluster, postmaster.port)
  if (guard !== null && guard !== 'starting') return { guard, postmaster }
  if (waited >= (guard === 'starting' ? RECOVERY_MS : WAIT_MS)) throw new Fault('db.embedded.not_answering', { retryable: true, params: { pid } })
  return undefined
}

type Started = { readonly guard: Guard; readonly postmaster: Postmaster } | { readonly reason: string }

async function launch(place: Place, cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<Started> {
  const port = Number(settings['port'])
  const log = await open(cluster.log, 'a')
  await giveTo(place.user, cluster.log)
  const from = (await log.stat()).size
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', jit: 'off', ...settings }
  const child = spawn(
    join(place.binaries.home, 'bin/postgres'),
    ['-D', cluster.data, ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { ...identityOf(place), cwd: cluster.data, detached: true, stdio: ['ignore', log.fd, log.fd] },
  )
  const ended = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)).once('exit', () => resolve('')))
  await log.close()
  const guard = await holdWhenReady(cluster, port, child)
  child.unref()
  if (guard && child.pid !== undefined) return { guard, postmaster: { pid: child.pid, port } }
  const said = (await readFile(cluster.log)).subarray(from).toString()
  return { reason: (await ended) || said.slice(-2_000) }
}

async function holdWhenReady(cluster: Cluster, port: number, child: ChildProcess): Promise<Guard | null> {
  let guard: Guard | null = null
  await eventually(async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return true
    const postmaster = await readPostmaster(cluster.data)
    if (postmaster?.pid !== child.pid) return false
    const held = await takeHold(cluster, port)
    if (held === null || held === 'starting') return false
    guard = held
    return true
  }, RECOVERY_MS)
  return guard
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

function startFault(reason: string, folder: string): Fault {
  const line = reason.split('\n').find((text) => /FATAL|PANIC|ERROR/.test(text)) ?? reason.slice(0, 300)
  const params = { folder, reason: line.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') }
  if (DISK_FULL.test(reason)) return new Fault('db.disk_full', { retryable: false, params })
  if (/Permission denied|Read-only file system/.test(reason)) return new Fault('db.embedded.not_writable', { retryable: false, params })
  return new Fault('db.embedded.failed', { retryable: false, params })
}

type Held = { readonly place: Place; readonly cluster: Cluster; readonly adopted: boolean; readonly guard: Guard; readonly postmaster: Postmaster }

function serverOf({ place, cluster, adopted, guard, postmaster }: Held): EmbeddedServer {
  const { pid, port } = postmaster
  let stopping: Promise<void> | undefined
  const lost = new Promise<void>((resolve) => guard.client.once('end', () => stopping ?? resolve()))
  return {
    place, port, pid, adopted, lost,
    url: (database) => urlOf(cluster, port, database),
    createDatabase: (database) => createDatabase(guard, database),
    stop: () => (stopping ??= stopServer(guard, pid)),
  }
}

async function createDatabase(guard: Guard, database: string): Promise<void> {
  const { rowCount } = await guard.client.query('select from pg_database where datname = $1', [database])
  if (rowCount) return
  await guard.client.query(`create database ${guard.client.escapeIdentifier(database)}`).catch((error: unknown) => {
    if ((error as { code?: string }).code !== '42P04' && (error as { code?: string }).code !== '23505') throw error
  })
}

/** Fast shutdown: sessions end, a checkpoint is written, then the process goes. */
async function stopServer(guard: Guard, pid: number): Promise<void> {
  if (!(await guard.release())) return
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
  const gone = await eventually(async () => !(await isAlive(pid)), STOP_MS)
  await guard.client.end().catch(() => undefined)
  if (!gone) throw new Fault('db.embedded.not_stopping', { retryable: false, params: { pid } })
}
