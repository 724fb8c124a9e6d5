import { setTimeout as wait } from 'node:timers/promises'
import { startEmbedded } from './embedded-server.ts'
import type { EmbeddedOptions, EmbeddedServer } from './embedded-server.ts'

const AGAIN_MS = 500

/** An embedded server that is started again on its port if it goes away while we live (killed, out of memory): pools find it where it was. */
export async function keepEmbedded(options: EmbeddedOptions, onTrouble: (error: Error) => void = () => undefined): Promise<EmbeddedServer> {
  const first = await startEmbedded(options)
  let current = first
  let stopping: Promise<void> | undefined
  let restart: Promise<void> = Promise.resolve()
  const watch = (server: EmbeddedServer): void => {
    void server.lost.then(() => {
      if (!stopping) restart = startAgain()
    })
  }
  const startAgain = async (): Promise<void> => {
    while (!stopping) {
      try {
        current = await startEmbedded({ ...options, port: first.port })
        return watch(current)
      } catch (error) {
        onTrouble(error instanceof Error ? error : new Error(String(error)))
        await wait(AGAIN_MS)
      }
    }
  }
  const stop = async (): Promise<void> => {
    await restart
    await current.stop()
  }
  watch(first)
  return { ...first, createDatabase: (database) => current.createDatabase(database), stop: () => (stopping ??= stop()) }
}
