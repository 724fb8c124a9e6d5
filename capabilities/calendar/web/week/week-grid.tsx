import { CloseOutlined } from '@ant-design/icons'
import type { Weekday } from '../../core/calendar.ts'
import { GRID_DAYS, sayMinute, withoutStretch, type GridWeek, type Stretch } from '../../core/week-grid.ts'
import { useCalendarWords } from '../use-calendar-words.ts'
import { useWeekDrag, type StartDrag } from './use-week-drag.ts'
import styles from './week.module.css'

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24] as const
const DAY_MINUTES = 1440
const percent = (minute: number): string => `${(minute / DAY_MINUTES) * 100}%`

type WeekGridProps = { readonly week: GridWeek; readonly onChange: (week: GridWeek) => void; readonly locked: boolean }

/** Seven days of 24 hours to draw on; the times beside it are the same for whoever does not use a mouse. */
export function WeekGrid({ week, onChange, locked }: WeekGridProps) {
  const say = useCalendarWords()
  const { shown, start } = useWeekDrag(week, onChange)
  return (
    <div className={styles['grid']} data-locked={locked} aria-hidden>
      <div />
      {GRID_DAYS.map((day) => <div key={day} className={styles['day']}>{say(`day.${day}`)}</div>)}
      <div className={styles['axis']}>{HOURS.map((hour) => <span key={hour} style={{ top: percent(hour * 60) }}>{hour}</span>)}</div>
      {GRID_DAYS.map((day) => (
        <DayColumn key={day} day={day} stretches={shown[day]} locked={locked} start={start} onRemove={(index) => onChange({ ...week, [day]: withoutStretch(week[day], index) })} />
      ))}
    </div>
  )
}

type DayColumnProps = { readonly day: Weekday; readonly stretches: readonly Stretch[]; readonly locked: boolean; readonly start: StartDrag; readonly onRemove: (index: number) => void }

function DayColumn({ day, stretches, locked, start, onRemove }: DayColumnProps) {
  return (
    <div className={styles['column']} data-day={day} onPointerDown={locked ? undefined : (event) => start(event, day, null)}>
      {stretches.map((stretch, index) => (
        <div key={index} className={styles['stretch']} style={{ top: percent(stretch[0]), height: percent(stretch[1] - stretch[0]) }} onPointerDown={locked ? undefined : (event) => start(event, day, { index, grip: 'body' })}>
          <span className={styles['times']}>{sayMinute(stretch[0])}<br />{sayMinute(stretch[1])}</span>
          {!locked && (
            <>
              <span className={styles['grip']} data-at="from" onPointerDown={(event) => start(event, day, { index, grip: 'from' })} />
              <span className={styles['grip']} data-at="to" onPointerDown={(event) => start(event, day, { index, grip: 'to' })} />
              <button type="button" className={styles['remove']} tabIndex={-1} onPointerDown={(event) => event.stopPropagation()} onClick={() => onRemove(index)}><CloseOutlined /></button>
            </>
          )}
        </div>
      ))}
    </div>
  )
}
