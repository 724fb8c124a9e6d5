import { EditOutlined, EyeOutlined } from '@ant-design/icons'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { usePeopleHere } from '../pieces/live.ts'
import { usePageWords } from './use-page-words.ts'

/** Colleagues who have this case open just now; who is writing to the customer stands out. */
export function Present({ caseId }: { readonly caseId: string }) {
  const say = usePageWords()
  const me = useMe()
  const others = usePeopleHere(caseId).filter(({ id }) => id !== me.id)
  return (
    <output>
      {others.map(({ id, name, state }) => (
        <ToneChip key={id} tone={state === 'replying' ? 'warn' : 'calm'} icon={state === 'replying' ? <EditOutlined /> : <EyeOutlined />}>{say(`head.${state}`, { name })}</ToneChip>
      ))}
    </output>
  )
}
