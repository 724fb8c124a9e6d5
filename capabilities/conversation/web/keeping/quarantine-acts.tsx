import { App, Button, Flex } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { QuarantinedMail } from '../../contract.ts'
import { askConversation } from '../mailboxes/mailbox-data.ts'
import { QUARANTINE } from './keeping-data.ts'
import { RawMailDialog } from './raw-mail-dialog.tsx'
import { useKeepingWords } from './use-keeping-words.ts'

/** What one can do about a mail that could not be read. */
export function QuarantineActs({ mail: { id }, dismissed }: { readonly mail: QuarantinedMail; readonly dismissed: boolean }) {
  const say = useKeepingWords()
  const { message } = App.useApp()
  const [looking, setLooking] = useState(false)
  const params = { id }
  const changes = () => [QUARANTINE]
  const retry = useCommand({ run: async (_nothing: null, key) => askConversation('POST /api/v1/quarantine/:id/retry', { params }, { key }), changes, onDone: () => void message.success(say('quarantine.retried')) })
  const dismiss = useCommand({ run: async (_nothing: null, key) => askConversation('POST /api/v1/quarantine/:id/dismissal', { params }, { key }), changes })
  const restore = useCommand({ run: async (_nothing: null, key) => askConversation('DELETE /api/v1/quarantine/:id/dismissal', { params }, { key }), changes })
  return (
    <Flex vertical gap="small">
      <Flex gap="small" wrap>
        <Button size="small" onClick={() => setLooking(true)}>{say('quarantine.look')}</Button>
        {dismissed
          ? <Button size="small" loading={restore.isPending} onClick={() => restore.mutate(null)}>{say('quarantine.restore')}</Button>
          : (
            <>
              <Button size="small" type="primary" loading={retry.isPending} onClick={() => retry.mutate(null)}>{say('quarantine.retry')}</Button>
              <Button size="small" loading={dismiss.isPending} onClick={() => dismiss.mutate(null)}>{say('quarantine.dismiss')}</Button>
            </>
          )}
      </Flex>
      <ProblemNote problem={retry.error ?? dismiss.error ?? restore.error} />
      {looking && <RawMailDialog id={id} onClose={() => setLooking(false)} />}
    </Flex>
  )
}
