import { Fault } from '#kernel/fault.ts'
import { must } from '#kernel/assert.ts'
import type { Db } from './database.ts'

const VERSION_MIN = 150_000

/**
 * PostgreSQL as the product needs it: 15 or newer, UTF8, and a ctype that knows Chinese letters (else search finds nothing).
 * With an ICU locale over ctype C the letters are known here and still unknown to pg_trgm, hence both conditions.
 */
export async function checkServer(db: Db): Promise<void> {
  const { rows } = await db.query({
    text: `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
      pg_encoding_to_char(encoding) as encoding, datctype as ctype,
      '客' ~ '[[:alpha:]]' and datctype not in ('C', 'POSIX') as letters
      from pg_database where datname = current_database()`,
    values: [],
  })
  const server = must(rows[0], 'the current database is listed')
  if (Number(server['version']) < VERSION_MIN) throw unfit('db.too_old', { version: String(server['shown']) })
  if (server['encoding'] !== 'UTF8') throw unfit('db.bad_encoding', { encoding: String(server['encoding']) })
  if (server['letters'] !== true) throw unfit('db.bad_locale', { ctype: String(server['ctype']) })
}

const unfit = (code: string, params: Record<string, string>) => new Fault(code, { retryable: false, params })
