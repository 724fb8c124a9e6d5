import { once } from 'node:events'
import { WebSocket } from 'ws'

/** Many screens in one process, each counting what it hears. */
export type Screens = {
  /** When each has heard a frame of which `text` is a part: milliseconds of the first and the last, and how many heard it. */
  heard(text: string): Promise<Heard>
  close(): Promise<void>
}
export type Heard = { readonly firstAt: number; readonly lastAt: number; readonly count: number }

const AT_ONCE = 50
const PATIENCE_MS = 60_000

type Waiting = { readonly text: string; readonly settled: PromiseWithResolvers<Heard>; firstAt: number; lastAt: number; count: number }

/** Opens as many sockets as there are headers, fifty at a time. */
export async function openScreens(url: string, headers: readonly Readonly<Record<string, string>>[]): Promise<Screens> {
  const sockets: WebSocket[] = []
  let waiting: Waiting | null = null
  const hear = (data: Buffer): void => {
    if (waiting === null || !data.includes(waiting.text)) return
    waiting.lastAt = performance.now()
    if (waiting.count === 0) waiting.firstAt = waiting.lastAt
    waiting.count += 1
    if (waiting.count === headers.length) waiting.settled.resolve(waiting)
  }
  const open = async (header: Readonly<Record<string, string>>): Promise<void> => {
    const { origin, ...rest } = header
    const socket = new WebSocket(url, { headers: rest, perMessageDeflate: false, ...(origin === undefined ? {} : { origin }) })
    await once(socket, 'open')
    socket.on('message', hear)
    socket.on('error', () => undefined)
    sockets.push(socket)
  }
  for (let from = 0; from < headers.length; from += AT_ONCE) await Promise.all(headers.slice(from, from + AT_ONCE).map(open))
  return {
    heard: async (text) => {
      const mine: Waiting = { text, settled: Promise.withResolvers<Heard>(), firstAt: 0, lastAt: 0, count: 0 }
      waiting = mine
      const patience = setTimeout(() => mine.settled.resolve(mine), PATIENCE_MS)
      const { firstAt, lastAt, count } = await mine.settled.promise
      clearTimeout(patience)
      return { firstAt, lastAt, count }
    },
    close: async () => {
      const closed = sockets.map(async (socket) => once(socket, 'close'))
      for (const socket of sockets) socket.terminate()
      await Promise.all(closed)
    },
  }
}
