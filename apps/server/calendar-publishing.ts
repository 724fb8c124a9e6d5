import type { CalendarDeps } from '#capabilities/calendar/server/routes.ts'
import type { HandbookFile } from '#capabilities/handbook/core/section.ts'
import type { Id } from '#kernel/id.ts'
import type { Statement } from '#platform/db/database.ts'
import { forbidden, refusal } from '#platform/http/problem.ts'
import type { House } from './house.ts'

/** How calendars reach the handbook they stand in, and what is under way meanwhile. */
export function calendarPublishing({ db, handbooks, live }: House, files: () => Promise<readonly HandbookFile[]>): Pick<CalendarDeps, 'files' | 'publish' | 'openClocks'> {
  return {
    files,
    publish: async (changed, { viewer, context }) => {
      const { kind, permissions } = viewer
      const answer = await handbooks.publish(changed, { ...context, actor: { kind, id: kind === 'system' ? null : (viewer.id as Id), permissions } })
      if (answer.ok) {
        live.refresh()
        return answer.value.number
      }
      if ('forbidden' in answer) throw forbidden(answer.forbidden)
      throw refusal(answer.refusal)
    },
    openClocks: async (which) => Number((await db.query(which === 'all' ? openClocks : waitingClocks)).rows[0]?.['count'] ?? 0),
  }
}

/** Beyond a thousand the number itself says nothing more. */
const openClocks: Statement = { name: 'calendar.open_clocks', text: 'select count(*) from (select 1 from clocks where ended_at is null limit 1000) counted', values: [] }
const waitingClocks: Statement = { name: 'calendar.waiting_clocks', text: 'select count(*) from (select 1 from clocks where provisional limit 1000) counted', values: [] }
