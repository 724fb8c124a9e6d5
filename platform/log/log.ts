import { destination as fileDestination, pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** Structured lines on stderr; stdout belongs to people. Personal values and secrets are struck out wherever they stand, up to four levels deep. */
export type Log = Logger

const PERSONAL = ['phone', 'mobile', 'email', 'mail', 'address', 'idNumber', 'bankAccount', 'to', 'from', 'cc']
const SECRET = ['password', 'token', 'secret', 'authorization', 'cookie', 'apiKey', 'masterKey', 'databaseUrl', 'connectionString', '["set-cookie"]', '["x-api-key"]']
const LEVELS_BELOW = ['', '*.', '*.*.', '*.*.*.']

const path = (below: string, name: string): string => (name.startsWith('[') ? below.replace(/\.$/, '') + name : below + name)

/** Opens the log; tests give a destination of their own. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const paths = LEVELS_BELOW.flatMap((below) => [...PERSONAL, ...SECRET].map((name) => path(below, name)))
  const options = { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"`, redact: { paths, censor: '•••' } }
  return pino(options, destination ?? fileDestination(2))
}
