import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined, MinusCircleOutlined, PauseCircleOutlined, QuestionCircleOutlined, WarningOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Remaining } from '#capabilities/clock/core/remaining.ts'
import type { Tone } from '#ui/theme/tokens.ts'

export type ClockSign = { readonly tone: Tone; readonly icon: ReactNode }

const SIGNS: Readonly<Record<Remaining['state'], ClockSign>> = {
  running: { tone: 'good', icon: <ClockCircleOutlined /> },
  overdue: { tone: 'bad', icon: <ExclamationCircleOutlined /> },
  paused: { tone: 'calm', icon: <PauseCircleOutlined /> },
  met: { tone: 'good', icon: <CheckCircleOutlined /> },
  late: { tone: 'bad', icon: <ExclamationCircleOutlined /> },
  cancelled: { tone: 'calm', icon: <MinusCircleOutlined /> },
  unknown: { tone: 'calm', icon: <QuestionCircleOutlined /> },
}
const SOON: ClockSign = { tone: 'warn', icon: <WarningOutlined /> }
const SOON_MS = 3_600_000

/** Colour and icon of how a clock stands; the last counted hour warns. */
export const signOf = ({ state, amount }: Remaining): ClockSign => (state === 'running' && amount !== null && amount <= SOON_MS ? SOON : SIGNS[state])
