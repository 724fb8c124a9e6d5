import { Button, Flex, Modal, Segmented } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { Mailbox } from '../../contract.ts'
import { mailboxesQuery } from '../mailboxes/mailbox-data.ts'
import { MailboxForm, type ScenarioChoice } from '../mailboxes/mailbox-form.tsx'
import { MailboxLine } from '../mailboxes/mailbox-line.tsx'
import { useMailboxWords } from '../mailboxes/use-mailbox-words.ts'
import styles from '../mailboxes/mailboxes.module.css'

/** The mailboxes that customers write to. `scenarios`: what a mail can open. */
export function MailboxesScreen({ scenarios }: { readonly scenarios: readonly ScenarioChoice[] }) {
  const say = useMailboxWords()
  const [archived, setArchived] = useState(false)
  const [edited, setEdited] = useState<Mailbox | 'new' | null>(null)
  const mailboxes = useQuery(mailboxesQuery(archived))
  const close = (): void => setEdited(null)
  return (
    <>
      <PageHead title={say('title')} text={say('text')}>
        <Button type="primary" onClick={() => setEdited('new')}>{say('add')}</Button>
      </PageHead>
      <Flex vertical gap="middle">
        <div><Segmented<boolean> value={archived} onChange={setArchived} options={[{ value: false, label: say('shelf.used') }, { value: true, label: say('shelf.archived') }]} /></div>
        <ProblemNote problem={mailboxes.error} />
        {mailboxes.data?.length === 0 && (archived
          ? <EmptyNote title={say('empty.archived')} />
          : <EmptyNote title={say('empty.title')} text={say('empty.text')}><Button type="primary" onClick={() => setEdited('new')}>{say('add')}</Button></EmptyNote>)}
        <ul className={styles['list']}>
          {mailboxes.data?.map((mailbox) => <MailboxLine key={mailbox.id} mailbox={mailbox} scenarios={scenarios} onEdit={() => setEdited(mailbox)} />)}
        </ul>
      </Flex>
      <Modal open={edited !== null} title={say(edited === 'new' ? 'form.add' : 'form.edit')} footer={null} width={640} destroyOnHidden mask={{ closable: false }} onCancel={close}>
        {edited !== null && <MailboxForm mailbox={edited === 'new' ? null : edited} scenarios={scenarios} onDone={close} />}
      </Modal>
    </>
  )
}
