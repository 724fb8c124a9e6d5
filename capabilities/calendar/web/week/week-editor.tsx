import { useCalendarWords } from '../use-calendar-words.ts'
import { openMinutes, type GridWeek } from '../../core/week-grid.ts'
import { WeekFields } from './week-fields.tsx'
import { WeekGrid } from './week-grid.tsx'
import styles from './week.module.css'

type WeekEditorProps = { readonly week: GridWeek; readonly onChange: (week: GridWeek) => void; readonly locked?: boolean }

/** The opening hours of a week: drawn on a grid, or written as times. */
export function WeekEditor({ week, onChange, locked = false }: WeekEditorProps) {
  const say = useCalendarWords()
  return (
    <div className={styles['editor']}>
      <WeekGrid week={week} onChange={onChange} locked={locked} />
      <div className={styles['written']}>
        {!locked && <p className={styles['hint']}>{say('week.hint')}</p>}
        <WeekFields week={week} onChange={onChange} locked={locked} />
        <output>{say('week.total', { hours: Math.round(openMinutes(week) / 6) / 10 })}</output>
      </div>
    </div>
  )
}
