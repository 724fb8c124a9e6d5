import { CheckCircleFilled, ClockCircleOutlined, MinusCircleOutlined, PlayCircleFilled, QuestionCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Tone } from '#ui/theme/tokens.ts'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import type { StepState } from '../pieces/case-position.ts'

const SIGNS: Readonly<Record<StepState, readonly [tone: Tone, icon: ReactNode]>> = {
  done: ['good', <CheckCircleFilled key="done" />],
  active: ['info', <PlayCircleFilled key="active" />],
  ahead: ['calm', <ClockCircleOutlined key="ahead" />],
  maybe: ['calm', <QuestionCircleOutlined key="maybe" />],
  dropped: ['calm', <MinusCircleOutlined key="dropped" />],
}

/** How a case stands to a step: colour, sign and word. */
export function StateSign({ state }: { readonly state: StepState }) {
  const say = useHandbookWords()
  const [tone, icon] = SIGNS[state]
  return <ToneChip tone={tone} icon={icon}>{say(`state.${state}`)}</ToneChip>
}
