import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { TimeText } from '#ui/time/time-text.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import { wordCounts } from '../../core/asking.ts'
import { asksWhetherSolved } from '../../core/asks-whether-solved.ts'
import { whyUnreached } from '../../core/unreached.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import { CustomerLink } from './customer-link.tsx'
import { SendQuestion } from './send-question.tsx'
import type { StepProps } from './step-card.tsx'
import styles from './step-card.module.css'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type Answer = { readonly note: string }

/** What the customer was asked and when, and the customer's word where it is enough. The customer's link is shown only to whoever asks for it, and the history says so. */
export function ConfirmationCard({ view, guide, step, standing, mayRecord }: StepProps & { readonly mayRecord: boolean }) {
  const say = usePageWords()
  const [confirmed, setConfirmed] = useState<boolean | null>(null)
  const question = view.confirmations.find(({ id }) => id === standing.confirmationId)
  if (question === undefined) return null
  const word = wordCounts(step, { facts: view.facts, unsent: question.unsent })
  return (
    <div className={styles['asked']}>
      {question.unsent
        ? <Alert type="warning" showIcon title={say(`confirmation.unsent_${whyUnreached(view) ?? 'yet'}`)} description={view.mailable ? null : say(!word ? 'confirmation.by_writing' : mayRecord ? 'confirmation.by_word' : 'confirmation.by_others', { role: step.role.name })} />
        : <p>{say('confirmation.asked')} <TimeText past at={question.askedAt} />{question.reminders > 0 && `${say('confirmation.reminded', { count: question.reminders })}`}</p>}
      {!word && !question.unsent && <Alert type="info" showIcon title={say('confirmation.written')} />}
      {word && mayRecord && (
        <div className={styles['buttons']}>
          <Button onClick={() => setConfirmed(true)}>{say('confirmation.yes')}</Button>
          <Button onClick={() => setConfirmed(false)}>{say('confirmation.no')}</Button>
        </div>
      )}
      {mayRecord && question.unsent && view.mailable && <SendQuestion caseId={view.id} of={question.id} />}
      {mayRecord && <CustomerLink caseId={view.id} of={question.id} />}
      {confirmed !== null && <WordDialog caseId={view.id} confirmationId={question.id} confirmed={confirmed} solved={asksWhetherSolved(guide, step.key)} onClose={() => setConfirmed(null)} />}
    </div>
  )
}

type WordProps = { readonly caseId: string; readonly confirmationId: string; readonly confirmed: boolean; readonly solved: boolean; readonly onClose: () => void }

function WordDialog({ caseId, confirmationId, confirmed, solved, onClose }: WordProps) {
  const say = usePageWords()
  const [form] = Form.useForm<Answer>()
  const answering = useCommand({
    run: async ({ note }: Answer, key) => askCase('POST /api/v1/cases/:id/confirmations/:confirmation/answer', { params: { id: caseId, confirmation: confirmationId }, body: { confirmed, note } }, { key }),
    changes: () => caseChanges(caseId),
    onDone: onClose,
  })
  const title = say(confirmed ? 'confirmation.yes' : 'confirmation.no')
  return (
    <ActionDialog title={title} okText={say('confirmation.submit')} form={form} pending={answering.isPending} problem={answering.error} onSend={(answer) => answering.mutate(answer)} onClose={onClose}>
      <Form.Item name="note" label={say('confirmation.note')} extra={say(`confirmation.hint_${solved ? 'solved' : 'agreed'}_${confirmed ? 'yes' : 'no'}`)} rules={[{ required: true, whitespace: true, message: say('confirmation.note_required') }]}><GrowingText rows={2} maxLength={5000} /></Form.Item>
    </ActionDialog>
  )
}
