import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Fault } from '#kernel/fault.ts'
import { copyBinaries, findBinaries } from './binaries.ts'
import type { Binaries } from './binaries.ts'

const run = promisify(execFile)
const USERS = ['postgres', 'careloop'] as const
const HOME_OF_DATA = '/var/lib/careloop'

/** The user PostgreSQL runs as; PostgreSQL refuses to run as root. */
export type DatabaseUser = { readonly name: string; readonly uid: number; readonly gid: number }
/** Where data and binaries are, and who runs them. `moved` when the wanted folder cannot be entered by that user. */
export type Place = { readonly root: string; readonly binaries: Binaries; readonly user: DatabaseUser | null; readonly moved: boolean }

/** Decides where an embedded database that was wanted in `folder` can live. As root it runs as another user, who must reach data and binaries. */
export async function findPlace(folder: string): Promise<Place> {
  const wanted = resolve(folder)
  const binaries = await findBinaries()
  if (process.getuid?.() !== 0) return { root: await ownFolder(wanted), binaries, user: null, moved: false }
  const user = await databaseUser()
  const moved = !(await reachable(wanted, user))
  const root = await ownFolder(moved ? join(HOME_OF_DATA, nameFor(wanted)) : wanted)
  if (!(await reachable(root, user))) throw new Fault('db.embedded.unreachable', { retryable: false, params: { folder: root, user: user.name } })
  const runnable = await reachable(join(binaries.home, 'bin'), user)
  return { root, binaries: runnable ? binaries : await copyBinaries(binaries, root), user, moved }
}

/** A name that people recognise and no other folder shares. */
function nameFor(folder: string): string {
  const label = basename(folder) === '.data' ? basename(dirname(folder)) : basename(folder)
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 8)
  return `${label.replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 32) || 'data'}-${digest}`
}

async function ownFolder(folder: string): Promise<string> {
  try {
    const made = await makeFolder(folder)
    if (made !== undefined && process.getuid?.() === 0) await chmod(folder, 0o755)
    await stat(join(folder, '.'))
  } catch (error) {
    throw new Fault('db.embedded.not_writable', { cause: error, retryable: false, params: { folder } })
  }
  return folder
}

/** Makes the folder and those above it that lack; the topmost one made. Node's own recursive mkdir never returns where a parent exists and refuses with ENOENT (/proc). */
async function makeFolder(folder: string): Promise<string | undefined> {
  if ((await stat(folder).catch(() => null))?.isDirectory()) return undefined
  const above = dirname(folder) === folder ? undefined : await makeFolder(dirname(folder))
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return above ?? folder
}

/** Whether every folder on the way down may be entered by the user; what does not exist yet will be made by us. */
async function reachable(folder: string, user: DatabaseUser): Promise<boolean> {
  const ways = [folder]
  for (let at = folder; dirname(at) !== at; at = dirname(at)) ways.push(dirname(at))
  for (const way of ways) {
    const found = await stat(way).catch(() => null)
    if (found && !found.isDirectory()) throw new Fault('db.embedded.not_writable', { retryable: false, params: { folder } })
    if (found && !mayEnter(found, user)) return false
  }
  return true
}

function mayEnter(folder: { mode: number; uid: number; gid: number }, user: DatabaseUser): boolean {
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0
  if (folder.gid === user.gid) return (folder.mode & 0o010) !== 0
  return (folder.mode & 0o001) !== 0
}

async function databaseUser(): Promise<DatabaseUser> {
  for (const name of USERS) {
    const user = await findUser(name)
    if (user) return user
  }
  await createUser('careloop')
  const created = await findUser('careloop')
  if (!created) throw new Fault('db.embedded.no_user', { retryable: false })
  return created
}

async function findUser(name: string): Promise<DatabaseUser | null> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : null
}

async function createUser(name: string): Promise<void> {
  const ways = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/false', name],
    ['adduser', '-S', '-D', '-H', name],
    ['adduser', '--system', '--group', '--no-create-home', name],
  ]
  for (const [command = '', ...rest] of ways) {
    const made = await run(command, rest).then(() => true, () => false)
    if (made) return
  }
  throw new Fault('db.embedded.no_user', { retryable: false })
}

/** Gives a path to the database's user. */
export async function giveTo(user: DatabaseUser | null, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid)
}
