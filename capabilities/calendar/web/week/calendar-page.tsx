import { Alert, Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { useUiWords } from '#ui/words/use-ui-words.ts'
import type { CalendarHours, CalendarView } from '../../contract.ts'
import { drawWeek, writeWeek } from '../../core/week-grid.ts'
import { useCalendarWords } from '../use-calendar-words.ts'
import { StatutoryYear } from '../year/statutory-year.tsx'
import { OwnDays } from './own-days.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import styles from './week.module.css'
import { WeekEditor } from './week-editor.tsx'

/** One calendar: its week, its own dates, its years; changed as a draft, published when one has seen the difference. */
export function CalendarPage({ calendar, thisYear }: { readonly calendar: CalendarView; readonly thisYear: number }) {
  const say = useCalendarWords()
  const ui = useUiWords()
  const locked = [useMay('calendar.manage'), useMay('handbook.publish')].some((scope) => scope !== 'all')
  const [draft, setDraft] = useState<CalendarHours>(calendar.hours)
  const [publishing, setPublishing] = useState(false)
  const changed = JSON.stringify(draft) !== JSON.stringify(calendar.hours)
  return (
    <Flex vertical gap="large">
      <Alert showIcon type="info" title={say(locked ? 'page.locked' : 'page.handbook')} />
      <section className={styles['part']} aria-label={say('page.week')}>
        <h2>{say('page.week')}</h2>
        <WeekEditor week={drawWeek(draft.week)} locked={locked} onChange={(week) => setDraft({ ...draft, week: writeWeek(week) })} />
        <Form.Item label={say('page.zone')} htmlFor="zone" extra={say('page.zone_hint')}>
          <Input id="zone" value={draft.timezone} disabled={locked} maxLength={60} style={{ maxWidth: 240 }} onChange={(event) => setDraft({ ...draft, timezone: event.target.value })} />
        </Form.Item>
      </section>
      <section className={styles['part']} aria-label={say('page.own')}>
        <h2>{say('page.own')}</h2>
        <OwnDays hours={draft} locked={locked} onChange={setDraft} />
      </section>
      {changed && (
        <Flex gap="small" wrap>
          <Button type="primary" onClick={() => setPublishing(true)}>{say('publish.open')}</Button>
          <Button onClick={() => setDraft(calendar.hours)}>{ui('cancel')}</Button>
        </Flex>
      )}
      <section className={styles['part']} aria-label={say('page.year')}>
        <h2>{say('page.year')}</h2>
        <StatutoryYear calendar={{ ...calendar, week: draft.week as CalendarView['week'], hours: draft }} thisYear={thisYear} />
      </section>
      {publishing && <PublishDialog calendar={calendar.key} hours={draft} onClose={() => setPublishing(false)} />}
    </Flex>
  )
}
