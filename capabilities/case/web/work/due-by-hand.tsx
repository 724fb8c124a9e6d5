import { useQuery } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Form } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { sayExactTime } from '#ui/time/say-time.ts'
import { useReader } from '#ui/time/use-reader.ts'
import type { ClockRow } from '../../clock-contract.ts'
import type { CaseView } from '../../contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import styles from './clock-ledger.module.css'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type DueProps = { readonly clock: ClockRow; readonly view: CaseView; readonly zone: string }
type Wanted = { readonly dueAt: Dayjs; readonly reason: string }

/** A due time that somebody set with a reason, and the way back to the rule; or the form to set one. */
export function DueByHand({ clock, view, zone }: DueProps) {
  const say = usePageWords()
  const [asking, setAsking] = useState(false)
  const may = view.permissions.includes('case.due') && clock.endedAt === null
  if (clock.manual !== null) return <SetByHand clock={clock} manual={clock.manual} view={view} zone={zone} may={may} />
  if (!may) return null
  if (!asking) return <div><Button size="small" onClick={() => setAsking(true)}>{say('due.set')}</Button></div>
  return <DueForm clock={clock} view={view} onDone={() => setAsking(false)} />
}

type SetProps = DueProps & { readonly manual: NonNullable<ClockRow['manual']>; readonly may: boolean }

function SetByHand({ clock, manual, view, zone, may }: SetProps) {
  const say = usePageWords()
  const reader = useReader()
  const by = useColleagues().find(({ id }) => id === manual.by)?.name ?? say('somebody')
  const records = useQuery({ queryKey: caseKeys.records(view.id), queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/records', { params: { id: view.id }, query: { limit: 100 } }, { signal }) })
  const reason = records.data?.items.findLast(({ kind, subject }) => kind === 'reason' && subject === clock.id)?.words['reason']
  const returning = useCommand({
    run: async (id: string, key) => askCase('DELETE /api/v1/cases/:id/clocks/:clock/due', { params: { id: view.id, clock: id } }, { key }),
    changes: () => caseChanges(view.id),
  })
  return (
    <div className={styles['byhand']}>
      <Alert type="info" showIcon title={say('due.by_hand', { name: by, time: sayExactTime(manual.dueAt, { ...reader, zone }) })} description={reason === undefined ? undefined : say('due.reason_was', { reason })} />
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
  const required = { required: true, message: say('required') }
  return (
    <Form<Wanted> layout="vertical" requiredMark={false} onFinish={({ dueAt, reason }) => setting.mutate({ dueAt: dueAt.toISOString(), reason })}>
      <Form.Item name="dueAt" label={say('due.at')} rules={[required]}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" className={styles['wide'] ?? ''} /></Form.Item>
      <Form.Item name="reason" label={say('due.reason')} rules={[{ ...required, whitespace: true }]}><GrowingText rows={2} maxLength={2000} /></Form.Item>
      <ProblemNote problem={setting.error} />
      <Button type="primary" htmlType="submit" loading={setting.isPending}>{say('due.submit')}</Button>
    </Form>
  )
}
