import { useState, type PointerEvent } from 'react'
import type { Weekday } from '../../core/calendar.ts'
import { dragged, reshaped, snap, withStretch, type GridDay, type GridWeek } from '../../core/week-grid.ts'

const DAY_MINUTES = 1440
/** What a click without a drag opens. */
const CLICK_MINUTES = 60

type Taken = { readonly index: number; readonly grip: 'body' | 'from' | 'to' }
export type StartDrag = (event: PointerEvent<HTMLElement>, day: Weekday, taken: Taken | null) => void
type Drag = { readonly day: Weekday; readonly taken: Taken | null; readonly from: number; readonly to: number }

/** Drawing on the week: `shown` is the week as it would be if one let go now. */
export function useWeekDrag(week: GridWeek, onChange: (week: GridWeek) => void): { readonly shown: GridWeek; readonly start: StartDrag } {
  const [drag, setDrag] = useState<Drag | null>(null)
  const start: StartDrag = (event, day, taken) => {
    const column = event.currentTarget.closest<HTMLElement>('[data-day]')
    if (event.button !== 0 || column === null) return
    event.stopPropagation()
    event.preventDefault()
    const minuteAt = (y: number): number => ((y - column.getBoundingClientRect().top) / column.clientHeight) * DAY_MINUTES
    let latest: Drag = { day, taken, from: minuteAt(event.clientY), to: minuteAt(event.clientY) }
    const move = (moved: globalThis.PointerEvent): void => {
      latest = { ...latest, to: minuteAt(moved.clientY) }
      setDrag(latest)
    }
    const end = (kept: boolean) => (): void => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', drop)
      removeEventListener('pointercancel', cancel)
      setDrag(null)
      if (kept) onChange({ ...week, [day]: dayAfter(week[day], latest) })
    }
    const drop = end(true)
    const cancel = end(false)
    addEventListener('pointermove', move)
    addEventListener('pointerup', drop)
    addEventListener('pointercancel', cancel)
  }
  return { shown: drag === null ? week : { ...week, [drag.day]: dayAfter(week[drag.day], drag) }, start }
}

function dayAfter(day: GridDay, { taken, from, to }: Drag): GridDay {
  if (taken === null) return withStretch(day, snap(from) === snap(to) ? [snap(from), snap(from) + CLICK_MINUTES] : [snap(from), snap(to)])
  const stretch = day[taken.index]
  return stretch === undefined || snap(to) === snap(from) ? day : reshaped(day, taken.index, dragged(stretch, taken.grip, to - from))
}
