import { Button, Form } from 'antd'
import { useState } from 'react'
import { TimeText } from '#ui/time/time-text.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { whyUnreached } from '../../core/unreached.ts'
import type { ScenarioGuide } from '../../guide-contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { SaidTo } from '../voice/customer-quotes.tsx'
import { useVoiceWords } from '../voice/use-voice-words.ts'
import { ActionDialog } from './action-dialog.tsx'
import { CustomerLink } from './customer-link.tsx'
import { ScoreFields, scoreOf, type ScoreValues } from './score-fields.tsx'
import { caseChanges, useInRole } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'
import styles from './work-column.module.css'

type Props = { readonly view: CaseView; readonly guide: ScenarioGuide }
type Invitation = CaseView['invitations'][number]

/** Scores of the customer, and invitations that still wait for one. */
export function ScoreCards({ view, guide }: Props) {
  const say = usePageWords()
  if (view.invitations.length === 0) return null
  return (
    <section className={styles['card']}>
      <h2 className={styles['title']}>{say('score.heading')}</h2>
      <ul className={styles['list']}>{view.invitations.map((invitation) => <li key={invitation.id}><ScoreLine invitation={invitation} view={view} guide={guide} /></li>)}</ul>
    </section>
  )
}

function ScoreLine({ invitation, view, guide }: Props & { readonly invitation: Invitation }) {
  const say = usePageWords()
  const sayVoice = useVoiceWords()
  const [open, setOpen] = useState(false)
  const step = guide.steps.find(({ key }) => key === invitation.step)
  const inRole = useInRole(step === undefined ? [] : [step.role, ...step.collaborators])
  const active = view.steps.some(({ key, status }) => key === invitation.step && status === 'active')
  const mayTake = inRole && invitation.status === 'open' && view.permissions.includes('case.confirm_for_customer')
  const may = inRole && !active && invitation.status === 'open' && view.permissions.includes('case.confirm_for_customer')
  // Nothing was sent to somebody whom no mail can reach.
  const unreached = invitation.status === 'open' ? whyUnreached(view) : null
  return (
    <>
      <p>
        {unreached !== null ? <>{sayVoice(`invitation.unsent_${unreached}`)}{mayTake && ` ${sayVoice('invitation.by_hand')}`}</> : invitation.score === null ? say(`score.${invitation.status as 'open'}`) : say('score.given', { score: invitation.score })}
        {invitation.invitedAt !== null && view.mailable && <span className={styles['small']}> {say('score.invited')} <TimeText past at={invitation.invitedAt} />{invitation.reminders > 0 && say('confirmation.reminded', { count: invitation.reminders })}</span>}
      </p>
      <SaidTo caseId={view.id} of={[invitation.id]} />
      {may && <Button size="small" onClick={() => setOpen(true)}>{say('score.record')}</Button>}
      {mayTake && <CustomerLink caseId={view.id} of={invitation.id} />}
      {open && step?.survey && <ScoreDialog caseId={view.id} invitationId={invitation.id} survey={step.survey} onClose={() => setOpen(false)} />}
    </>
  )
}

type DialogProps = { readonly caseId: string; readonly invitationId: string; readonly survey: NonNullable<ScenarioGuide['steps'][number]['survey']>; readonly onClose: () => void }

function ScoreDialog({ caseId, invitationId, survey, onClose }: DialogProps) {
  const say = usePageWords()
  const [form] = Form.useForm<{ readonly score: ScoreValues }>()
  const scoring = useCommand({
    run: async ({ score }: { readonly score: ScoreValues }, key) => askCase('POST /api/v1/cases/:id/surveys/:invitation/answer', { params: { id: caseId, invitation: invitationId }, body: scoreOf(score) }, { key }),
    changes: () => caseChanges(caseId),
    onDone: onClose,
  })
  return (
    <ActionDialog title={say('score.record')} okText={say('confirmation.submit')} form={form} pending={scoring.isPending} problem={scoring.error} onSend={(values) => scoring.mutate(values)} onClose={onClose}>
      <ScoreFields survey={survey} required />
    </ActionDialog>
  )
}
