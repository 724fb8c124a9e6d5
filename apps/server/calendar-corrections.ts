import type { StatutoryYear } from '#capabilities/calendar/core/statutory-days.ts'
import type { Db, Rows, Statement } from '#platform/db/database.ts'

const KEY = 'calendar.statutory'
const DATE = /^\d{4}-\d\d-\d\d$/

/** Statutory years that were announced after this release, as an administrator has entered them. */
export type Corrections = {
  /** As this process last read them. */
  readonly current: () => readonly StatutoryYear[]
  /** Reads them again; true when they have changed. */
  readonly reload: () => Promise<boolean>
}

export async function openCorrections(db: Db): Promise<Corrections> {
  let years = readCorrections(await db.query(loadCorrections))
  return {
    current: () => years,
    reload: async () => {
      const fresh = readCorrections(await db.query(loadCorrections))
      const changed = JSON.stringify(fresh) !== JSON.stringify(years)
      years = fresh
      return changed
    },
  }
}

export const loadCorrections: Statement = { name: 'calendar.corrections', text: 'select value from settings where key = $1', values: [KEY] }

export function readCorrections(answer: Rows | undefined): readonly StatutoryYear[] {
  const value = answer?.rows[0]?.['value']
  return Array.isArray(value) ? value.filter(isStatutoryYear) : []
}

export const keepCorrections = (years: readonly StatutoryYear[]): Statement => ({
  name: 'calendar.keep_corrections',
  text: 'insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
  values: [KEY, JSON.stringify(years)],
})

function isStatutoryYear(value: unknown): value is StatutoryYear {
  const { year, holidays, workdays } = value as Partial<StatutoryYear>
  const dates = (list: unknown) => Array.isArray(list) && list.every((date) => typeof date === 'string' && DATE.test(date))
  return Number.isInteger(year) && dates(holidays) && dates(workdays)
}
