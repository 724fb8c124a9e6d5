import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** One browser that listens. */
export type LiveSocket = {
  /** Sends, unless the other side is too slow: then it hears one `resync` as soon as it has caught up, and nothing is queued. */
  tell(frame: Frame): void
  close(code: number): void
}
/** A frame made once and sent to many. */
export type Frame = Buffer

export const frameOf = (content: object): Frame => Buffer.from(JSON.stringify(content))

/** What waits for a slow reader at most, in bytes. */
const WAITING_BYTES_MAX = 65_536
const TEXT = { binary: false, compress: false } as const

/** `wire` is the connection below the socket: it says when everything has left. */
export function liveSocket(socket: WebSocket, wire: Duplex, resync: Frame): LiveSocket {
  const most = Math.max(WAITING_BYTES_MAX, wire.writableHighWaterMark)
  let behind = false
  wire.on('drain', () => {
    if (!behind) return
    behind = false
    if (socket.readyState === socket.OPEN) socket.send(resync, TEXT)
  })
  return {
    tell: (frame) => {
      if (behind || socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > most) behind = true
      else socket.send(frame, TEXT)
    },
    close: (code) => socket.close(code),
  }
}
