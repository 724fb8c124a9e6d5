import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import type { MailboxCheck } from '../../contract.ts'
import { useMailTrouble } from './use-mail-trouble.ts'
import { useMailboxWords } from './use-mailbox-words.ts'
import styles from './mailboxes.module.css'

/** Whether mails can be read and sent, and what stands in the way. */
export function CheckResult({ check }: { readonly check: MailboxCheck }) {
  const say = useMailboxWords()
  return (
    <ul className={styles['check']} aria-live="polite">
      <Door name={say('check.imap')} code={check.imap} />
      <Door name={say('check.smtp')} code={check.smtp} />
    </ul>
  )
}

function Door({ name, code }: { readonly name: string; readonly code: string | null }) {
  const say = useMailboxWords()
  const trouble = useMailTrouble()
  return (
    <li className={styles['door']} data-well={code === null}>
      <span aria-hidden>{code === null ? <CheckCircleFilled /> : <CloseCircleFilled />}</span>
      <span><strong>{name}</strong> {code === null ? say('check.well') : trouble(code)}</span>
    </li>
  )
}
