import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { Fault } from '#kernel/fault.ts'

const ROOT = join(import.meta.dirname, '../..')
const ROLES = ['all', 'web', 'worker'] as const
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const

/** Which half of the server this process is; one process does both by default. */
export type Role = (typeof ROLES)[number]
/** Everything that can be set, read once at the start. */
export type Config = {
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly databaseConnectionsMax: number
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  readonly role: Role
  readonly trustProxy: boolean
  readonly logLevel: (typeof LEVELS)[number]
  readonly masterKey: string | null
}

type Environment = Readonly<Record<string, string | undefined>>
type Setting = { readonly env: string; readonly file: string }

/** One line per setting: its environment variable and its name in careloop.yaml. */
const SETTINGS = {
  dataDir: { env: 'CARELOOP_DATA', file: 'data' },
  databaseUrl: { env: 'DATABASE_URL', file: 'databaseUrl' },
  databaseConnectionsMax: { env: 'CARELOOP_DATABASE_CONNECTIONS', file: 'databaseConnections' },
  host: { env: 'CARELOOP_HOST', file: 'host' },
  port: { env: 'CARELOOP_PORT', file: 'port' },
  publicUrl: { env: 'CARELOOP_PUBLIC_URL', file: 'publicUrl' },
  role: { env: 'CARELOOP_ROLE', file: 'role' },
  trustProxy: { env: 'CARELOOP_TRUST_PROXY', file: 'trustProxy' },
  logLevel: { env: 'CARELOOP_LOG_LEVEL', file: 'logLevel' },
  masterKey: { env: 'CARELOOP_MASTER_KEY', file: 'masterKey' },
} as const satisfies Record<keyof Config, Setting>
const FILE_VARIABLE = 'CARELOOP_CONFIG'

/** Reads the environment and careloop.yaml (or the file CARELOOP_CONFIG names); the environment wins; an unknown key is a Fault. */
export function readConfig(environment: Environment = process.env): Config {
  refuseUnknown(Object.keys(environment).filter((key) => key.startsWith('CARELOOP_')), [...Object.values(SETTINGS).map(({ env }) => env), FILE_VARIABLE])
  const file = readSettingsFile(environment)
  const raw = (key: keyof Config): Raw => {
    const { env, file: name } = SETTINGS[key]
    const value = environment[env]
    return value !== undefined && value !== '' ? { key: env, value } : { key: name, value: file[name] }
  }
  const port = wholeNumber(raw('port'), 3000, { min: 0, max: 65_535 })
  return {
    dataDir: text(raw('dataDir')) ?? join(ROOT, '.data'),
    databaseUrl: url(raw('databaseUrl'), ['postgres:', 'postgresql:']),
    databaseConnectionsMax: wholeNumber(raw('databaseConnectionsMax'), 16, { min: 2, max: 500 }),
    host: text(raw('host')) ?? 'localhost',
    port,
    publicUrl: url(raw('publicUrl'), ['http:', 'https:']) ?? `http://localhost:${port}`,
    role: oneOf(raw('role'), ROLES, 'all'),
    trustProxy: oneOf(raw('trustProxy'), ['true', 'false'], 'false') === 'true',
    logLevel: oneOf(raw('logLevel'), LEVELS, 'info'),
    masterKey: text(raw('masterKey')),
  }
}

type Raw = { readonly key: string; readonly value: unknown }

function readSettingsFile(environment: Environment): Readonly<Record<string, unknown>> {
  const named = environment[FILE_VARIABLE]
  const path = named || join(ROOT, 'careloop.yaml')
  if (!named && !existsSync(path)) return {}
  const content = parseFile(path)
  refuseUnknown(Object.keys(content), Object.values(SETTINGS).map(({ file }) => file))
  return content
}

function parseFile(path: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = parse(readFileSync(path, 'utf8')) ?? {}
    if (typeof content !== 'object' || Array.isArray(content)) throw new Error('not a map')
    return content as Record<string, unknown>
  } catch (error) {
    throw new Fault('config.bad_file', { cause: error, retryable: false, params: { file: path, reason: error instanceof Error ? error.message : '' } })
  }
}

function refuseUnknown(given: readonly string[], known: readonly string[]): void {
  const key = given.find((name) => !known.includes(name))
  if (key !== undefined) throw new Fault('config.unknown_key', { retryable: false, params: { key, known: known.join(', ') } })
}

function text({ key, value }: Raw): string | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'string' ? value : badValue(key, 'text')
}

function wholeNumber({ key, value }: Raw, otherwise: number, { min, max }: { min: number; max: number }): number {
  if (value === undefined) return otherwise
  const number = typeof value === 'number' ? value : /^\d+$/.test(String(value)) ? Number(value) : Number.NaN
  return Number.isInteger(number) && number >= min && number <= max ? number : badValue(key, `${min}–${max}`)
}

function oneOf<T extends string>({ key, value }: Raw, allowed: readonly T[], otherwise: T): T {
  if (value === undefined) return otherwise
  return allowed.find((item) => item === String(value)) ?? badValue(key, allowed.join(' | '))
}

function url(raw: Raw, protocols: readonly string[]): string | null {
  const given = text(raw)
  if (given === null) return null
  return protocols.includes(URL.parse(given)?.protocol ?? '') ? given.replace(/\/$/, '') : badValue(raw.key, protocols.map((name) => `${name}//…`).join(' | '))
}

function badValue(key: string, expected: string): never {
  throw new Fault('config.bad_value', { retryable: false, params: { key, expected } })
}
