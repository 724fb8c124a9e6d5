import { MAIL_CAN_GO } from '#capabilities/conversation/server/commands.ts'
import { mailAddressIn } from '#capabilities/customer/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import type { Statement } from '#platform/db/database.ts'

/** In SQL: whether a mail can reach the customer whose id stands in this column: they have an address, and we have a mailbox to write from. */
export const mailableIn = (customerId: string): string => `(${MAIL_CAN_GO} and ${mailAddressIn(customerId)})`

/** Of these customers, those whom a mail can reach; `fresh` are taken down with their address in the same breath, and nobody finds it yet. */
export const mailableCustomers = (ids: readonly Id[], fresh: readonly Id[]): Statement => ({
  name: 'case.mailable_customers',
  text: `select named.id from unnest($1::uuid[]) as named (id) where ${MAIL_CAN_GO} and (named.id = any($2::uuid[]) or ${mailAddressIn('named.id')})`,
  values: [ids, fresh],
})
