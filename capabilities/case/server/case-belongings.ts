import { eraseMessages, type MessagesOf } from '#capabilities/conversation/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { unshelve } from './search-store.ts'

/** What cases keep of customers: their subject, the words of their forms, drafts made of them, and all that was written. Codes, clocks and events stay. */
export const caseBelongings = {
  cases: (customerIds: readonly Id[]): Statement => ({
    name: 'case.of_customers',
    text: `select id, status in ('closed', 'merged') as over from cases where customer_id = any($1::uuid[])`,
    values: [customerIds],
  }),
  erase: ({ customerIds, caseIds }: MessagesOf, at: Instant): readonly Statement[] => [
    { name: 'case.erase_subject', text: 'update cases set subject = null where id = any($1::uuid[])', values: [caseIds] },
    { name: 'case.erase_words', text: 'update case_records set words = null where case_id = any($1::uuid[])', values: [caseIds] },
    {
      name: 'case.erase_drafts',
      text: `update knowledge_drafts set title = '', problem = '', solution = '', discarded_at = coalesce(discarded_at, $2) where case_id = any($1::uuid[])`,
      values: [caseIds, formatInstant(at)],
    },
    { name: 'case.erase_unsent', text: 'delete from case_drafts where case_id = any($1::uuid[])', values: [caseIds] },
    ...unshelve(caseIds),
    ...eraseMessages({ customerIds, caseIds }, at),
  ],
}
