import { eachHistory } from '#capabilities/insight/server/case-histories.ts'
import type { Db } from '#platform/db/database.ts'
import { traceOf, writeLog } from './export-xes-write.ts'
import type { Period } from './period.ts'
import './import-xes-words.ts'

/** What was written. */
export type ExportCount = { readonly cases: number; readonly events: number }

/** Writes the history of the cases opened in the period as an XES log. */
export async function exportXes(db: Db, period: Period, file: string): Promise<ExportCount> {
  const count = { cases: 0, events: 0 }
  await writeLog(file, (write) =>
    eachHistory(db, period, async (history) => {
      count.cases += 1
      count.events += history.events.length
      await write(traceOf(history))
    }),
  )
  return count
}
