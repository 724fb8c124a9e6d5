import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { ContactKind } from '../core/normalise-address.ts'

/** A customer as other capabilities know them; addresses only when asked for. */
export type CustomerRow = { readonly id: Id; readonly name: string; readonly locale: string; readonly tier: string | null }

/** A way to reach a new customer; `value` is normalised. */
export type NewContactPoint = { readonly id: Id; readonly kind: ContactKind; readonly value: string }
export type NewCustomer = {
  readonly id: Id
  readonly kind: 'person' | 'company'
  readonly name: string
  readonly company: string | null
  readonly locale: string
  readonly tier: string | null
  readonly contactPoints: readonly NewContactPoint[]
}

const indexOf = (sealing: Sealing, kind: ContactKind, value: string): Buffer => Buffer.from(sealing.blindIndex(value, `contact_point.${kind}`), 'base64url')
const tailOf = (sealing: Sealing, kind: ContactKind, value: string): Buffer => Buffer.from(sealing.lastFourIndex(value, `contact_point.${kind}`), 'base64url')
const context = (id: Id): string => `contact_point.value:${id}`

/** The living customer of an address; a merged one is followed to where it went. */
export const loadCustomerByAddress = (sealing: Sealing, kind: ContactKind, value: string): Statement => ({
  name: 'customer.by_address',
  text: `with recursive owner as (
      select customers.* from contact_points join customers on customers.id = customer_id where contact_points.kind = $1 and value_index = $2 and until_at is null
      union all select customers.* from customers join owner on owner.merged_into = customers.id)
    select id, name, locale, tier from owner where merged_into is null limit 1`,
  values: [kind, indexOf(sealing, kind, value)],
})

export const loadCustomer = (id: Id): Statement => ({
  name: 'customer.by_id',
  text: `with recursive owner as (select * from customers where id = $1 union all select customers.* from customers join owner on owner.merged_into = customers.id)
    select id, name, locale, tier from owner where merged_into is null limit 1`,
  values: [id],
})

export function readCustomer({ rows }: Rows): CustomerRow | null {
  const [row] = rows
  if (row === undefined) return null
  return { id: row['id'] as Id, name: String(row['name']), locale: String(row['locale']), tier: row['tier'] as string | null }
}

/**
 * A new customer with how to reach them. Where another transaction has just given the address to somebody else, the
 * address stays theirs and the new row goes without: a merge puts the two together.
 */
export function insertCustomer(customer: NewCustomer, at: Instant, sealing: Sealing): readonly Statement[] {
  const { id, kind, name, company, locale, tier, contactPoints } = customer
  return [
    {
      name: 'customer.insert',
      text: 'insert into customers (id, kind, name, company, locale, tier, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $7)',
      values: [id, kind, name, company, locale, tier, formatInstant(at)],
    },
    ...contactPoints.map((point) => insertContactPoint(id, point, at, sealing)),
  ]
}

export const insertContactPoint = (customerId: Id, point: NewContactPoint, at: Instant, sealing: Sealing): Statement => ({
  name: 'customer.insert_contact_point',
  text: `insert into contact_points (id, customer_id, kind, value, value_index, tail_index, from_at) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (kind, value_index) where until_at is null do nothing`,
  values: [point.id, customerId, point.kind, sealing.sealBytes(Buffer.from(point.value, 'utf8'), context(point.id)), indexOf(sealing, point.kind, point.value), tailOf(sealing, point.kind, point.value), formatInstant(at)],
})

/** The living address of a kind, newest first; verified ones before others. */
export const contactPointOf = (customerId: Id, kind: ContactKind): Statement => ({
  name: 'customer.contact_point',
  text: `select id, value from contact_points where customer_id = $1 and kind = $2 and until_at is null order by verified_at desc nulls last, from_at desc limit 1`,
  values: [customerId, kind],
})

/** The address in the clear: for sending, never for showing without the right to. */
export function readContactPoint({ rows }: Rows, sealing: Sealing): string | null {
  const [row] = rows
  return row === undefined ? null : sealing.openBytes(row['value'] as Uint8Array, context(row['id'] as Id)).toString('utf8')
}
