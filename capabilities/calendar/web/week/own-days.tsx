import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, DatePicker, Flex, Input, Select } from 'antd'
import { ownDaysOf, readHours, sayHours, withOwnDay, withoutOwnDay, type OwnDay } from '../../core/own-days.ts'
import type { CalendarHours } from '../../contract.ts'
import { useState } from 'react'
import { sayDay } from '#ui/time/say-time.ts'
import { localeNow } from '#ui/words/words.ts'
import { useCalendarWords } from '../use-calendar-words.ts'

const KINDS = ['off', 'worked', 'hours'] as const

type OwnDaysProps = { readonly hours: CalendarHours; readonly onChange: (hours: CalendarHours) => void; readonly locked: boolean }

/** Dates of one's own: a day off, a day worked, a day with other hours. */
export function OwnDays({ hours, onChange, locked }: OwnDaysProps) {
  const say = useCalendarWords()
  const days = ownDaysOf(hours)
  return (
    <Flex vertical gap="small">
      {days.length === 0 && <p>{say('own.none')}</p>}
      <ul>
        {days.map((day) => (
          <li key={day.date}>
            <Flex gap="small" align="center">
              <span>{sayDay(Date.parse(`${day.date}T00:00:00Z`), { locale: localeNow(), zone: 'UTC', now: 0 })}</span><strong>{say(`own.${day.kind}`)}</strong>{day.kind === 'hours' && <span>{sayHours(day.hours) || say('week.closed')}</span>}
              {!locked && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={say('own.remove', { date: day.date })} onClick={() => onChange(withoutOwnDay(hours, day.date))} />}
            </Flex>
          </li>
        ))}
      </ul>
      {!locked && <AddDay key={JSON.stringify(days)} onAdd={(day) => onChange(withOwnDay(hours, day))} />}
    </Flex>
  )
}

function AddDay({ onAdd }: { readonly onAdd: (day: OwnDay) => void }) {
  const say = useCalendarWords()
  const [date, setDate] = useState('')
  const [kind, setKind] = useState<OwnDay['kind']>('off')
  const [typed, setTyped] = useState('')
  const hours = readHours(typed)
  const good = date !== '' && (kind !== 'hours' || hours !== null)
  return (
    <Flex gap="small" wrap>
      <DatePicker aria-label={say('own.date')} format="YYYY-MM-DD" onChange={(chosen) => setDate(chosen?.format('YYYY-MM-DD') ?? '')} />
      <Select<OwnDay['kind']> aria-label={say('own.kind')} value={kind} onChange={setKind} options={KINDS.map((value) => ({ value, label: say(`own.${value}`) }))} style={{ minWidth: 130 }} />
      {kind === 'hours' && <Input aria-label={say('own.hours')} placeholder="09:00-12:00, 14:00-17:00" value={typed} style={{ width: 220 }} {...(typed !== '' && hours === null ? { status: 'error' as const } : {})} onChange={(event) => setTyped(event.target.value)} />}
      <Button icon={<PlusOutlined />} disabled={!good} onClick={() => { onAdd({ date, kind, hours: hours ?? [] }) }}>{say('own.add')}</Button>
    </Flex>
  )
}
