import type { Db } from '#platform/db/database.ts'

/** What a refused request may still leave: attempts counted, looks noted, a key claimed and given back, the day a key was used. That a process is alive, and what live screens keep, is renewed and swept by itself; who may put in it is tried on its own. */
const TABLES_LEFT_OUT = ['throttle', 'access_log', 'idempotency_keys', 'audience_left', 'case_presence', 'process_beats']
const COLUMNS_LEFT_OUT: Readonly<Record<string, string>> = { api_keys: 'last_used_on' }

/** Every table's number of rows and its last writer, or a hash over them. */
export type DatabasePrint = Readonly<Record<string, string>>

const prints = new WeakMap<Db, string>()

/** Takes the print of the whole database. */
export async function printDatabase(db: Db): Promise<DatabasePrint> {
  const text = prints.get(db) ?? (await printing(db))
  prints.set(db, text)
  const { rows } = await db.query({ text, values: [] })
  return Object.fromEntries(rows.map((row) => [String(row['name']), String(row['print'])]))
}

async function printing(db: Db): Promise<string> {
  const { rows } = await db.query({
    text: `select schemaname, tablename from pg_tables where schemaname in ('public', 'auth') and not tablename = any($1::text[]) order by 1, 2`,
    values: [TABLES_LEFT_OUT],
  })
  return rows.map((row) => printOf(`${String(row['schemaname'])}.${String(row['tablename'])}`, COLUMNS_LEFT_OUT[String(row['tablename'])])).join(' union all ')
}

/** Each row carries the transaction that wrote it: whatever is added or changed raises the highest one, whatever is removed lowers the count. */
function printOf(table: string, leftOut: string | undefined): string {
  if (leftOut === undefined) return `select '${table}' as name, count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) as print from ${table}`
  const content = `(to_jsonb(t) - '${leftOut}')::text`
  return `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(md5(${content}), '' order by md5(${content}))), '') as print from ${table} t`
}

/** The tables whose content differs. */
export const changedTables = (before: DatabasePrint, after: DatabasePrint): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((table) => before[table] !== after[table])
