import { ServerResponse, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { WebSocketServer, type WebSocket } from 'ws'
import { HttpProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import type { Log } from '#platform/log/log.ts'
import { frameRate } from './frame-rate.ts'
import { liveSocket, type Frame, type LiveSocket } from './live-socket.ts'
import { pause } from './pause.ts'

/** Who sits behind a socket: hears each text frame, one after the other, and that the socket has closed. */
export type Guest = { heard(text: string): Promise<void>; left(): Promise<void> }
export type DoorOptions = {
  /** What a slow reader hears in place of everything it missed. */
  readonly resync: Frame
  /** The one answer to what is no text. */
  readonly refused: Frame
  readonly log: Log
}
/** Makes a WebSocket of a request; what the routes of the server refuse stays an ordinary answer. */
export type SocketDoor = { admit(request: FastifyRequest, reply: FastifyReply, guest: (socket: LiveSocket) => Guest): void }

const FRAME_BYTES_MAX = 4_096
const FRAMES_PER_SECOND_MAX = 20
const PING_MS = 30_000
const CLOSING_MS = 2_000
const GOING_AWAY = 1001
const POLICY = 1008
const TROUBLE = 1011

type Upgrade = { readonly wire: Duplex; readonly head: Buffer }
type Open = { readonly socket: WebSocket; readonly ended: Promise<void>; alive: boolean }

/** Upgrades run through the router like every request: sign-in, refusals and their wording are the same. On closing the server sockets get 1001. */
export function openSocketDoor(http: Http, { resync, refused, log }: DoorOptions): SocketDoor {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>()
  const open = new Set<Open>()
  // What is not UTF-8 shall be refused like anything else that is not understood, not end the socket.
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: FRAME_BYTES_MAX, perMessageDeflate: false, skipUTF8Validation: true })
  routeUpgrades(http, upgrades)
  let closing = false
  const heartbeat = setInterval(() => beat(open), PING_MS)
  http.addHook('preClose', () => {
    closing = true
    clearInterval(heartbeat)
    return closeAll(open)
  })
  return {
    admit: (request, reply, guest) => {
      const upgrade = upgrades.get(request.raw)
      if (upgrade === undefined) throw new HttpProblem(426, 'live.upgrade_needed', { headers: { upgrade: 'websocket', connection: 'upgrade' } })
      if (closing) throw new HttpProblem(503, 'unavailable')
      upgrades.delete(request.raw)
      reply.hijack()
      reply.raw.detachSocket(request.raw.socket)
      sockets.handleUpgrade(request.raw, upgrade.wire, upgrade.head, (socket) => {
        const live = liveSocket(socket, upgrade.wire, resync)
        const ended = serveGuest(socket, live, { guest: guest(live), refused, log })
        const one: Open = { socket, ended, alive: true }
        open.add(one)
        socket.on('pong', () => (one.alive = true))
        void ended.finally(() => open.delete(one))
      })
    },
  }
}

function routeUpgrades(http: Http, upgrades: WeakMap<IncomingMessage, Upgrade>): void {
  http.server.on('upgrade', (request: IncomingMessage, wire: Duplex, head: Buffer) => {
    upgrades.set(request, { wire, head })
    wire.on('error', () => wire.destroy())
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(request.socket)
    response.on('finish', () => wire.end())
    http.routing(request, response)
  })
}

type Serving = { readonly guest: Guest; readonly refused: Frame; readonly log: Log }

/** Frames are taken one after the other; whoever sends faster than allowed, or faster than we work, is sent away. Ends when the guest has left. */
function serveGuest(socket: WebSocket, live: LiveSocket, { guest, refused, log }: Serving): Promise<void> {
  const allowed = frameRate(FRAMES_PER_SECOND_MAX)
  let work: Promise<void> = Promise.resolve()
  let waiting = 0
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!allowed(performance.now()) || waiting >= FRAMES_PER_SECOND_MAX) return socket.close(POLICY)
    if (isBinary) return live.tell(refused)
    waiting += 1
    work = work.then(() => guest.heard(data.toString())).catch((error: unknown) => {
      log.warn({ err: error }, 'live frame not carried out')
      socket.close(TROUBLE)
    }).finally(() => (waiting -= 1))
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.on('close', () => void work.then(() => guest.left()).catch((error: unknown) => log.warn({ err: error }, 'live socket not forgotten yet')).finally(resolve))
  return promise
}

/** A socket that did not answer the last ping is gone. */
function beat(open: ReadonlySet<Open>): void {
  for (const one of open) {
    if (!one.alive) one.socket.terminate()
    one.alive = false
    one.socket.ping()
  }
}

/** Everybody is told that the server goes; those who do not answer in time are cut off. */
async function closeAll(open: ReadonlySet<Open>): Promise<void> {
  const all = [...open]
  const ended = Promise.all(all.map(async (one) => one.ended)).then(() => undefined)
  for (const { socket } of all) socket.close(GOING_AWAY)
  await pause(CLOSING_MS, ended)
  for (const { socket } of all) socket.terminate()
  await ended
}
