import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { HealthDetails } from '../health-contract.ts'
import { failureIn } from './commands.ts'

/** When each mailbox was last read, and what stood in the way. */
export const mailboxHealth: Statement = {
  name: 'conversation.mailbox_health',
  text: 'select id, name, address, active, last_checked_at, last_error from mailboxes where archived_at is null order by name, id limit 200',
  values: [],
}

/** Mails that wait for somebody; counting stops at a thousand. */
export const quarantinedCount: Statement = {
  name: 'conversation.quarantined_count',
  text: `select count(*)::int as count from (select 1 from inbound_mails where status in ('stored', 'quarantined') and status = 'quarantined' limit 1000) waiting`,
  values: [],
}

export const readMailboxHealth = ({ rows }: Rows, locale: Locale): HealthDetails['mailboxes'] =>
  rows.map((row) => ({
    id: String(row['id']),
    name: String(row['name']),
    address: String(row['address']),
    active: row['active'] === true,
    lastCheckedAt: row['last_checked_at'] === null ? null : formatInstant(row['last_checked_at'] as Instant),
    lastError: row['last_error'] as string | null,
    error: failureIn(row['last_error'] as string | null, locale),
  }))
