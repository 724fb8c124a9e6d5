import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { verifyChain, type Verification } from '#platform/audit/seal-chain.ts'
import type { Config } from '#platform/config/config.ts'
import { withDatabase } from '#platform/db/connect.ts'
import { findPlace, giveTo, type DatabaseUser } from '#platform/db/embedded/place.ts'
import { copyDurably, damagedFiles, readManifest, type Manifest } from './backup-manifest.ts'

/** How a restore ended. Where it is refused nothing has been written. */
export type Restored =
  | { readonly ok: true; readonly root: string; readonly manifest: Manifest; /** What the started database says of itself; null when it is a server of one's own. */ readonly chain: Verification | null }
  | { readonly ok: false; readonly why: 'no_backup' | 'not_empty' | 'needs_own_server' | 'needs_embedded'; readonly where: string }
  | { readonly ok: false; readonly why: 'damaged'; readonly files: readonly string[] }

const OURS = ['postgres', 'files', 'master.key']

/** Puts a backup into an empty data folder, after every file was found to be as it was, and starts the database once to see that it lives. */
export async function restoreBackup(config: Config, folder: string): Promise<Restored> {
  const manifest = await readManifest(folder)
  if (manifest === null) return { ok: false, why: 'no_backup', where: folder }
  if (manifest.database !== null && config.databaseUrl !== null) return { ok: false, why: 'needs_embedded', where: folder }
  if (manifest.database === null && config.databaseUrl === null) return { ok: false, why: 'needs_own_server', where: folder }
  const place = manifest.database === null ? { root: config.dataDir, user: null } : await findPlace(config.dataDir)
  const there = await readdir(place.root).catch(() => [])
  if (there.some((name) => OURS.includes(name))) return { ok: false, why: 'not_empty', where: place.root }
  const damaged = await damagedFiles(folder, manifest)
  if (damaged.length > 0) return { ok: false, why: 'damaged', files: damaged }
  await putInPlace(folder, manifest, place)
  const chain = manifest.database === null ? null : await withDatabase(config, ({ db }) => verifyChain(db))
  return { ok: true, root: place.root, manifest, chain }
}

type Target = { readonly root: string; readonly user: DatabaseUser | null }

/** Copied beside its place and moved there whole: a kill or a full disk leaves nothing that could be taken for data. */
async function putInPlace(folder: string, manifest: Manifest, { root, user }: Target): Promise<void> {
  const staged = join(root, `restoring-${process.pid}`)
  try {
    await mkdir(staged, { recursive: true, mode: 0o700 })
    for (const path of manifest.folders) await mkdir(join(staged, path), { recursive: true, mode: 0o700 })
    for (const { path } of manifest.files) await copyDurably(join(folder, path), join(staged, path))
    if (manifest.database !== null) await handOver(staged, manifest, user)
    for (const name of OURS) {
      await rename(join(staged, name), join(root, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
      })
    }
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
}

/** The cluster belongs to the user PostgreSQL runs as, and to nobody else. */
async function handOver(staged: string, { folders, files }: Manifest, user: DatabaseUser | null): Promise<void> {
  const inCluster = (path: string): boolean => path.startsWith('postgres/')
  const paths = new Set(['postgres', 'postgres/data', ...[...folders, ...files.map(({ path }) => dirname(path)), ...files.map(({ path }) => path)].filter(inCluster)])
  for (const path of paths) await giveTo(user, join(staged, path))
  await chmod(join(staged, 'postgres/data'), 0o700)
}
