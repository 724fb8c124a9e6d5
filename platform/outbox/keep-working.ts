import type { Log } from '#platform/log/log.ts'

/** What is done again and again: answers how much there was to do. `waits` is what the log says when the world fails. */
export type Round = { readonly work: () => Promise<number>; readonly idleMs: number; readonly log: Log; readonly waits: string }

/** Works as long as there is work, rests when there is none, and goes on after the world has failed. `stop` waits for the round begun. */
export function keepWorking({ work, idleMs, log, waits }: Round): { stop(): Promise<void> } {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  let running = true
  const loop = async (): Promise<void> => {
    while (running) {
      const done = await work().catch((error: unknown) => {
        log.warn({ err: error }, waits)
        return 0
      })
      if (done === 0 && running) await Promise.race([pause(idleMs), stopped])
    }
  }
  const ended = loop()
  return {
    stop: () => {
      running = false
      stop()
      return ended
    },
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
