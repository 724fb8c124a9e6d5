import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { createHash } from 'node:crypto'
import { must } from '#kernel/assert.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Config } from '#platform/config/config.ts'
import { withDatabase } from '#platform/db/connect.ts'
import { systemTime } from '#platform/runtime.ts'
import { VERSION } from '#apps/server/version.ts'
import { copyDurably, treeOf, writeManifest, type Entry, type Manifest } from './backup-manifest.ts'

/** What a running database has for itself alone: PostgreSQL makes it anew. Of WAL only what belongs to the backup is taken. */
const NOT_COPIED = /^(?:postmaster\.(?:pid|opts)|backup_label(?:\.old)?|tablespace_map(?:\.old)?|(?:pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans|pg_wal)\/.*)$|(?:^|\/)pgsql_tmp|(?:^|\/)pg_internal\.init/
const SEGMENT = /^[0-9A-F]{24}$/

export type Written = Manifest & { readonly bytes: number }
/** Where a backup cannot be written: not empty, or not a folder. */
export type Occupied = { readonly occupied: string }

/** Backs up into a new folder, which gets its name only when everything lies in it. */
export async function writeBackup(config: Config, folder: string): Promise<Written | Occupied> {
  if (!(await isFree(folder))) return { occupied: folder }
  const staged = `${folder}.unfinished-${process.pid}`
  try {
    await mkdir(staged, { recursive: true, mode: 0o700 })
    const manifest = await withDatabase(config, ({ dataDir, url }) => fill(staged, { config, dataDir, url }))
    await writeManifest(staged, manifest)
    await rm(folder, { recursive: true, force: true })
    await rename(staged, folder)
    return { ...manifest, bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) }
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
}

async function isFree(folder: string): Promise<boolean> {
  await mkdir(dirname(folder), { recursive: true })
  const found = await stat(folder).catch(() => null)
  return found === null || (found.isDirectory() && (await readdir(folder)).length === 0)
}

type Source = { readonly config: Config; readonly dataDir: string; readonly url: string }

/** The database first, then the files: a file lies on disk before anything refers to it, so what the copy of the database knows is among them. */
async function fill(staged: string, { config, dataDir, url }: Source): Promise<Manifest> {
  const database = config.databaseUrl === null ? await copyCluster(staged, { dataDir, url }) : null
  const files = await copyTree(join(dataDir, 'files'), staged, 'files', (path) => path.endsWith('.part'))
  const key = config.masterKey === null ? await copyDurably(join(dataDir, 'master.key'), join(staged, 'master.key')) : null
  return {
    format: 1,
    product: VERSION,
    createdAt: formatInstant(systemTime()),
    database: database === null ? null : { major: database.major },
    key: key !== null,
    folders: [...(database?.folders ?? []), ...files.folders],
    files: [...(database?.files ?? []), ...files.files, ...(key === null ? [] : [{ path: 'master.key', ...key }])],
  }
}

type Copied = { readonly folders: readonly string[]; readonly files: readonly Entry[] }

async function copyTree(root: string, staged: string, name: string, skips: (path: string) => boolean): Promise<Copied> {
  const tree = await treeOf(root, skips)
  const files: Entry[] = []
  for (const path of tree.files) {
    const copied = await copyDurably(join(root, path), join(staged, name, path))
    if (copied !== null) files.push({ path: `${name}/${path}`, ...copied })
  }
  return { folders: tree.folders.map((path) => `${name}/${path}`), files }
}

/** PostgreSQL's own way of copying a running cluster: start, copy, stop, and the WAL between; the session must last throughout. */
async function copyCluster(staged: string, { dataDir, url }: Pick<Source, 'dataDir' | 'url'>): Promise<Copied & { readonly major: number }> {
  const client = new Client({ connectionString: url, application_name: 'careloop backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const one = async (text: string, values: readonly unknown[] = []) => must((await client.query<Record<string, string>>(text, [...values])).rows[0], 'one row is asked for')
    const { major } = await one(`select current_setting('server_version_num')::int / 10000 as major`)
    // A slot of this session keeps the WAL from being cleared away before it is copied.
    await one('select pg_create_physical_replication_slot($1, true, true)', [`careloop_backup_${process.pid}`])
    const { first } = await one(`select pg_walfile_name(pg_backup_start('careloop', true)) as first`)
    const cluster = await copyTree(join(dataDir, 'postgres/data'), staged, 'postgres/data', (path) => NOT_COPIED.test(path))
    const stop = await one('select pg_walfile_name(lsn) as last, labelfile from pg_backup_stop(false)')
    const wal = await copyTree(join(dataDir, 'postgres/data/pg_wal'), staged, 'postgres/data/pg_wal', (name) => !SEGMENT.test(name) || name < must(first, 'a first segment') || name > must(stop['last'], 'a last segment'))
    const label = await writeLabel(staged, must(stop['labelfile'], 'a backup has a label'))
    const password = await copyDurably(join(dataDir, 'postgres/password'), join(staged, 'postgres/password'))
    return { major: Number(major), folders: cluster.folders, files: [...cluster.files, ...wal.files, label, ...(password === null ? [] : [{ path: 'postgres/password', ...password }])] }
  } finally {
    await client.end()
  }
}

async function writeLabel(staged: string, text: string): Promise<Entry> {
  const path = 'postgres/data/backup_label'
  await writeFile(join(staged, path), text, { mode: 0o600, flush: true })
  return { path, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') }
}
