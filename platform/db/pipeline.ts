import type { Duplex } from 'node:stream'
import type { PoolClient } from 'pg'
import type { Rows, Statement } from './database.ts'

/** An answer with PostgreSQL's command tag, e.g. `COMMIT`. */
export type Answer = Rows & { readonly command: string }

/**
 * Sends all statements in one packet and waits for all answers. The first error is the one that matters:
 * those behind it only say that the transaction is aborted.
 */
export async function pipelined(client: PoolClient, statements: readonly Statement[]): Promise<readonly Answer[]> {
  const stream = streamOf(client)
  stream.cork()
  const sent = statements.map((statement) => client.query(queryOf(statement)))
  stream.uncork()
  const settled = await Promise.allSettled(sent)
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return { rows: result.value.rows, rowCount: result.value.rowCount ?? 0, command: result.value.command }
  })
}

const queryOf = ({ name, text, values }: Statement) => ({ ...(name === undefined ? {} : { name }), text, values: [...values] })

/** pg does not type its socket; without the cork each message of a statement is a packet of its own. */
const streamOf = (client: PoolClient): Duplex => (client as PoolClient & { connection: { stream: Duplex } }).connection.stream
