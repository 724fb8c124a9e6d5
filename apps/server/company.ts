import type { Db, Statement } from '#platform/db/database.ts'

const KEY = 'company.name'

/** What the company calls itself in its letters; empty until somebody has said. */
export async function companyName(db: Db): Promise<string> {
  const { rows } = await db.query({ name: 'company.name', text: 'select value from settings where key = $1', values: [KEY] })
  const value = rows[0]?.['value']
  return typeof value === 'string' ? value : ''
}

export const keepCompanyName = (name: string): Statement => ({
  name: 'company.keep_name',
  text: 'insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
  values: [KEY, JSON.stringify(name)],
})
