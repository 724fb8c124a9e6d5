import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { openCorrections } from '#apps/server/calendar-corrections.ts'
import { liveHandbooks, type LiveHandbooks } from '#apps/server/handbook-source.ts'
import { openHandbooks } from '#capabilities/handbook/server/commands.ts'
import type { Db } from '#platform/db/database.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'

const FALLBACK_ZONE = 'Asia/Shanghai'

/** Published handbooks for a command that only reads, and the zone its dates are in: that of the first scenario's calendar in the version in force. */
export async function openReading(db: Db): Promise<{ readonly live: LiveHandbooks; readonly timezone: string }> {
  const handbooks = openHandbooks({ db, newId: systemIds, sections: HANDBOOK_SECTIONS })
  const live = liveHandbooks(handbooks, systemTime, await openCorrections(db))
  if ((await handbooks.versions()).length === 0) return { live, timezone: FALLBACK_ZONE }
  const { scenarios, calendars } = await live.current()
  const [first] = scenarios
  return { live, timezone: first === undefined ? FALLBACK_ZONE : calendars(first.definition.calendar).timezone }
}
