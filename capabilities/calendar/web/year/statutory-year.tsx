import { Alert, App, Button, Flex, InputNumber } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { useUiWords } from '#ui/words/use-ui-words.ts'
import type { CalendarView, StatutoryYearShown } from '../../contract.ts'
import { drawWeek } from '../../core/week-grid.ts'
import { turned, yearDays } from '../../core/year-days.ts'
import { askCalendar, CALENDARS_CHANGED, statutoryYearQuery } from '../calendar-data.ts'
import { useCalendarWords } from '../use-calendar-words.ts'
import { YearView } from './year-view.tsx'

type Notice = { readonly holidays: readonly string[]; readonly workdays: readonly string[] }

/** A calendar's year: where its statutory days come from, and how the notice of a new year is entered. */
export function StatutoryYear({ calendar, thisYear }: { readonly calendar: CalendarView; readonly thisYear: number }) {
  const say = useCalendarWords()
  const manages = useMay('calendar.manage') === 'all'
  const [year, setYear] = useState(thisYear)
  const [draft, setDraft] = useState<Notice | null>(null)
  const shown = useQuery(statutoryYearQuery(year))
  const statutory = calendar.statutory === null ? null : (draft ?? shown.data ?? null)
  const months = yearDays(year, drawWeek(calendar.week), { ...calendar.hours, statutory })
  const go = (to: number | null): void => { if (to !== null) { setYear(to); setDraft(null) } }
  return (
    <Flex vertical gap="middle">
      <Flex gap="small" wrap align="center">
        <InputNumber min={2004} max={2150} value={year} aria-label={say('year.choose')} onChange={go} />
        {calendar.statutory !== null && manages && draft === null && shown.data !== undefined && <Button onClick={() => setDraft(shown.data)}>{say('year.enter')}</Button>}
      </Flex>
      <ProblemNote problem={shown.error} />
      {calendar.statutory !== null && shown.data !== undefined && draft === null && <Source shown={shown.data} />}
      {draft !== null && shown.data !== undefined && <Entering year={year} waiting={shown.data.waitingClocks} draft={draft} onDone={() => setDraft(null)} />}
      <YearView months={months} onDay={draft === null ? undefined : (date) => setDraft(turned(draft, date))} />
    </Flex>
  )
}

function Source({ shown: { year, source } }: { readonly shown: StatutoryYearShown }) {
  const say = useCalendarWords()
  return <Alert showIcon type={source === 'law' ? 'warning' : 'info'} title={say(`source.${source}`, { year })} />
}

function Entering({ year, waiting, draft, onDone }: { readonly year: number; readonly waiting: number; readonly draft: Notice; readonly onDone: () => void }) {
  const say = useCalendarWords()
  const ui = useUiWords()
  const { message } = App.useApp()
  const saving = useCommand({
    run: async ({ holidays, workdays }: Notice, key) => askCalendar('PUT /api/v1/calendars/statutory/:year', { params: { year }, body: { holidays: [...holidays], workdays: [...workdays] } }, { key }),
    changes: () => [...CALENDARS_CHANGED, ['statutory-year']],
    onDone: () => {
      void message.success(say('year.saved', { year }))
      onDone()
    },
  })
  return (
    <Flex vertical gap="small">
      <Alert showIcon type="info" title={say('year.how')} description={waiting === 0 ? say('year.no_effect') : say('year.effect', { count: waiting })} />
      <ProblemNote problem={saving.error} />
      <Flex gap="small">
        <Button type="primary" loading={saving.isPending} disabled={draft.holidays.length === 0} onClick={() => saving.mutate(draft)}>{say('year.save', { year })}</Button>
        <Button onClick={onDone}>{ui('cancel')}</Button>
      </Flex>
    </Flex>
  )
}
