import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { openableCustomer } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { SealedColumn } from '#platform/crypto/reseal.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { appendEvents } from '#platform/events/append-events.ts'
import type { ContactKind } from '../core/normalise-address.ts'

/** A customer as other capabilities know them; addresses only when asked for. */
export type CustomerRow = { readonly id: Id; readonly name: string; readonly locale: string; readonly tier: string | null; readonly erased: boolean }

/** A way to reach a new customer; `value` is normalised. */
export type NewContactPoint = { readonly id: Id; readonly kind: ContactKind; readonly value: string }
export type NewCustomer = {
  readonly id: Id
  readonly kind: 'person' | 'company'
  readonly name: string
  readonly company: string | null
  readonly locale: string
  readonly timezone?: string | null
  readonly tier: string | null
  readonly contactPoints: readonly NewContactPoint[]
}

/** Who made a customer; without it the product itself did, of a message that came. */
export type CustomerAuthorship = {
  readonly actor: { readonly kind: string; readonly id: Id | null }
  readonly command: string
  readonly commandId: Id
  readonly requestId: string | null
}

export const indexOf = (sealing: Sealing, kind: ContactKind, value: string): Buffer => Buffer.from(sealing.blindIndex(value, `contact_point.${kind}`), 'base64url')
const tailOf = (sealing: Sealing, kind: ContactKind, value: string): Buffer => Buffer.from(sealing.lastFourIndex(value, `contact_point.${kind}`), 'base64url')
export const contactContext = (id: string): string => `contact_point.value:${id}`
/** What customers keep sealed. */
export const CUSTOMER_SEALED: readonly SealedColumn[] = [{ table: 'contact_points', id: 'id', idType: 'uuid', column: 'value', form: 'bytes', context: contactContext }]

/** The living customer of an address; a merged one is followed to where it went. */
export const loadCustomerByAddress = (sealing: Sealing, kind: ContactKind, value: string): Statement => ({
  name: 'customer.by_address',
  text: `with recursive owner as (
      select customers.* from contact_points join customers on customers.id = customer_id where contact_points.kind = $1 and value_index = $2 and until_at is null
      union all select customers.* from customers join owner on owner.merged_into = customers.id)
    select id, name, locale, tier, erased_at from owner where merged_into is null limit 1`,
  values: [kind, indexOf(sealing, kind, value)],
})

/** The ids under which the cases and addresses of a customer may stand: its own, and those merged into it. `id` is SQL. */
export const familyOf = (id: string): string =>
  `array(with recursive family (id) as (select ${id} union all select merged.id from customers merged join family on merged.merged_into = family.id) select id from family)`

/** The same customer, if this viewer may give a case to them, a new one or one that has nobody yet: one they see or, at this instant, one they were granted. */
export function loadCustomerFor(viewer: Viewer, id: Id, now: Instant): Statement {
  const seen = openableCustomer(viewer, now, { customerIds: familyOf('owner.id'), firstParameter: 2 })
  return {
    name: 'customer.for_case',
    text: `with recursive owner as (select * from customers where id = $1 union all select customers.* from customers join owner on owner.merged_into = customers.id)
      select id, name, locale, tier, erased_at from owner where merged_into is null and ${seen.text} limit 1`,
    values: [id, ...seen.values],
  }
}

/** The living customer of an id; a merged one is followed to where it went. */
export const loadCustomer = (id: Id): Statement => loadCustomers([id])

export function readCustomer({ rows }: Rows): CustomerRow | null {
  const [row] = rows
  return row === undefined ? null : customerOf(row)
}

const customerOf = (row: Readonly<Record<string, unknown>>): CustomerRow => ({ id: row['id'] as Id, name: String(row['name']), locale: String(row['locale']), tier: row['tier'] as string | null, erased: row['erased_at'] !== null })

/** Many customers at once, each found again under the id that was asked for. */
export const loadCustomers = (ids: readonly Id[]): Statement => ({
  name: 'customer.by_ids',
  text: `select asked.id as asked, living.* from unnest($1::uuid[]) as asked (id) cross join lateral (
      with recursive owner as (select * from customers where id = asked.id union all select customers.* from customers join owner on owner.merged_into = customers.id)
      select id, name, locale, tier, erased_at from owner where merged_into is null limit 1) living`,
  values: [ids],
})

export const readCustomers = ({ rows }: Rows): ReadonlyMap<Id, CustomerRow> => new Map(rows.map((row) => [row['asked'] as Id, customerOf(row)]))

/** A new customer with how to reach them, and the event that says so. The addresses must be free: whoever loses the race is tried again. */
export function insertCustomer(customer: NewCustomer, at: Instant, sealing: Sealing, by?: CustomerAuthorship): readonly Statement[] {
  return [...customerRow(customer, at, by), ...customer.contactPoints.map((point) => insertContactPoint(customer.id, point, at, sealing))]
}

/** The row of a new customer and the event that says so, without the addresses. */
export function customerRow({ id, kind, name, company, locale, timezone = null, tier, contactPoints }: NewCustomer, at: Instant, by?: CustomerAuthorship): readonly Statement[] {
  const { actor, command, commandId, requestId } = by ?? { actor: { kind: 'system', id: null }, command: 'createCustomer', commandId: id, requestId: null }
  const data = { kind, locale, tier, contactPointIds: contactPoints.map((point) => point.id) }
  return [
    {
      name: 'customer.insert',
      text: 'insert into customers (id, kind, name, company, locale, timezone, tier, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)',
      values: [id, kind, name, company, locale, timezone, tier, formatInstant(at)],
    },
    // The first event of a stream bears the stream's own id: nothing else needs to be told apart here.
    appendEvents([{ id, streamKind: 'customer', streamId: id, version: 1, type: 'customer.created', v: 1, occurredAt: at, recordedAt: at, actor, command, commandId, requestId, data }]),
  ]
}

/** Of two first messages of one person taken in at once the second is tried again, and finds the customer: nobody is left without an address. */
const insertContactPoint = (customerId: Id, point: NewContactPoint, at: Instant, sealing: Sealing): Statement => ({
  name: 'customer.insert_contact_point',
  text: `with inserted as (
      insert into contact_points (id, customer_id, kind, value, value_index, tail_index, from_at) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (kind, value_index) where until_at is null do nothing returning true)
    select careloop_assert(count(*) = 1, 'contact_point.free') from inserted`,
  values: [point.id, customerId, point.kind, sealing.sealBytes(Buffer.from(point.value, 'utf8'), contactContext(point.id)), indexOf(sealing, point.kind, point.value), tailOf(sealing, point.kind, point.value), formatInstant(at)],
})

/** Fails where the customer was erased in the meantime, and keeps them until the end of the transaction: whoever loses the race is tried again. */
export const stillKnown = (id: Id): Statement => ({
  name: 'customer.still_known',
  text: `select careloop_assert(count(*) = 1, 'customer.known') from (select 1 from customers where id = $1 and erased_at is null for key share) known`,
  values: [id],
})

/** How the addresses of customers are found again, as (kind, value_index): for those who keep such marks too. `ids` is SQL. */
export const addressMarksOf = (ids: string): string => `(select kind, value_index from contact_points where customer_id = any(${ids}))`

/** The address to write to: of the customer or of who was merged into them; verified ones first, then the customer's own, then the newest. */
export const contactPointOf = (customerId: Id, kind: ContactKind): Statement => contactPointsOf([customerId], kind)

/** The address to write to for each of these customers. */
export const contactPointsOf = (customerIds: readonly Id[], kind: ContactKind): Statement => ({
  name: 'customer.contact_point',
  text: `select asked.id as asked, found.* from unnest($1::uuid[]) as asked (id) cross join lateral (
      with recursive family (id) as (select asked.id union all select customers.id from customers join family on customers.merged_into = family.id)
      select contact_points.id, value from contact_points join family on family.id = customer_id where kind = $2 and until_at is null
      order by verified_at desc nulls last, customer_id <> asked.id, from_at desc, contact_points.id desc limit 1) found`,
  values: [customerIds, kind],
})

/** In SQL: whether the customer whose id stands in this column has a mail address, be it that of a record that was merged into theirs. */
export const mailAddressIn = (customerId: string): string => `exists (
  with recursive family (id) as (select ${customerId} union select customers.id from customers join family on customers.merged_into = family.id)
  select 1 from contact_points join family on family.id = contact_points.customer_id where kind = 'email' and until_at is null)`

/** The address in the clear: for sending, never for showing without the right to. */
export function readContactPoint({ rows }: Rows, sealing: Sealing): string | null {
  const [row] = rows
  return row === undefined ? null : contactValue(row, sealing)
}

export const readContactPoints = ({ rows }: Rows, sealing: Sealing): ReadonlyMap<Id, string> => new Map(rows.map((row) => [row['asked'] as Id, contactValue(row, sealing)]))

const contactValue = (row: Readonly<Record<string, unknown>>, sealing: Sealing): string => sealing.openBytes(row['value'] as Uint8Array, contactContext(row['id'] as Id)).toString('utf8')
