/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */
import { useQuery } from '@tanstack/react-query'
import { Modal, Spin } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { QuarantinedMail } from '../../contract.ts'
import { askConversation } from '../mailboxes/mailbox-data.ts'
import styles from './keeping.module.css'
import { QUARANTINE } from './keeping-data.ts'
import { useKeepingWords } from './use-keeping-words.ts'

/** A mail as it came, as text and nothing but text. */
export function RawMailDialog({ id, onClose }: { readonly id: QuarantinedMail['id']; readonly onClose: () => void }) {
  const say = useKeepingWords()
  const mail = useQuery({ queryKey: [...QUARANTINE, 'raw', id], queryFn: async ({ signal }) => askConversation('GET /api/v1/quarantine/:id', { params: { id } }, { signal }) })
  return (
    <Modal open title={say('raw.title')} footer={null} onCancel={onClose} width={820}>
      <p className={styles['hint']}>{say('raw.text')}</p>
      <ProblemNote problem={mail.error} />
      {mail.isPending && <Spin />}
      {mail.data !== undefined && (
        <>
          <h3 className={styles['head']}>{say('raw.header')}</h3>
          <pre className={styles['raw']} tabIndex={0}>{mail.data.header}</pre>
          <h3 className={styles['head']}>{say('raw.body')}</h3>
          <pre className={styles['raw']} tabIndex={0}>{mail.data.text}</pre>
          {mail.data.cut && <p className={styles['hint']}>{say('raw.cut')}</p>}
        </>
      )}
    </Modal>
  )
}
