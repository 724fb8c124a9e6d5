import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 20

/** What postmaster.pid says. */
export type Postmaster = { readonly pid: number; readonly port: number }

/** The server that postmaster.pid names; null when there is no such file or it is still being written. */
export async function readPostmaster(data: string): Promise<Postmaster | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : null
}

/** Running, and not only a zombie whose parent has not noticed. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/^\d+ \(.*\) [ZX]/s.test(stat)
}

/** Whether the process is PostgreSQL at all: after a restart of the machine a pid may be anybody's. Unknown counts as yes. */
export async function isPostgres(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres')
  return name.trim() === 'postgres'
}

/** Asks again and again until it holds; false when it did not within the time. */
export async function eventually(holds: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  for (let waited = 0; ; waited += POLL_MS) {
    if (await holds()) return true
    if (waited >= withinMs) return false
    await wait(POLL_MS)
  }
}
