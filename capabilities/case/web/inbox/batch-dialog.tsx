import { Form, Modal, Select, Spin } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ColleaguePick } from '#capabilities/access/web/pieces/colleague-pick.tsx'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import { useFocusBack } from '#ui/keys/use-focus-back.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { askEach } from '#ui/talk/long-run.ts'
import type { BatchAction, BatchReport } from '../../inbox-contract.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { useCasesChanged } from '../pieces/use-cases-changed.ts'
import { eachOnce, useGuides } from '../pieces/use-guide.ts'
import styles from './batch-bar.module.css'
import { piecesOf, sumOf, type BatchSum, type BatchType } from './batch-pieces.ts'
import { beginBatch, isGoingOn, useBatchRun } from './batch-run.ts'

const REFUSED_SHOWN = 20

type Details = { readonly teamId?: string | null; readonly assigneeId?: string | null; readonly text?: string; readonly reason?: string }
type DialogProps = { readonly type: BatchType; readonly caseIds: readonly string[]; readonly onClose: () => void; readonly onBegun: () => void }

/** Asks what is missing, shows what would happen, and begins it; it goes on by itself. */
export function BatchDialog({ type, caseIds, onClose, onBegun }: DialogProps) {
  useFocusBack()
  const say = useCaseWords()
  const [form] = Form.useForm<Details>()
  const details = Form.useWatch([], form) ?? {}
  const action = actionOf(type, details)
  const tried = trialOf(action)
  const [sofar, setSofar] = useState(0)
  const trial = useQuery({
    queryKey: ['case-batch', tried, caseIds], enabled: tried !== null, gcTime: 0, staleTime: 0,
    queryFn: async ({ signal }) => {
      const reports: BatchReport[] = []
      await askEach(piecesOf(tried!, caseIds, true), (report) => {
        reports.push(report)
        setSofar(sumOf(reports).items.length)
      }, signal)
      return sumOf(reports)
    },
  })
  const changed = useCasesChanged()
  const busy = isGoingOn(useBatchRun())
  const begin = (wanted: BatchAction): void => {
    void beginBatch({ type, action: wanted, caseIds }, changed)
    onBegun()
  }
  useEffect(() => () => form.resetFields(), [form])
  return (
    <Modal
      open
      title={`${say(`batch.${type}`)} · ${say('batch.chosen', { count: caseIds.length })}`}
      okText={say('batch.run')}
      okButtonProps={{ disabled: busy || action === null || trial.data === undefined || trial.data.changed === 0 }}
      onOk={() => action !== null && begin(action)}
      onCancel={onClose}
    >
      <Form<Details> form={form} layout="vertical" requiredMark={false}><DetailFields type={type} /></Form>
      {type === 'note' && <p className={styles['hint']}>{say('batch.note_stays')}</p>}
      <p role="status">{action === null ? say(`batch.missing.${needing(type)}`) : <Trial report={trial.data} sofar={sofar} total={caseIds.length} />}</p>
      {busy && <p className={styles['hint']}>{say('batch.busy')}</p>}
      <Refused report={trial.data} />
      <ProblemNote problem={trial.error} />
    </Modal>
  )
}

function DetailFields({ type }: { readonly type: BatchType }) {
  const say = useCaseWords()
  switch (type) {
    case 'assign':
      return (
        <>
          <Form.Item name="teamId" label={say('batch.team')}><TeamPick /></Form.Item>
          <Form.Item name="assigneeId" label={say('batch.assignee')}><ColleaguePick /></Form.Item>
        </>
      )
    case 'note':
      return <Form.Item name="text" label={say('batch.note_text')}><GrowingText rows={3} maxLength={20_000} /></Form.Item>
    case 'wait':
      return <Form.Item name="reason" label={say('batch.reason')}><WaitPick /></Form.Item>
    case 'resume':
    case 'read':
      return null
  }
}

/** Why one waits, as the handbook names it. */
function WaitPick({ id, value, onChange }: { readonly id?: string; readonly value?: string; readonly onChange?: (reason: string) => void }) {
  const reasons = eachOnce(useGuides().flatMap(({ waits }) => waits))
  return <Select id={id ?? 'wait'} value={value ?? null} onChange={(reason) => onChange?.(reason ?? '')} options={reasons.map(({ key, name }) => ({ value: key, label: name }))} />
}

/** What would happen; of what would not happen to anything nothing is said. */
function Trial({ report, sofar, total }: { readonly report: BatchSum | undefined; readonly sofar: number; readonly total: number }) {
  const say = useCaseWords()
  if (report === undefined) return <><Spin size="small" aria-label={say('batch.trying')} />{sofar > 0 && <> {say('batch.trying_sofar', { done: sofar, total })}</>}</>
  const { changed, same, refused } = report
  const rest = [same > 0 ? say('batch.same', { same }) : null, refused > 0 ? say('batch.refused', { refused }) : null].filter((part) => part !== null)
  return <>{[say('batch.would', { changed }), ...rest].join(say('batch.comma'))}{say('batch.stop')}</>
}

function Refused({ report }: { readonly report: BatchSum | undefined }) {
  const say = useCaseWords()
  const refused = report?.items.filter(({ outcome }) => outcome === 'refused') ?? []
  if (refused.length === 0) return null
  return (
    <section>
      <h3>{say('batch.refused_list')}</h3>
      <ul>{refused.slice(0, REFUSED_SHOWN).map(({ caseId, number, message }) => <li key={caseId}>{number} {message}</li>)}</ul>
    </section>
  )
}

/** Of those that need something: what. */
const needing = (type: BatchType): 'assign' | 'note' | 'wait' => (type === 'note' || type === 'wait' ? type : 'assign')

/** What is tried: the words of a note change nothing about who takes it. */
const trialOf = (action: BatchAction | null): BatchAction | null => (action?.type === 'note' ? { ...action, text: '…' } : action)

/** The action, once everything it needs is given. */
function actionOf(type: BatchType, { teamId, assigneeId, text, reason }: Details): BatchAction | null {
  switch (type) {
    case 'assign': {
      if ((teamId ?? null) === null && (assigneeId ?? null) === null) return null
      return { type, ...((teamId ?? null) === null ? {} : { teamId: teamId ?? null }), ...((assigneeId ?? null) === null ? {} : { assigneeId: assigneeId ?? null }) }
    }
    case 'note': return text === undefined || text.trim() === '' ? null : { type, text }
    case 'wait': return reason === undefined || reason === '' ? null : { type, reason }
    case 'resume':
    case 'read': return { type }
  }
}
