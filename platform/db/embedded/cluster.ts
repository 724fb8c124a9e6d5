import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '#kernel/fault.ts'
import { giveTo } from './place.ts'
import type { Place } from './place.ts'
import { isAlive } from './postmaster.ts'

/** The files of one PostgreSQL: its data, its password, its log. */
export type Cluster = { readonly folder: string; readonly data: string; readonly password: string; readonly log: string }
export const SUPERUSER = 'careloop'
const STAGED = 'postgres.new-'
/** A file that could be extended in part only says the same as ENOSPC. */
export const DISK_FULL = /No space left on device|wrote only \d+ of \d+ bytes|Check free disk space/

/** The cluster of this place, made if there is none; data of another major version is a Fault. */
export async function openCluster(place: Place): Promise<Cluster> {
  const folder = join(place.root, 'postgres')
  const data = join(folder, 'data')
  if ((await majorOf(data, place)) === null) await createCluster(place, folder)
  const major = await majorOf(data, place)
  const params = { data: String(major), program: place.binaries.major }
  if (major !== null && major > place.binaries.major) throw new Fault('db.embedded.newer_data', { retryable: false, params })
  if (major !== null && major < place.binaries.major) throw new Fault('db.embedded.older_data', { retryable: false, params })
  const password = (await readFile(join(folder, 'password'), 'utf8').catch((error: unknown) => notReadable(error, folder))).trim()
  return { folder, data, password, log: join(folder, 'log') }
}

async function majorOf(data: string, place: Place): Promise<number | null> {
  const text = await readFile(join(data, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    return notReadable(error, place.root)
  })
  return text === null ? null : Number.parseInt(text, 10)
}

function notReadable(cause: unknown, folder: string): never {
  throw new Fault('db.embedded.not_writable', { cause, retryable: false, params: { folder } })
}

/** Made beside its place and moved there whole, so that a full disk or a kill leaves nothing half done. */
async function createCluster(place: Place, folder: string): Promise<void> {
  await removeUnfinished(place.root)
  const staged = join(place.root, `${STAGED}${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(staged, { mode: 0o700 })
    const secret = join(staged, 'password')
    await writeFile(secret, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    await giveTo(place.user, staged)
    await giveTo(place.user, secret)
    await initdb(place, join(staged, 'data'), secret)
    await rename(staged, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } catch (error) {
    throw error instanceof Fault ? error : initFault(error, place.root)
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
}

async function removeUnfinished(root: string): Promise<void> {
  const left = (await readdir(root)).filter((name) => name.startsWith(STAGED))
  for (const name of left) {
    if (!(await isAlive(Number.parseInt(name.slice(STAGED.length), 10)))) await rm(join(root, name), { recursive: true, force: true })
  }
}

async function initdb(place: Place, data: string, secret: string): Promise<void> {
  const flags = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', `--username=${SUPERUSER}`, `--pwfile=${secret}`]
  const child = spawn(join(place.binaries.home, 'bin/initdb'), ['-D', data, ...flags], {
    ...identityOf(place),
    cwd: place.root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw initFault(new Error(said.trim()), place.root)
}

function initFault(cause: unknown, folder: string): Fault {
  const { code, message } = cause as NodeJS.ErrnoException
  const params = { folder, reason: message.split('\n').find((line) => /error|fatal|could not/i.test(line)) ?? message.slice(0, 300) }
  if (code === 'ENOSPC' || DISK_FULL.test(message)) return new Fault('db.disk_full', { cause, retryable: false, params })
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || /Permission denied|Read-only file system/.test(message)) {
    return new Fault('db.embedded.not_writable', { cause, retryable: false, params })
  }
  return new Fault('db.embedded.failed', { cause, retryable: false, params })
}

/** Who runs the programs of this place, with nothing of our environment but the way to other programs. */
export const identityOf = ({ user }: Place) => ({
  ...(user ? { uid: user.uid, gid: user.gid } : {}),
  env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
})
