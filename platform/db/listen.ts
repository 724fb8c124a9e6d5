import { Client } from 'pg'
import { toFault } from './db-errors.ts'

const RECONNECT_MS = 500

/** A channel name goes into the statement itself, so only plain names pass. */
const PLAIN = /^[a-z_][a-z0-9_]{0,62}$/

/** Hears NOTIFY on a connection of its own; when that is lost it is opened again. Messages between are lost: a bell, not a queue. */
export async function listenOn(url: string, channel: string, onMessage: (payload: string) => void): Promise<() => Promise<void>> {
  if (!PLAIN.test(channel)) throw new Error(`not a plain channel name: ${channel}`)
  let stopped = false
  let client: Client | undefined
  let waiting: NodeJS.Timeout | undefined

  const connect = async (): Promise<void> => {
    const fresh = new Client({ connectionString: url, keepAlive: true, application_name: 'careloop listen' })
    fresh.on('error', () => undefined)
    fresh.on('notification', (message) => onMessage(message.payload ?? ''))
    await fresh.connect()
    await fresh.query(`listen ${channel}`)
    if (stopped) return fresh.end()
    client = fresh
    fresh.once('end', again)
  }
  const again = (): void => {
    client = undefined
    if (!stopped) waiting = setTimeout(() => void connect().catch(again), RECONNECT_MS)
  }

  await connect().catch((error: unknown) => {
    throw toFault(error)
  })
  return async () => {
    stopped = true
    clearTimeout(waiting)
    await client?.end()
  }
}
