import { LockOutlined, RobotOutlined, UserOutlined } from '@ant-design/icons'
import { memo } from 'react'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import type { MessageView } from '../../contract.ts'
import { MessageBody } from './message-body.tsx'
import { MessageFiles } from './message-files.tsx'
import styles from './message-item.module.css'
import { OutgoingNote } from './outgoing-note.tsx'
import { useThreadWords } from './use-thread-words.ts'

const CHANNELS = ['email', 'phone', 'web', 'chat', 'sms', 'api', 'internal'] as const
type Side = 'customer' | 'us' | 'automatic' | 'note'

/** Whose words these are, which decides how they look. */
const sideOf = ({ direction, authorKind }: MessageView): Side => (direction === 'note' ? 'note' : direction === 'in' ? 'customer' : authorKind === 'system' ? 'automatic' : 'us')

export type MessageActions = { readonly mayReply: boolean; readonly onTakeBack: (message: MessageView) => void; readonly onWriteAgain: (text: string) => void }

/** One message: who, where, when, what, and what became of it. */
export const MessageItem = memo(function MessageItem({ message, actions }: { readonly message: MessageView; readonly actions: MessageActions }) {
  const say = useThreadWords()
  const side = sideOf(message)
  const channel = CHANNELS.find((known) => known === message.channel)
  const name = useAuthorName(message, side)
  return (
    <article className={styles['message']} data-side={side} data-gone={message.state === 'cancelled'} aria-label={side === 'note' ? `${say('from.note')} ${name}` : name}>
      <span className={styles['face']} aria-hidden>{side === 'automatic' ? <RobotOutlined /> : side === 'note' ? <LockOutlined /> : name === '' ? <UserOutlined /> : [...name][0]}</span>
      <div className={styles['bubble']}>
        <header className={styles['head']}>
          <strong className={styles['name']}>{name}</strong>
          {side === 'note' ? <ToneChip tone="note" icon={<LockOutlined />}>{say('from.note')}</ToneChip> : <span className={styles['muted']}>{say(`channel.${channel ?? 'other'}`)}</span>}
          {message.auto !== 'none' && side === 'customer' && <ToneChip tone="calm" icon={<RobotOutlined />}>{say('from.auto')}</ToneChip>}
          <span className={styles['muted']}><TimeText past at={message.createdAt} /></span>
        </header>
        <MessageBody message={message} />
        <MessageFiles files={message.files} />
        <OutgoingNote message={message} {...actions} />
      </div>
    </article>
  )
})

function useAuthorName({ fromName, authorName, authorKind }: MessageView, side: Side): string {
  const say = useThreadWords()
  switch (side) {
    case 'customer': return fromName ?? say('from.customer')
    case 'automatic': return say('from.system')
    case 'us':
    case 'note': return authorName ?? say(authorKind === 'api_key' ? 'from.program' : 'from.colleague')
  }
}
