import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { Mailbox } from '../contract.ts'

/** A mailbox as it is kept, without its password; `read` says that mails were taken from it. */
export type StoredMailbox = Mailbox & { readonly read: boolean }

const COLUMNS = `id, name, address, imap_host, imap_port, imap_secure, smtp_host, smtp_port, smtp_secure, username, scenario, team_id, active, plus_addressing, last_checked_at, last_error, archived_at,
  uid_validity is not null as read`

export const mailboxView = (id: Id): Statement => ({ name: 'conversation.mailbox_view', text: `select ${COLUMNS} from mailboxes where id = $1`, values: [id] })
/** The same for a command: whoever else changes the mailbox waits. */
export const mailboxToChange = (id: Id): Statement => ({ name: 'conversation.mailbox_to_change', text: `select ${COLUMNS} from mailboxes where id = $1 for update`, values: [id] })

/** Mailboxes by id. */
export const mailboxList = (page: { readonly after: string; readonly limit: number; readonly archived: boolean }): Statement => ({
  name: 'conversation.mailbox_list',
  text: `select ${COLUMNS} from mailboxes where id > $1::uuid and (archived_at is not null) = $3 order by id limit $2`,
  values: [page.after, page.limit, page.archived],
})

/** Whether a team works. */
export const teamWorks = (id: Id | null): Statement => ({ name: 'conversation.team_works', text: 'select id from teams where id = $1 and archived_at is null', values: [id] })

type Settings = Pick<Mailbox, 'id' | 'name' | 'address' | 'imap' | 'smtp' | 'username' | 'scenario' | 'teamId' | 'active' | 'plusAddressing'>

const valuesOf = ({ id, name, address, imap, smtp, username, scenario, teamId, active, plusAddressing }: Settings): readonly unknown[] =>
  [id, name, address, imap.host, imap.port, imap.secure, smtp.host, smtp.port, smtp.secure, username, scenario, teamId, active, plusAddressing]

export const insertMailbox = (mailbox: Settings, password: Buffer, at: Instant): Statement => ({
  name: 'conversation.insert_mailbox',
  text: `insert into mailboxes (id, name, address, imap_host, imap_port, imap_secure, smtp_host, smtp_port, smtp_secure, username, scenario, team_id, active, plus_addressing, password, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
  values: [...valuesOf(mailbox), password, formatInstant(at)],
})

/** Without a password the old one stays. What stood in the way may be gone now. */
export const updateMailbox = (mailbox: Settings, password: Buffer | null): Statement => ({
  name: 'conversation.update_mailbox',
  text: `update mailboxes set name = $2, address = $3, imap_host = $4, imap_port = $5, imap_secure = $6, smtp_host = $7, smtp_port = $8, smtp_secure = $9, username = $10, scenario = $11,
      team_id = $12, active = $13, plus_addressing = $14, password = coalesce($15, password), last_error = null where id = $1`,
  values: [...valuesOf(mailbox), password],
})

export const setMailboxArchived = (id: Id, archivedAt: Instant | null): Statement => ({
  name: 'conversation.set_mailbox_archived', text: 'update mailboxes set archived_at = $2 where id = $1', values: [id, archivedAt === null ? null : formatInstant(archivedAt)],
})

const text = (at: unknown): string | null => (at === null ? null : formatInstant(at as Instant))

export const readMailboxes = ({ rows }: Rows): readonly StoredMailbox[] =>
  rows.map((row) => ({
    id: row['id'] as Id,
    name: String(row['name']),
    address: String(row['address']),
    imap: { host: String(row['imap_host']), port: Number(row['imap_port']), secure: row['imap_secure'] === true },
    smtp: { host: String(row['smtp_host']), port: Number(row['smtp_port']), secure: row['smtp_secure'] === true },
    username: String(row['username']),
    scenario: String(row['scenario']),
    teamId: row['team_id'] as Id | null,
    active: row['active'] === true,
    plusAddressing: row['plus_addressing'] === true,
    lastCheckedAt: text(row['last_checked_at']),
    lastError: row['last_error'] as string | null,
    archivedAt: text(row['archived_at']),
    read: row['read'] === true,
  }))
