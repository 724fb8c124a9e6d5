import { MessageOutlined, PhoneOutlined, TeamOutlined } from '@ant-design/icons'
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import type { RecordView } from '../../contract.ts'
import styles from './message-item.module.css'
import { PlainText } from './plain-text.tsx'
import { useThreadWords } from './use-thread-words.ts'

const ICONS = { phone: <PhoneOutlined />, chat: <MessageOutlined />, visit: <TeamOutlined /> } as const
const CHANNELS = ['phone', 'chat', 'visit'] as const

/** A talk that somebody wrote down: who, how, when, whether it reached the customer, and what was said. */
export function ContactItem({ contact }: { readonly contact: RecordView }) {
  const say = useThreadWords()
  const colleagues = useColleagues()
  const { subject, authorId, authorKind, codes, words, recordedAt } = contact
  const channel = CHANNELS.find((known) => known === subject) ?? 'phone'
  const name = colleagues.find(({ id }) => id === authorId)?.name ?? say(authorKind === 'api_key' ? 'from.program' : 'from.colleague')
  const said = words['text'] ?? ''
  return (
    <article className={styles['message']} data-side="contact" aria-label={`${say(`contact.${channel}`)} ${name}`}>
      <span className={styles['face']} aria-hidden>{ICONS[channel]}</span>
      <div className={styles['bubble']}>
        <header className={styles['head']}>
          <strong className={styles['name']}>{name}</strong>
          <ToneChip tone="calm" icon={ICONS[channel]}>{say(`contact.${channel}`)}</ToneChip>
          <span className={styles['muted']}>{say(codes['reached'] === true ? 'contact.reached' : 'contact.unreached')}</span>
          <span className={styles['muted']}><TimeText past at={recordedAt} /></span>
        </header>
        {said !== '' && <p className={styles['text']}><PlainText text={said} /></p>}
      </div>
    </article>
  )
}
