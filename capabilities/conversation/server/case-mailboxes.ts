import type { Id } from '#kernel/id.ts'
import type { Db, Rows, Statement } from '#platform/db/database.ts'

/** From where a case is written to, and which mail it answers. */
export type CaseMailbox = { readonly mailboxId: Id; readonly inReplyTo: string | null; readonly references: readonly string[] }

const IN_USE = 'mailboxes.archived_at is null and mailboxes.active'

/** In SQL: whether there is a mailbox from which customers can be written to; asked once in a statement, whatever the number of its rows. */
export const MAIL_CAN_GO = `exists (select 1 from mailboxes where ${IN_USE})`

/** The mailbox the customer last wrote to about each of these cases, as long as it is in use; else the oldest that is. */
export const caseMailboxesOf = (caseIds: readonly Id[]): Statement => ({
  name: 'conversation.case_mailboxes',
  text: `select asked.id as asked, coalesce(last.mailbox_id, spare.id) as mailbox_id, mail_id, mail_references from unnest($1::uuid[]) as asked (id)
    left join lateral (
      select mailbox_id, mail_id, mail_references from messages join mailboxes on mailboxes.id = mailbox_id and ${IN_USE}
      where case_id = asked.id and direction = 'in' order by messages.created_at desc limit 1) last on true
    left join (select id from mailboxes where ${IN_USE} order by created_at, id limit 1) spare on true`,
  values: [caseIds],
})

/** By case; none of a case means that no mailbox is in use. */
export const readCaseMailboxes = ({ rows }: Rows): ReadonlyMap<Id, CaseMailbox> =>
  new Map(rows.flatMap((row) => (row['mailbox_id'] === null ? [] : [[row['asked'] as Id, mailboxOf(row)] as const])))

const mailboxOf = (row: Readonly<Record<string, unknown>>): CaseMailbox => ({ mailboxId: row['mailbox_id'] as Id, inReplyTo: row['mail_id'] as string | null, references: (row['mail_references'] ?? []) as string[] })

export const mailboxFor = async (db: Db, caseId: Id): Promise<CaseMailbox | null> => readCaseMailboxes(await db.query(caseMailboxesOf([caseId]))).get(caseId) ?? null
