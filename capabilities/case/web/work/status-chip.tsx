import { CheckCircleOutlined, MergeCellsOutlined, PauseCircleOutlined, PlayCircleOutlined, StopOutlined } from '@ant-design/icons'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { useReader } from '#ui/time/use-reader.ts'
import { sayTime } from '#ui/time/say-time.ts'
import type { CaseView } from '../../contract.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { usePageWords } from './use-page-words.ts'

const SIGNS = {
  open: { tone: 'info', icon: <PlayCircleOutlined /> },
  resolved: { tone: 'good', icon: <CheckCircleOutlined /> },
  closed: { tone: 'calm', icon: <StopOutlined /> },
  merged: { tone: 'calm', icon: <MergeCellsOutlined /> },
} as const

/** Where the case stands in its life, and what it waits for. */
export function StatusChip({ view: { status, wait } }: { readonly view: Pick<CaseView, 'status' | 'wait'> }) {
  const say = usePageWords()
  const sayCase = useCaseWords()
  const reader = useReader()
  if (wait !== null) {
    const until = wait.until === null ? '' : say('head.wait_until', { time: sayTime(Date.parse(wait.until), reader) })
    return <ToneChip tone="calm" icon={<PauseCircleOutlined />}>{`${wait.name}${until}`}</ToneChip>
  }
  const { tone, icon } = SIGNS[status as keyof typeof SIGNS]
  return <ToneChip tone={tone} icon={icon}>{sayCase(`status.${status as keyof typeof SIGNS}`)}</ToneChip>
}
