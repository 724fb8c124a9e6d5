import { maskMail, maskPhone } from '#capabilities/access/core/masking.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, instantText, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Rows } from '#platform/db/database.ts'
import { messageFor } from '#platform/http/messages/message-table.ts'
import type { ContactPoint, Customer, CustomerItem } from '../contract.ts'
import type { ChangeableCustomer, CustomerStanding } from '../core/customer-rules.ts'
import type { ContactKind } from '../core/normalise-address.ts'
import { contactContext } from './commands.ts'

/** A customer's row as commands and lists read it. */
export type StoredCustomer = CustomerStanding & ChangeableCustomer & {
  readonly kind: 'person' | 'company'
  readonly locale: 'zh-CN' | 'zh-TW' | 'en'
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly version: number
  readonly readable: boolean
  readonly permitted: boolean
}

export const readCustomers = ({ rows }: Rows): readonly StoredCustomer[] => rows.map(customerOfRow)

export const customerOfRow = (row: Readonly<Record<string, unknown>>): StoredCustomer => ({
  id: row['id'] as Id,
  kind: row['kind'] === 'company' ? 'company' : 'person',
  name: String(row['name']),
  company: row['company'] as string | null,
  locale: row['locale'] as StoredCustomer['locale'],
  timezone: row['timezone'] as string | null,
  tier: row['tier'] as string | null,
  mergedInto: row['merged_into'] as Id | null,
  archivedAt: row['archived_at'] as Instant | null,
  erasedAt: row['erased_at'] as Instant | null,
  createdAt: row['created_at'] as Instant,
  updatedAt: row['updated_at'] as Instant,
  version: Number(row['version'] ?? 0),
  readable: row['readable'] === true,
  permitted: row['permitted'] === true,
})

/** As lists show a customer; who was erased has no name of their own. */
export const presentItem = ({ id, kind, name, company, tier, archivedAt, erasedAt }: StoredCustomer, locale: Locale): CustomerItem =>
  ({ id, kind, name: erasedAt === null ? name : messageFor('customer.erased_name', {}, locale), company, tier, archivedAt: instantText(archivedAt), erasedAt: instantText(erasedAt) })

/** The whole customer. */
export const presentCustomer = (customer: StoredCustomer, { contactPoints, permissions }: Pick<Customer, 'contactPoints' | 'permissions'>, locale: Locale): Customer => ({
  ...presentItem(customer, locale),
  locale: customer.locale,
  timezone: customer.timezone,
  contactPoints,
  permissions,
  mergedInto: customer.mergedInto,
  createdAt: formatInstant(customer.createdAt),
  updatedAt: formatInstant(customer.updatedAt),
})

/** Addresses, in full or with their middle hidden. */
export const presentContactPoints = ({ rows }: Pick<Rows, 'rows'>, sealing: Sealing, inFull: boolean): ContactPoint[] =>
  rows.map((row) => {
    const id = row['id'] as Id
    const kind = row['kind'] as ContactKind
    const value = sealing.openBytes(row['value'] as Uint8Array, contactContext(id)).toString('utf8')
    return {
      id,
      kind,
      value: inFull ? value : kind === 'email' ? maskMail(value) : maskPhone(value),
      masked: !inFull,
      verifiedAt: instantText(row['verified_at'] as Instant | null),
      from: formatInstant(row['from_at'] as Instant),
    }
  })
