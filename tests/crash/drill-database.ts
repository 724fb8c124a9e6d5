import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pickIndex, type Rng } from '#kernel/rng.ts'
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded/embedded-server.ts'
import { isAlive } from '#platform/db/embedded/postmaster.ts'

/** Processes die here, the machine does not: what was written reaches the disk by itself. Commits still wait for their write. */
const SETTINGS = { fsync: 'off', max_connections: '80' }

/** A PostgreSQL that this process parents and may kill. */
export type DrillDatabase = {
  readonly port: number
  url(): string
  /** Transactions that are open at this very instant. */
  transactionsOpen(): number
  /** kill -9 of the postmaster and of every process of its own. */
  kill(): void
  /** kill -9 of one session: the postmaster ends all others and recovers by itself. Answers when all of them are gone; the postmaster may take its time to notice. */
  killSession(rng: Rng): Promise<void>
  /** Runs again, recovered, on the port it had. */
  restart(): Promise<void>
  /** Errors the database has logged since the last call. */
  newErrors(): Promise<readonly string[]>
  stop(): Promise<void>
}

const DATABASE = 'careloop'

export async function startDrillDatabase(folder: string): Promise<DrillDatabase> {
  let server: EmbeddedServer = await startEmbedded({ folder, settings: SETTINGS })
  await server.createDatabase(DATABASE)
  let read = 0
  return {
    port: server.port,
    url: () => server.url(DATABASE),
    transactionsOpen: () => sessionsOf(server.pid).filter(({ title }) => !title.endsWith(' idle')).length,
    kill: () => {
      const children = childrenOf(server.pid)
      for (const pid of [server.pid, ...children]) killHard(pid)
    },
    killSession: (rng) => {
      const sessions = sessionsOf(server.pid)
      const busy = sessions.filter(({ title }) => !title.endsWith(' idle'))
      const among = busy.length > 0 ? busy : sessions
      const victim = among[pickIndex(rng, among.length)]
      if (victim !== undefined) killHard(victim.pid)
      return untilGone(victim === undefined ? [] : sessions.map(({ pid }) => pid))
    },
    restart: async () => {
      server = await startEmbedded({ folder, settings: SETTINGS, port: server.port })
    },
    newErrors: async () => {
      const bytes = await readFile(join(server.place.root, 'postgres/log'))
      const lines = bytes.subarray(read).toString('utf8').split('\n')
      read = bytes.length
      return lines.filter((line) => / (ERROR|PANIC): /.test(line))
    },
    stop: async () => {
      await server.stop()
      // Where a session was killed, all were ended, ours among them: whoever holds nothing does not stop the server.
      for (const pid of (await isAlive(server.pid)) ? [server.pid, ...childrenOf(server.pid)] : []) killHard(pid)
    },
  }
}

const LOOK_MS = 5

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some((pid) => readProc(pid, 'cmdline') !== '')) await pause(LOOK_MS)
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Read without waiting, so that what is seen and what is killed are of one instant. */
function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => Number(/^\d+ \(.*\) \S (\d+)/s.exec(readProc(pid, 'stat'))?.[1]) === parent)
}

/** Sessions say in their title what they are doing: `postgres: careloop careloop 127.0.0.1(40312) idle in transaction`. */
const sessionsOf = (postmaster: number): readonly { readonly pid: number; readonly title: string }[] =>
  childrenOf(postmaster).map((pid) => ({ pid, title: readProc(pid, 'cmdline').replaceAll('\0', ' ').trim() })).filter(({ title }) => title.includes(` ${DATABASE} 127.`))

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return ''
  }
}
