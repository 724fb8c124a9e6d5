import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined, PauseCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { sayExactTime, sayLength, sayTime } from '#ui/time/say-time.ts'
import { useReader } from '#ui/time/use-reader.ts'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { dueState, type DueState } from '../../core/due-state.ts'
import { useCaseWords } from './use-case-words.ts'

export type Due = { readonly name: string; readonly dueAt: string | null; readonly missed: boolean; readonly paused: boolean; readonly provisional: boolean }

const SIGNS = {
  overdue: { tone: 'bad', icon: <ExclamationCircleOutlined /> },
  soon: { tone: 'warn', icon: <WarningOutlined /> },
  running: { tone: 'good', icon: <ClockCircleOutlined /> },
  paused: { tone: 'calm', icon: <PauseCircleOutlined /> },
  none: { tone: 'calm', icon: <CheckCircleOutlined /> },
} as const satisfies Readonly<Record<DueState, object>>

/** The next promise of a case: colour, icon and words. */
export function DueChip({ due }: { readonly due: Due | null }) {
  const say = useCaseWords()
  const reader = useReader()
  const at = due?.dueAt === null || due === null ? null : Date.parse(due.dueAt)
  const state = dueState(due === null ? null : { dueAt: at, missed: due.missed, paused: due.paused }, reader.now)
  const { tone, icon } = SIGNS[state]
  const time = at === null ? '' : state === 'overdue' ? sayLength(reader.now - at, reader.locale) : sayTime(at, reader)
  const title = due === null ? undefined : [due.name, at === null ? '' : sayExactTime(at, reader), due.provisional ? say('due.provisional') : ''].filter((part) => part !== '').join(' · ')
  // Paused after it was missed and before its new instant: late, but not by a length.
  const words = state === 'overdue' && (at === null || at > reader.now) ? say('view.overdue') : say(`due.${state}`, { time })
  return <ToneChip tone={tone} icon={icon} {...(title === undefined ? {} : { title })}>{words}</ToneChip>
}
