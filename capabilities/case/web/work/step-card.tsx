import { ClockCircleOutlined } from '@ant-design/icons'
import { useReader } from '#ui/time/use-reader.ts'
import { sayDayTime } from '#ui/time/say-time.ts'
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

/** What the present step asks for: its form, or what the customer was asked; or who has to do it. Before its time has come, only when that is. */
export function StepCard(props: StepProps) {
  const { view, step, standing } = props
  const say = usePageWords()
  const reader = useReader()
  const inRole = useInRole([step.role, ...step.collaborators])
  const opensAt = standing.opensAt === null ? null : Date.parse(standing.opensAt)
  return (
    <div className={styles['card']}>
      {step.does !== null && <p className={styles['does']}>{step.does}</p>}
      {opensAt !== null && opensAt > reader.now
        ? <p className={styles['opens']}><ClockCircleOutlined aria-hidden /> {say('step.opens', { time: sayDayTime(opensAt, reader), step: step.name })}</p>
        : step.kind === 'confirmation'
          ? <ConfirmationCard {...props} mayRecord={inRole && view.permissions.includes('case.confirm_for_customer')} />
          : inRole && view.permissions.includes('case.step')
            ? <StepForm {...props} />
            : <p className={styles['does']}>{say('step.for_role', { role: step.role.name })}</p>}
    </div>
  )
}
