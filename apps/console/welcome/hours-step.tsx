import { Alert, Button, Flex } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { setupQuery } from '#capabilities/access/web/pieces/setup-data.ts'
import { useSetupWords } from '#capabilities/access/web/setup/use-setup-words.ts'
import type { CalendarView } from '#capabilities/calendar/contract.ts'
import { changedDays, drawWeek, writeWeek, type GridWeek } from '#capabilities/calendar/core/week-grid.ts'
import { askCalendar, calendarsQuery, CALENDARS_CHANGED } from '#capabilities/calendar/web/calendar-data.ts'
import { WeekEditor } from '#capabilities/calendar/web/week/week-editor.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'

/** When the company works: the office calendar's week, to be confirmed or changed. */
export function HoursStep({ onDone }: { readonly onDone: () => void }) {
  const calendars = useQuery(calendarsQuery)
  const office = calendars.data?.items.find(({ key }) => key === 'office') ?? calendars.data?.items[0]
  return office === undefined ? <ProblemNote problem={calendars.error} /> : <OfficeHours key={JSON.stringify(office.week)} office={office} onDone={onDone} />
}

function OfficeHours({ office, onDone }: { readonly office: CalendarView; readonly onDone: () => void }) {
  const say = useSetupWords()
  const before = drawWeek(office.week)
  const [week, setWeek] = useState(before)
  const changed = changedDays(before, week).length > 0
  const saving = useCommand({
    run: async (wanted: GridWeek | null, key) => {
      if (wanted === null) await askAccess('PUT /api/v1/setup/:step', { params: { step: 'hours' } }, { key })
      else await askCalendar('PUT /api/v1/calendars/:key', { params: { key: office.key }, body: { ...office.hours, week: writeWeek(wanted) } }, { key })
    },
    changes: () => [setupQuery.queryKey, ...CALENDARS_CHANGED],
    onDone,
  })
  return (
    <Flex vertical gap="middle">
      <WeekEditor week={week} onChange={setWeek} />
      {office.statutory !== null && <Alert type="info" showIcon title={say('hours.statutory')} />}
      <ProblemNote problem={saving.error} />
      <div><Button type="primary" loading={saving.isPending} onClick={() => saving.mutate(changed ? week : null)}>{say(changed ? 'hours.save' : 'hours.confirm')}</Button></div>
    </Flex>
  )
}
