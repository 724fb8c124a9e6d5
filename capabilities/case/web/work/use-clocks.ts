import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Calendars } from '#capabilities/clock/core/clock.ts'
import { calendarOfLayOut } from '#capabilities/calendar/core/laid-out-calendar.ts'
import { must } from '#kernel/assert.ts'
import type { CaseClocks, ClockRow } from '../../clock-contract.ts'
import { clocksInTurn } from '../../core/clocks-in-turn.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'

export type MeasuredClocks = { readonly items: readonly ClockRow[]; readonly calendars: Calendars; readonly reasonName: (key: string) => string }

/** The clocks of a case with their calendars, ready for the core's own arithmetic. */
export function useClocks(caseId: string): MeasuredClocks | undefined {
  const { data } = useQuery({ queryKey: [...caseKeys.one(caseId), 'clocks'], queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/clocks', { params: { id: caseId } }, { signal }) })
  return useMemo(() => (data === undefined ? undefined : measured(data)), [data])
}

function measured({ items, calendars, reasons }: CaseClocks): MeasuredClocks {
  const read = new Map(calendars.map(({ key, laidOut }) => [key, calendarOfLayOut(laidOut)]))
  return {
    items: clocksInTurn(items),
    calendars: (key) => must(read.get(key), `calendar ${key} comes with the clocks`),
    reasonName: (key) => reasons.find((reason) => reason.key === key)?.name ?? key,
  }
}
