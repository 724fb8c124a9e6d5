import { queryOptions } from '@tanstack/react-query'
import { caller } from '#ui/talk/call.ts'
import type { CALENDAR_OPERATIONS } from '../operations.ts'

/** Requests about working time. */
export const askCalendar = caller<typeof CALENDAR_OPERATIONS>()

export const calendarsQuery = queryOptions({ queryKey: ['calendars'], queryFn: async ({ signal }) => askCalendar('GET /api/v1/calendars', {}, { signal }) })

export const statutoryYearQuery = (year: number) => queryOptions({
  queryKey: ['statutory-year', year],
  queryFn: async ({ signal }) => askCalendar('GET /api/v1/calendars/statutory/:year', { params: { year } }, { signal }),
})

export const CALENDARS_CHANGED = [['calendars'], ['setup'], ['handbook']] as const
