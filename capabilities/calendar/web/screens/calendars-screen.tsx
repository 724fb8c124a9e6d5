import { Segmented, Tag } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useNow } from '#ui/time/use-now.ts'
import { calendarsQuery } from '../calendar-data.ts'
import { useCalendarWords } from '../use-calendar-words.ts'
import { CalendarPage } from '../week/calendar-page.tsx'

/** Working time: the calendars of the handbook, their weeks and their years. */
export function CalendarsScreen() {
  const say = useCalendarWords()
  const calendars = useQuery(calendarsQuery)
  const [chosen, choose] = useState<string | null>(null)
  const items = calendars.data?.items ?? []
  const calendar = items.find(({ key }) => key === chosen) ?? items.find(({ statutory }) => statutory !== null) ?? items[0]
  const thisYear = new Date(useNow()).getFullYear()
  return (
    <>
      <PageHead title={say('page.title')} text={say('page.text')}>
        {calendar !== undefined && <Tag color={calendar.openNow ? 'green' : 'default'}>{say(calendar.openNow ? 'page.open' : 'page.shut')}</Tag>}
        {items.length > 1 && calendar !== undefined && <Segmented<string> value={calendar.key} onChange={choose} options={items.map(({ key, name }) => ({ value: key, label: name }))} />}
      </PageHead>
      <ProblemNote problem={calendars.error} />
      {calendar !== undefined && <CalendarPage key={`${calendar.key} ${JSON.stringify(calendar.hours)}`} calendar={calendar} thisYear={thisYear} />}
    </>
  )
}
