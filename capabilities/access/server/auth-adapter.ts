import { AsyncLocalStorage } from 'node:async_hooks'
import { createAdapterFactory } from 'better-auth/adapters'
import { assert, must } from '#kernel/assert.ts'
import { formatInstant, instant } from '#kernel/instant.ts'
import type { Statement, Tx } from '#platform/db/database.ts'

/** The sign-in library works inside the transaction of our command: what it writes and our event are committed together. */
const current = new AsyncLocalStorage<Tx>()

/** Runs `work` with every look-up and write of the sign-in library on this transaction. */
export const onTransaction = <T>(tx: Tx, work: () => Promise<T>): Promise<T> => current.run(tx, work)

const TABLES: Readonly<Record<string, string>> = {
  user: 'auth.users', session: 'auth.sessions', account: 'auth.accounts', verification: 'auth.verifications', twoFactor: 'auth.two_factors',
}
const OPERATORS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' }
const ROWS_MAX = 1_000

type Where = { readonly field: string; readonly operator?: string | undefined; readonly value: unknown; readonly connector?: string | undefined }
type Row = Record<string, unknown>

const tableOf = (model: string): string => must(TABLES[model], `the sign-in library uses only its own tables, not ${model}`)
const columnOf = (field: string): string => {
  assert(/^[A-Za-z]+$/.test(field), 'fields of the sign-in library are plain words')
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
const fieldOf = (column: string): string => column.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
const sent = (value: unknown): unknown => (value instanceof Date ? formatInstant(instant(value.valueOf())) : value)

/** Instants of ours are numbers, the library's are dates. */
const received = (row: Readonly<Row>): Row =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [fieldOf(column), isInstantColumn(column) && typeof value === 'number' ? dateOf(value) : value]))
const isInstantColumn = (column: string): boolean => column.endsWith('_at') || column === 'locked_until'
const dateOf = (at: number): Date => new Date(at)

/** Collects the values of one statement and names them $1, $2 … */
function parameters(): { readonly values: unknown[]; readonly add: (value: unknown) => string } {
  const values: unknown[] = []
  return { values, add: (value) => `$${values.push(sent(value))}` }
}

function condition(where: readonly Where[] | undefined, add: (value: unknown) => string): string {
  if (where === undefined || where.length === 0) return 'true'
  assert(where.every(({ connector = 'AND' }) => connector === 'AND'), 'the sign-in library joins its conditions by AND')
  return where.map((part) => compared(part, add)).join(' and ')
}

function compared({ field, operator = 'eq', value }: Where, add: (value: unknown) => string): string {
  if (value === null) return `${columnOf(field)} is ${operator === 'ne' ? 'not ' : ''}null`
  if (operator === 'in') return `${columnOf(field)}::text = any(${add(value)}::text[])`
  return `${columnOf(field)} ${must(OPERATORS[operator], `the operator ${operator} is known`)} ${add(value)}`
}

const assignments = (values: Readonly<Row>, add: (value: unknown) => string): readonly string[] =>
  Object.entries(values).map(([field, value]) => `${columnOf(field)} = ${add(value)}`)

async function run(statement: Statement): Promise<{ readonly rows: Row[]; readonly count: number }> {
  const tx = must(current.getStore(), 'the sign-in library is called inside a transaction')
  const { rows, rowCount } = await tx.query(statement)
  return { rows: rows.map(received), count: rowCount }
}

function insert(model: string, data: Readonly<Row>): Promise<{ readonly rows: Row[] }> {
  const { values, add } = parameters()
  const columns = Object.keys(data).map(columnOf).join(', ')
  return run({ text: `insert into ${tableOf(model)} (${columns}) values (${Object.values(data).map(add).join(', ')}) returning *`, values })
}

function update(model: string, where: readonly Where[], changed: (add: (value: unknown) => string) => readonly string[]): Promise<{ readonly rows: Row[]; readonly count: number }> {
  const { values, add } = parameters()
  const set = changed(add).join(', ')
  return run({ text: `update ${tableOf(model)} set ${set} where ${condition(where, add)} returning *`, values })
}

function remove(model: string, where: readonly Where[]): Promise<{ readonly rows: Row[]; readonly count: number }> {
  const { values, add } = parameters()
  return run({ text: `delete from ${tableOf(model)} where ${condition(where, add)} returning *`, values })
}

type Asked = { readonly where?: readonly Where[] | undefined; readonly limit?: number; readonly offset?: number | undefined; readonly sortBy?: { readonly field: string; readonly direction: 'asc' | 'desc' } | undefined }

async function select(model: string, { where, limit = ROWS_MAX, offset = 0, sortBy }: Asked): Promise<Row[]> {
  const { values, add } = parameters()
  const order = sortBy ? `order by ${columnOf(sortBy.field)} ${sortBy.direction === 'desc' ? 'desc' : 'asc'}` : ''
  const text = `select * from ${tableOf(model)} where ${condition(where, add)} ${order} limit ${add(Math.min(limit, ROWS_MAX))} offset ${add(offset)}`
  return (await run({ text, values })).rows
}

/** The sign-in library's view of the database: plain SQL on schema auth. */
export const authAdapter = createAdapterFactory({
  config: { adapterId: 'careloop', supportsJSON: false, supportsDates: true, supportsBooleans: true, supportsUUIDs: true, supportsArrays: true, transaction: false },
  adapter: () => ({
    create: async <T extends Row>({ model, data }: { model: string; data: T }) => (await insert(model, data)).rows[0] as T,
    findOne: async <T>({ model, where }: { model: string; where: Where[] }) => ((await select(model, { where, limit: 1 }))[0] ?? null) as T | null,
    findMany: async <T>({ model, ...asked }: { model: string; where?: Where[] | undefined; limit: number; offset?: number | undefined; sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined }) => (await select(model, asked)) as T[],
    count: async ({ model, where }) => (await select(model, { where })).length,
    update: async <T>({ model, where, update: values }: { model: string; where: Where[]; update: T }) =>
      ((await update(model, where, (add) => assignments(values as Row, add))).rows[0] ?? null) as T | null,
    updateMany: async ({ model, where, update: values }) => (await update(model, where, (add) => assignments(values, add))).count,
    delete: async ({ model, where }) => void (await remove(model, where)),
    deleteMany: async ({ model, where }) => (await remove(model, where)).count,
    consumeOne: async <T>({ model, where }: { model: string; where: Where[] }) => ((await remove(model, where)).rows[0] ?? null) as T | null,
    incrementOne: async <T>({ model, where, increment, set }: { model: string; where: Where[]; increment: Record<string, number>; set?: Record<string, unknown> | undefined }) =>
      ((await update(model, where, (add) => [...Object.entries(increment).map(([field, by]) => `${columnOf(field)} = ${columnOf(field)} + ${add(by)}`), ...assignments(set ?? {}, add)])).rows[0] ?? null) as T | null,
  }),
})
