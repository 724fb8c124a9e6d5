import { Alert, Button, Form, Space } from 'antd'
import type { Dayjs } from 'dayjs'
import { useEffect, useRef, useState } from 'react'
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { sayMoment } from '#ui/time/say-time.ts'
import { useReader } from '#ui/time/use-reader.ts'
import type { ClockRow } from '../../clock-contract.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { useRecords } from '../pieces/use-records.ts'
import styles from './clock-ledger.module.css'
import { MomentPick, useLaterRule } from './moment-pick.tsx'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type DueProps = { readonly clock: ClockRow; readonly view: CaseView; readonly zone: string }
type Wanted = { readonly dueAt: Dayjs; readonly reason: string }

/** A due time that somebody set with a reason, and the way back to the rule; or the form to set one. */
export function DueByHand({ clock, view, zone }: DueProps) {
  const say = usePageWords()
  const [asking, setAsking] = useState(false)
  const may = view.permissions.includes('case.due') && clock.endedAt === null
  const place = useStandingPlace(`${clock.manual === null}${asking}`)
  if (clock.manual === null && !may) return null
  return (
    <div ref={place}>
      {clock.manual !== null ? <SetByHand clock={clock} manual={clock.manual} view={view} zone={zone} may={may} />
        : asking ? <DueForm clock={clock} view={view} onDone={() => setAsking(false)} />
        : <Button size="small" onClick={() => setAsking(true)}>{say('due.set')}</Button>}
    </div>
  )
}

/** When what one pressed gives way to something else, one stands at that. */
function useStandingPlace(shown: string) {
  const place = useRef<HTMLDivElement>(null)
  const before = useRef(shown)
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    if (document.activeElement === document.body || place.current?.closest('[role=dialog]') === document.activeElement) place.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [shown])
  return place
}

type SetProps = DueProps & { readonly manual: NonNullable<ClockRow['manual']>; readonly may: boolean }

function SetByHand({ clock, manual, view, zone, may }: SetProps) {
  const say = usePageWords()
  const reader = useReader()
  const by = useColleagues().find(({ id }) => id === manual.by)?.name ?? say('somebody')
  const reason = useRecords(view.id).findLast(({ kind, subject }) => kind === 'reason' && subject === clock.id)?.words['reason']
  const returning = useCommand({
    run: async (id: string, key) => askCase('DELETE /api/v1/cases/:id/clocks/:clock/due', { params: { id: view.id, clock: id } }, { key }),
    changes: () => caseChanges(view.id),
  })
  return (
    <div className={styles['byhand']}>
      <Alert type="info" showIcon title={say('due.by_hand', { name: by, time: sayMoment(manual.dueAt, { ...reader, zone }) })} description={reason === undefined ? undefined : say('due.reason_was', { reason })} />
      {may && <Button size="small" loading={returning.isPending} onClick={() => returning.mutate(clock.id)}>{say('due.give_back')}</Button>}
      <ProblemNote problem={returning.error} />
    </div>
  )
}

function DueForm({ clock, view, onDone }: { readonly clock: ClockRow; readonly view: CaseView; readonly onDone: () => void }) {
  const say = usePageWords()
  const setting = useCommand({
    run: async (body: { readonly dueAt: string; readonly reason: string }, key) => askCase('PUT /api/v1/cases/:id/clocks/:clock/due', { params: { id: view.id, clock: clock.id }, body }, { key }),
    changes: () => caseChanges(view.id),
    onDone,
  })
  const later = useLaterRule()
  return (
    <Form<Wanted> layout="vertical" requiredMark={false} onFinish={({ dueAt, reason }) => setting.mutate({ dueAt: dueAt.toISOString(), reason })}>
      <Form.Item name="dueAt" label={say('due.at')} rules={[{ required: true, message: say('due.at_required') }, later]}><MomentPick /></Form.Item>
      <Form.Item name="reason" label={say('due.reason')} rules={[{ required: true, whitespace: true, message: say('due.reason_required') }]}><GrowingText rows={2} maxLength={2000} /></Form.Item>
      <ProblemNote problem={setting.error} />
      <Space>
        <Button type="primary" htmlType="submit" loading={setting.isPending}>{say('due.submit')}</Button>
        <Button onClick={onDone}>{say('cancel')}</Button>
      </Space>
    </Form>
  )
}
