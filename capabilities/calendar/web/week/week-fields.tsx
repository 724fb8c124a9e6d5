import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { Weekday } from '../../core/calendar.ts'
import { copied, GRID_DAYS, reshaped, sayMinute, withoutStretch, withStretch, type GridDay, type GridWeek, type Stretch } from '../../core/week-grid.ts'
import { useCalendarWords } from '../use-calendar-words.ts'
import { TimeField } from './time-field.tsx'
import styles from './week.module.css'

const WORKING_DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']
const USUAL: Stretch = [540, 1080]

type WeekFieldsProps = { readonly week: GridWeek; readonly onChange: (week: GridWeek) => void; readonly locked: boolean }

/** The same hours as times, day by day. */
export function WeekFields({ week, onChange, locked }: WeekFieldsProps) {
  const say = useCalendarWords()
  return (
    <ul className={styles['days']}>
      {GRID_DAYS.map((day) => (
        <li key={day} className={styles['line']} aria-label={say(`day.${day}`)}>
          <strong className={styles['dayName']}>{say(`day.${day}`)}</strong>
          {locked ? <span>{sayDay(week[day]) || say('week.closed')}</span> : <DayFields day={day} week={week} onChange={onChange} />}
        </li>
      ))}
    </ul>
  )
}

const sayDay = (day: GridDay): string => day.map(([from, to]) => `${sayMinute(from)}–${sayMinute(to)}`).join(' · ')

function DayFields({ day, week, onChange }: { readonly day: Weekday; readonly week: GridWeek; readonly onChange: (week: GridWeek) => void }) {
  const say = useCalendarWords()
  const hours = week[day]
  const name = say(`day.${day}`)
  const put = (after: GridDay): void => onChange({ ...week, [day]: after })
  const last = hours.at(-1)
  const next: Stretch = last === undefined ? USUAL : [Math.min(last[1] + 60, 1380), Math.min(last[1] + 240, 1440)]
  const copy = (to: readonly Weekday[]) => (): void => onChange(copied(week, day, to))
  return (
    <span className={styles['fields']}>
      {hours.length === 0 && <span className={styles['closed']}>{say('week.closed')}</span>}
      {hours.map(([from, to], index) => (
        <span key={`${from}-${to}`} className={styles['pair']}>
          <TimeField label={say('week.from', { day: name, number: index + 1 })} minute={from} onMinute={(minute) => put(reshaped(hours, index, [minute, to]))} valid={(minute) => minute < to} />
          –
          <TimeField label={say('week.to', { day: name, number: index + 1 })} minute={to} onMinute={(minute) => put(reshaped(hours, index, [from, minute]))} valid={(minute) => minute > from} />
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={say('week.remove', { day: name, number: index + 1 })} onClick={() => put(withoutStretch(hours, index))} />
        </span>
      ))}
      <Button type="text" size="small" icon={<PlusOutlined />} aria-label={say('week.add', { day: name })} onClick={() => put(withStretch(hours, next))} />
      <Dropdown trigger={['click']} menu={{ items: [{ key: 'work', label: say('week.copy_work'), onClick: copy(WORKING_DAYS) }, { key: 'all', label: say('week.copy_all'), onClick: copy(GRID_DAYS) }] }}>
        <Button type="text" size="small" icon={<CopyOutlined />} aria-label={say('week.copy', { day: name })} />
      </Dropdown>
    </span>
  )
}
