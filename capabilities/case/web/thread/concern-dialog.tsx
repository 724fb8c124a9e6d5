import { Button, Modal } from 'antd'
import { useFocusBack } from '#ui/keys/use-focus-back.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import styles from './composer.module.css'
import type { Concern } from './use-send.ts'
import { useThreadWords } from './use-thread-words.ts'

const SHOWN_MAX = 3
const EXCERPT_CHARS = 160

type ConcernProps = { readonly concern: Concern; readonly busy: boolean; readonly onLook: () => void; readonly onSend: () => void }

/** Before something goes out that the writer might want to think over: who else is writing, and what has come since they began. */
export function ConcernDialog({ concern, busy, onLook, onSend }: ConcernProps) {
  useFocusBack()
  const say = useThreadWords()
  const names = concern.replying.map(({ name }) => name).join('、')
  return (
    <Modal
      open
      title={say('concern.title')}
      onCancel={onLook}
      footer={[
        <Button key="send" loading={busy} onClick={onSend}>{say('concern.send')}</Button>,
        <Button key="look" type="primary" autoFocus onClick={onLook}>{say('concern.look')}</Button>,
      ]}
    >
      {concern.replying.length > 0 && <p className={styles['concern']}>{say('concern.replying_text', { names })}</p>}
      {concern.newer.length > 0 && <p className={styles['concern']}>{say('concern.newer_text')}</p>}
      <ul>
        {concern.newer.slice(-SHOWN_MAX).map(({ id, fromName, authorName, text, replyText, createdAt }) => (
          <li key={id} className={styles['newer']}>
            <strong>{fromName ?? authorName ?? say('from.customer')}</strong> <TimeText past at={createdAt} />
            <p>{[...(replyText ?? text)].slice(0, EXCERPT_CHARS).join('')}</p>
          </li>
        ))}
      </ul>
      {concern.unseen && concern.newer.length === 0 && <p className={styles['concern']}>{say('concern.unseen_text')}</p>}
    </Modal>
  )
}
