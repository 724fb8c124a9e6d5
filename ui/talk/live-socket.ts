/** A socket that comes back by itself. `say` is dropped while there is no connection; `onOpen` is the moment to say it again. */
export type LiveSocket<Out> = { say(frame: Out): void; close(): void }

export type LiveSocketOptions<In> = {
  readonly path: string
  readonly onFrame: (frame: In) => void
  /** Connected; `again` when it had been connected before, so that something may have been missed. */
  readonly onOpen: (again: boolean) => void
  readonly onState: (connected: boolean) => void
  /** Closed for a reason that waiting does not mend. Answers whether to connect again. */
  readonly onClosed: (code: number) => boolean
}

const WAIT_MS_MIN = 500
const WAIT_MS_MAX = 20_000

export function openLiveSocket<In, Out>({ path, onFrame, onOpen, onState, onClosed }: LiveSocketOptions<In>): LiveSocket<Out> {
  let socket: WebSocket | null = null
  let waitMs = WAIT_MS_MIN
  let timer: ReturnType<typeof setTimeout> | null = null
  let opened = false
  let over = false

  const connect = (): void => {
    const made = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')))
    socket = made
    made.addEventListener('open', () => {
      waitMs = WAIT_MS_MIN
      onState(true)
      onOpen(opened)
      opened = true
    })
    made.addEventListener('message', ({ data }) => onFrame(JSON.parse(String(data)) as In))
    made.addEventListener('close', ({ code }) => {
      onState(false)
      if (over || !onClosed(code)) return
      timer = setTimeout(connect, waitMs)
      waitMs = Math.min(waitMs * 2, WAIT_MS_MAX)
    })
  }
  /** A laptop that wakes up, a network that returns: no need to wait. */
  const hurry = (): void => {
    if (over || timer === null || socket?.readyState !== WebSocket.CLOSED) return
    clearTimeout(timer)
    connect()
  }
  addEventListener('online', hurry)
  connect()
  return {
    say: (frame) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    close: () => {
      over = true
      if (timer !== null) clearTimeout(timer)
      removeEventListener('online', hurry)
      socket?.close(1000)
    },
  }
}
