import type { UseMutationResult } from '@tanstack/react-query'
import { changedOf } from '#ui/talk/changed-of.ts'
import type { Problem } from '#ui/talk/problem.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Mailbox, MailboxChange, NewMailbox } from '../../contract.ts'
import { askConversation, MAILBOXES_CHANGED } from './mailbox-data.ts'

/** Adds a mailbox, or changes what differs; a password left empty stays as it is. */
export function useSaveMailbox(mailbox: Mailbox | null, onDone: () => void): UseMutationResult<null, Problem, NewMailbox> {
  return useCommand<NewMailbox, null>({
    run: async (wanted, key) => {
      if (mailbox === null) await askConversation('POST /api/v1/mailboxes', { body: { ...wanted, teamId: wanted.teamId ?? null } }, { key })
      else await change(mailbox, wanted, key)
      return null
    },
    changes: () => MAILBOXES_CHANGED,
    onDone,
  })
}

async function change(mailbox: Mailbox, { address: _address, password, ...wanted }: NewMailbox, key: string): Promise<void> {
  const { name, imap, smtp, username, scenario, teamId, active, plusAddressing } = mailbox
  const before: MailboxChange = { name, imap, smtp, username, scenario, teamId, active, plusAddressing }
  const body: MailboxChange = { ...changedOf(before, wanted), ...(password === undefined || password === '' ? {} : { password }) }
  if (Object.keys(body).length > 0) await askConversation('PATCH /api/v1/mailboxes/:id', { params: { id: mailbox.id }, body }, { key })
}
