import { Worker } from 'node:worker_threads'
import type { MailLimits, MailRejection, MailRejectionCode } from './mail-limits.ts'
import { ownMemoryOf } from './own-memory.ts'
import type { OpenedMail } from './read-mail.ts'

/** Reads mails beside the main thread: a mail that hangs, exhausts memory or meets a bug of ours rejects itself alone. */
export type MailReader = {
  /** Bytes that have memory of their own are given away with the call, not copied. */
  readonly read: (raw: Uint8Array) => Promise<OpenedMail | MailRejection>
  readonly close: () => Promise<void>
}

export type MailReaderOptions = {
  readonly workers: number
  readonly limits: MailLimits
  /** JavaScript heap of one worker, in MiB. */
  readonly heapMegabytesMax?: number
  /** Time for one mail, in milliseconds. */
  readonly millisMax?: number
}

type Waiting = { readonly raw: Uint8Array; readonly settle: (result: OpenedMail | MailRejection) => void }
type Seat = { worker: Worker | null; busy: boolean }

/** A pool of threads that start with the first mail. `close` waits for what is being read. */
export function createMailReader(options: MailReaderOptions): MailReader {
  const seats: readonly Seat[] = Array.from({ length: options.workers }, () => ({ worker: null, busy: false }))
  const waiting: Waiting[] = []
  const open = new Set<Promise<unknown>>()

  const serve = () => {
    const seat = seats.find((each) => !each.busy)
    const next = seat === undefined ? undefined : waiting.shift()
    if (seat === undefined || next === undefined) return
    seat.busy = true
    void readOnSeat(seat, next.raw, options).then((result) => {
      seat.busy = false
      next.settle(result)
      serve()
    })
  }

  return {
    read(raw) {
      const reading = new Promise<OpenedMail | MailRejection>((settle) => waiting.push({ raw, settle }))
      open.add(reading)
      void reading.then(() => open.delete(reading))
      serve()
      return reading
    },
    async close() {
      await Promise.all(open)
      await Promise.all(seats.map((seat) => seat.worker?.terminate()))
    },
  }
}

function readOnSeat(seat: Seat, raw: Uint8Array, options: MailReaderOptions): Promise<OpenedMail | MailRejection> {
  if (raw.length > options.limits.mailBytesMax) return Promise.resolve({ rejected: 'mail.too_large' })
  seat.worker ??= startWorker(options)
  const { worker } = seat
  return new Promise((resolve) => {
    const finish = (result: OpenedMail | MailRejection) => {
      clearTimeout(timer)
      worker.off('message', finish).off('error', onError).off('exit', onExit)
      worker.unref()
      resolve(result)
    }
    const giveUp = (code: MailRejectionCode) => {
      seat.worker = null
      finish({ rejected: code })
      worker.on('error', () => undefined)
      void worker.terminate()
    }
    const onError = (error: unknown) => giveUp(isOutOfMemory(error) ? 'mail.too_heavy' : 'mail.unreadable')
    const onExit = () => giveUp('mail.unreadable')
    const timer = setTimeout(() => giveUp('mail.too_slow'), options.millisMax ?? 30_000)
    worker.on('message', finish).on('error', onError).on('exit', onExit)
    worker.ref()
    worker.postMessage(raw, raw.byteLength === raw.buffer.byteLength ? ownMemoryOf([raw]) : [])
  })
}

function startWorker({ limits, heapMegabytesMax }: MailReaderOptions): Worker {
  const file = new URL('./mail-worker.ts', import.meta.url)
  return new Worker(file, { workerData: limits, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax ?? 512 } })
}

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
