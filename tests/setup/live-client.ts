import { once } from 'node:events'
import { WebSocket } from 'ws'
import { Compile } from 'typebox/compile'
import { LiveFrame } from '#capabilities/case/live-contract.ts'

/** A screen as a browser has it. */
export type LiveClient = {
  /** Everything heard so far. */
  readonly frames: readonly LiveFrame[]
  /** The first frame not yet asked for that is as wanted; waits for it. */
  next<T extends LiveFrame['type']>(type: T, wanted?: (frame: Extract<LiveFrame, { type: T }>) => boolean): Promise<Extract<LiveFrame, { type: T }>>
  say(content: object | string | Buffer): void
  readonly socket: WebSocket
  readonly closed: Promise<number>
  close(): Promise<void>
}
export type Knock = { readonly port: number; readonly origin?: string; readonly headers?: Readonly<Record<string, string>> }

const frames = Compile(LiveFrame)

/** Opens a socket, or throws with the status of the refusal. */
export async function connectLive({ port, origin = 'http://localhost:3000', headers = {} }: Knock): Promise<LiveClient> {
  const socket = new WebSocket(`ws://localhost:${port}/api/v1/live`, { origin, headers, perMessageDeflate: false })
  const refused = new Promise<never>((_, reject) => {
    socket.once('unexpected-response', (request, response) => {
      reject(new Error(`refused with ${String(response.statusCode)}`))
      request.destroy()
    })
  })
  const client = listen(socket)
  await Promise.race([once(socket, 'open'), refused])
  refused.catch(() => undefined)
  return client
}

function listen(socket: WebSocket): LiveClient {
  const heard: LiveFrame[] = []
  const used = new Set<LiveFrame>()
  const bell = new EventTarget()
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer) => {
    heard.push(frames.Parse(JSON.parse(data.toString())))
    bell.dispatchEvent(new Event('frame'))
  })
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => {
      resolve(code)
      bell.dispatchEvent(new Event('frame'))
    })
  })
  return {
    frames: heard,
    next: async (type, wanted = () => true) => {
      for (;;) {
        const found = heard.find((frame): frame is Extract<LiveFrame, { type: typeof type }> => frame.type === type && !used.has(frame) && wanted(frame as Extract<LiveFrame, { type: typeof type }>))
        if (found !== undefined) return (used.add(found), found)
        if (socket.readyState === WebSocket.CLOSED) throw new Error(`the socket closed before a frame "${type}" came`)
        await new Promise((resolve) => bell.addEventListener('frame', resolve, { once: true }))
      }
    },
    say: (content) => socket.send(typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content)),
    socket,
    closed,
    close: async () => {
      socket.close()
      await closed
    },
  }
}
