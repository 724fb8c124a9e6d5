import { CheckOutlined, ClockCircleOutlined, ExclamationCircleOutlined, QuestionCircleOutlined, RollbackOutlined, SendOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { outgoingState, type OutgoingState } from '#capabilities/conversation/core/outgoing-state.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { Tone } from '#ui/theme/tokens.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import { useNowUntil } from '#ui/time/use-now-until.ts'
import type { MessageView } from '../../contract.ts'
import styles from './message-item.module.css'
import { useSettling } from './use-sending.ts'
import { useThreadWords } from './use-thread-words.ts'

const SIGNS: Readonly<Record<OutgoingState['kind'], readonly [Tone, typeof SendOutlined]>> = {
  going: ['info', ClockCircleOutlined], scheduled: ['info', ClockCircleOutlined], sending: ['info', SendOutlined], sent: ['good', CheckOutlined],
  failed: ['bad', ExclamationCircleOutlined], uncertain: ['warn', QuestionCircleOutlined], cancelled: ['calm', RollbackOutlined],
}

type OutgoingProps = { readonly message: MessageView; readonly mayReply: boolean; readonly onTakeBack: (message: MessageView) => void; readonly onWriteAgain: (text: string) => void }

/** What became of a message of ours, and what one can do about it. */
export function OutgoingNote({ message, mayReply, onTakeBack, onWriteAgain }: OutgoingProps) {
  const say = useThreadWords()
  const now = useNowUntil(message.state === 'planned' && message.sendAt !== null ? Date.parse(message.sendAt) : 0)
  const state = outgoingState(message, now)
  const settling = useSettling()
  if (state === null) return null
  const [tone, Sign] = SIGNS[state.kind]
  return (
    <div className={styles['outgoing']}>
      <ToneChip tone={tone} icon={<Sign />}>{state.kind === 'going' ? say('state.going', { seconds: state.seconds }) : say(`state.${state.kind}`)}</ToneChip>
      {state.kind === 'scheduled' && message.sendAt !== null && <TimeText at={message.sendAt} />}
      {state.kind === 'failed' && <Why failure={message.failure} hint={say('state.failed_hint')} />}
      {state.kind === 'uncertain' && <Why failure={message.failure} hint={say('state.uncertain_hint')} />}
      {mayReply && (state.kind === 'going' || state.kind === 'scheduled') && <Button size="small" onClick={() => onTakeBack(message)}>{say(state.kind === 'going' ? 'state.undo' : 'state.unschedule')}</Button>}
      {mayReply && state.kind === 'failed' && message.authorKind === 'staff' && <Button size="small" onClick={() => onWriteAgain(message.text)}>{say('state.write_again')}</Button>}
      {mayReply && state.kind === 'uncertain' && (
        <>
          <Button size="small" loading={settling.isPending} onClick={() => settling.mutate({ id: message.id, sent: true })}>{say('state.was_sent')}</Button>
          <Button size="small" loading={settling.isPending} onClick={() => settling.mutate({ id: message.id, sent: false })}>{say('state.was_not_sent')}</Button>
        </>
      )}
      <ProblemNote problem={settling.error} />
    </div>
  )
}

/** Why it did not go, and on a line of its own what one can do. */
function Why({ failure, hint }: { readonly failure: string | null; readonly hint: string }) {
  return <span className={styles['why']}>{failure !== null && <>{failure}<br /></>}{hint}</span>
}
