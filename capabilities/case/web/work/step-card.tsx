import { Alert } from 'antd'
import { useReader } from '#ui/time/use-reader.ts'
import { sayTime } from '#ui/time/say-time.ts'
import type { CaseView } from '../../contract.ts'
import type { ScenarioGuide } from '../../guide-contract.ts'
import { ConfirmationCard } from './confirmation-card.tsx'
import styles from './step-card.module.css'
import { StepForm } from './step-form.tsx'
import { useInRole } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

export type GuideStep = ScenarioGuide['steps'][number]
export type StepStanding = CaseView['steps'][number]
export type StepProps = { readonly view: CaseView; readonly guide: ScenarioGuide; readonly step: GuideStep; readonly standing: StepStanding }

/** What the present step asks for: its form, or what the customer was asked; or who has to do it. */
export function StepCard(props: StepProps) {
  const { view, step, standing } = props
  const say = usePageWords()
  const reader = useReader()
  const inRole = useInRole([step.role, ...step.collaborators])
  const opensAt = standing.opensAt === null ? null : Date.parse(standing.opensAt)
  return (
    <div className={styles['card']}>
      {step.does !== null && <p className={styles['does']}>{step.does}</p>}
      {opensAt !== null && opensAt > reader.now && <Alert type="info" showIcon title={say('step.opens', { time: sayTime(opensAt, reader) })} />}
      {step.kind === 'confirmation'
        ? <ConfirmationCard {...props} mayRecord={inRole && view.permissions.includes('case.confirm_for_customer')} />
        : inRole && view.permissions.includes('case.step')
          ? <StepForm {...props} />
          : <p className={styles['does']}>{say('step.for_role', { role: step.role.name })}</p>}
    </div>
  )
}
