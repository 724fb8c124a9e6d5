import type { Db, Statement } from '#platform/db/database.ts'

const NAME = 'company.name'
const PHONE = 'company.phone'

/** What the company calls itself in its letters; empty until somebody has said. */
export const companyName = (db: Db): Promise<string> => settingOf(db, NAME)
/** The number customers may call; empty until somebody has said. */
export const companyPhone = (db: Db): Promise<string> => settingOf(db, PHONE)

export const keepCompanyName = (name: string): Statement => keep(NAME, name)
export const keepCompanyPhone = (phone: string): Statement => keep(PHONE, phone)

async function settingOf(db: Db, key: string): Promise<string> {
  const { rows } = await db.query({ name: 'company.setting', text: 'select value from settings where key = $1', values: [key] })
  const value = rows[0]?.['value']
  return typeof value === 'string' ? value : ''
}

const keep = (key: string, value: string): Statement => ({
  name: 'company.keep',
  text: 'insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
  values: [key, JSON.stringify(value)],
})
