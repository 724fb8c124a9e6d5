import { Query } from 'pg'
import type { PoolClient } from 'pg'
import type { Rows, Statement } from './database.ts'
import { parameterOf } from './parameter.ts'
import { rowTypes } from './row-types.ts'

/** An answer with PostgreSQL's command tag, e.g. `COMMIT`. */
export type Answer = Rows & { readonly command: string }

/**
 * Sends all statements in one packet with one Sync behind them and waits for all answers, which come in one packet too.
 * An error ends the packet: what stands behind it is not looked at.
 */
export async function pipelined(client: PoolClient, statements: readonly Statement[]): Promise<readonly Answer[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Answer[]>()
  client.query(new Packet(statements, (error, answers) => (error === null ? resolve(answers) : reject(error))))
  try {
    return await promise
  } catch (error) {
    // The trace of the driver ends at its socket; ours leads to who asked.
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  }
}

type Column = { readonly name: string; readonly read: (text: string) => unknown }
/** A named statement that a connection knows. `columns` are unknown until it first answered; a `doubtful` one may not have been parsed. */
type Prepared = { readonly text: string; columns: readonly Column[] | null; doubtful: boolean }
type Sent = { readonly prepared: Prepared; readonly described: boolean }

/** The driver's connection, as far as it writes messages. */
type Wire = {
  readonly stream: { write(part: Uint8Array): unknown }
  parse(message: { name: string; text: string }): void
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void
  describe(message: { type: 'P'; name: '' }): void
  execute(): void
  close(message: { type: 'S'; name: string }): void
  sync(): void
}
type FieldMessage = { readonly name: string; readonly dataTypeID: number }
type Settle = (error: unknown, answers: readonly Answer[]) => void

const preparedOn = new WeakMap<object, Map<string, Prepared>>()

/** Several statements as one query of the driver: it calls back with each message of the answer. */
class Packet extends Query {
  readonly #statements: readonly Statement[]
  readonly #settle: Settle
  readonly #answers: Answer[] = []
  #sent: readonly Sent[] = []
  #rows: Record<string, unknown>[] = []
  #failed: unknown = null

  constructor(statements: readonly Statement[], settle: Settle) {
    super('')
    this.#statements = statements
    this.#settle = settle
    // The driver asks whether somebody waits.
    Object.assign(this, { callback: settle })
  }

  override submit = (connection: unknown): Error | null => {
    const known = preparedFor(connection as object)
    const parts: Uint8Array[] = []
    // The same connection with another stream: its messages are gathered and go out as one.
    const wire = Object.create(connection as object, { stream: { value: { writable: true, write: (part: Uint8Array) => parts.push(part) } } }) as Wire
    try {
      this.#sent = this.#statements.map((statement) => put(wire, statement, known))
      wire.sync()
    } catch (error) {
      return error as Error
    }
    ;(connection as Wire).stream.write(Buffer.concat(parts))
    return null
  }

  handleRowDescription({ fields }: { readonly fields: readonly FieldMessage[] }): void {
    this.#current.columns = fields.map(({ name, dataTypeID }) => ({ name, read: rowTypes.getTypeParser(dataTypeID, 'text') as Column['read'] }))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const columns = this.#current.columns ?? []
    const row: Record<string, unknown> = {}
    try {
      for (let index = 0; index < columns.length; index += 1) {
        const { name, read } = columns[index]!
        const text = fields[index]
        row[name] = text === null || text === undefined ? null : read(text)
      }
    } catch (error) {
      this.#failed ??= error
    }
    this.#rows.push(row)
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#current.columns ??= []
    const [, command = '', first, second] = TAG.exec(text) ?? []
    this.#answers.push({ rows: this.#rows, rowCount: Number(second ?? first ?? 0), command })
    this.#rows = []
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleError(error: unknown): void {
    // What was parsed before the error stays, what stood behind it was never parsed: which is which is not worth knowing.
    for (const { prepared, described } of this.#sent) if (!described) prepared.doubtful = true
    this.#settle(error ?? new Error('the connection failed'), [])
  }

  handleReadyForQuery(): void {
    this.#settle(this.#failed, this.#answers)
  }

  get #current(): Prepared {
    return this.#sent[this.#answers.length]!.prepared
  }
}

const TAG = /^([A-Za-z]+)(?: (\d+))?(?: (\d+))?/

function preparedFor(connection: object): Map<string, Prepared> {
  const known = preparedOn.get(connection) ?? new Map<string, Prepared>()
  preparedOn.set(connection, known)
  return known
}

/** Writes one statement: parsed once per name and connection, described until its columns are known. */
function put(wire: Wire, { name = '', text, values }: Statement, known: Map<string, Prepared>): Sent {
  const before = name === '' ? undefined : known.get(name)
  if (before !== undefined && before.text !== text) throw new Error(`prepared statements must be unique: '${name}' was used for another one`)
  const fresh = before === undefined || before.doubtful
  const prepared: Prepared = fresh ? { text, columns: null, doubtful: false } : before
  if (before?.doubtful === true) wire.close({ type: 'S', name })
  if (fresh) wire.parse({ name, text })
  if (fresh && name !== '') known.set(name, prepared)
  const described = prepared.columns !== null
  wire.bind({ statement: name, values, valueMapper: parameterOf })
  if (!described) wire.describe({ type: 'P', name: '' })
  wire.execute()
  return { prepared, described }
}
