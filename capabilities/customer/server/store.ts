import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { Fragment } from '#capabilities/access/server/visibility.ts'
import { customersWithin, customersWithOpenCase, openCaseSeen, reachedCustomer } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, instantText, type Instant } from '#kernel/instant.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Statement } from '#platform/db/database.ts'
import type { ChangeableCustomer } from '../core/customer-rules.ts'
import type { ContactKind } from '../core/normalise-address.ts'
import { contactContext, familyOf, indexOf, type NewContactPoint } from './commands.ts'

const COLUMNS = 'c.id, c.kind, c.name, c.company, c.locale, c.timezone, c.tier, c.merged_into, c.created_at, c.updated_at, c.archived_at, c.erased_at'

/** One customer as this viewer sees them: whether they may be read, and whether a further permission reaches them. */
export function customerFor(viewer: Viewer, id: Id, permission: Permission): Statement {
  const readable = reachedCustomer(viewer, 'customer.read', { customerIds: familyOf('c.id'), firstParameter: 2 })
  const permitted = reachedCustomer(viewer, permission, { customerIds: familyOf('c.id'), firstParameter: 4 })
  return { name: 'customer.for_viewer', text: `select ${COLUMNS}, ${readable.text} as readable, ${permitted.text} as permitted from customers c where c.id = $1`, values: [id, ...readable.values, ...permitted.values] }
}

/** The same for commands, in the order of ids: whoever else changes these customers waits. `version` is that of the last event. */
export function customersToChange(viewer: Viewer, ids: readonly Id[], permission: Permission): Statement {
  const readable = reachedCustomer(viewer, 'customer.read', { customerIds: familyOf('c.id'), firstParameter: 2 })
  const permitted = reachedCustomer(viewer, permission, { customerIds: familyOf('c.id'), firstParameter: 4 })
  return {
    name: 'customer.to_change',
    text: `select ${COLUMNS}, ${readable.text} as readable, ${permitted.text} as permitted, (select coalesce(max(version), 0) from events where stream_id = c.id) as version
      from customers c where c.id = any($1::uuid[]) order by c.id for update of c`,
    values: [ids, ...readable.values, ...permitted.values],
  }
}

export type CustomerListPage = { readonly after: string; readonly limit: number; readonly archived: boolean; /** Those of every rank where it is null. */ readonly tier: string | null; /** Those alone with an open case. */ readonly open: boolean }

/** Customers by id, for viewers who read all of them. */
export const allCustomers = ({ after, limit, archived, tier }: CustomerListPage): Statement => ({
  name: 'customer.list_all',
  text: `select ${COLUMNS} from customers c where c.id > $1::uuid and c.merged_into is null and (c.archived_at is not null) = $3 and ($4::text is null or c.tier = $4) order by c.id limit $2`,
  values: [after, limit, archived, tier],
})

/**
 * A page of the customers whose cases the viewer sees. `position` is the id under which the case stands; the customer is who that became by merging.
 * `listed` says that they also come under their own id.
 */
export function customersSeen(viewer: Viewer, page: CustomerListPage): Statement {
  const itself = reachedCustomer(viewer, 'customer.read', { customerIds: 'array[c.id]', firstParameter: 4 })
  return underOwners('customer.list_seen', customersWithin(viewer, 'customer.read', page, 1), itself)
}

/** The same of those with an open case the viewer sees, for whoever reads all customers too: the cases are few, the customers many. `readable`: the customer may be read. */
export function customersOpen(viewer: Viewer, page: CustomerListPage): Statement {
  const itself = openCaseSeen(viewer, { customerIds: 'array[c.id]', firstParameter: 4 })
  const readable = reachedCustomer(viewer, 'customer.read', { customerIds: familyOf('c.id'), firstParameter: 5 })
  return underOwners('customer.list_open', customersWithOpenCase(viewer, page, 1), itself, readable)
}

const underOwners = (name: string, list: Fragment, itself: Fragment, readable: Fragment = { text: 'true', values: [] }): Statement => ({
  name,
  text: `select list.customer_id as position, ${COLUMNS}, ${itself.text} as listed, ${readable.text} as readable from ${list.text} list cross join lateral (
      with recursive owner as (select * from customers where customers.id = list.customer_id union all select customers.* from customers join owner on owner.merged_into = customers.id)
      select * from owner where merged_into is null) c
    order by list.customer_id`,
  values: [...list.values, ...itself.values, ...readable.values],
})

/** A short word is looked for at the beginning and at the end of a name, a longer one anywhere: each way the index finds it. */
export function customersNamed(viewer: Viewer, q: string, page: CustomerListPage): Statement {
  const word = q.replaceAll(/[\\%_]/g, String.raw`\$&`)
  const patterns = [...q].length >= 3 ? [`%${word}%`, `%${word}%`] : [`${word}%`, `%${word}`]
  const read = reachedCustomer(viewer, 'customer.read', { customerIds: familyOf('c.id'), firstParameter: 7 })
  const open = page.open ? openCaseSeen(viewer, { customerIds: familyOf('c.id'), firstParameter: 9 }) : { text: 'true', values: [] }
  return {
    name: page.open ? 'customer.list_named_open' : 'customer.list_named',
    text: `select ${COLUMNS} from customers c where (c.name ilike $1 or c.name ilike $2) and c.id > $3::uuid and c.merged_into is null and (c.archived_at is not null) = $5 and ($6::text is null or c.tier = $6) and ${read.text} and ${open.text}
      order by c.id limit $4`,
    values: [...patterns, page.after, page.limit, page.archived, page.tier, ...read.values, ...open.values],
  }
}

/** Who has this address now, if the viewer may see them; `hidden` ones answer nothing. */
export function customerOfAddress(viewer: Viewer, sealing: Sealing, { kind, value }: { readonly kind: ContactKind; readonly value: string }): Statement {
  const seen = reachedCustomer(viewer, 'customer.read', { customerIds: familyOf('c.id'), firstParameter: 3 })
  return {
    name: 'customer.of_address',
    text: `with recursive owner as (
        select customers.* from contact_points join customers on customers.id = customer_id where contact_points.kind = $1 and value_index = $2 and until_at is null
        union all select customers.* from customers join owner on owner.merged_into = customers.id)
      select ${COLUMNS}, ${seen.text} as readable from owner c where c.merged_into is null`,
    values: [kind, indexOf(sealing, kind, value), ...seen.values],
  }
}

/** The living addresses of a customer and of those merged into them. */
export const contactPointsOf = (id: Id): Statement => ({
  name: 'customer.contact_points',
  text: `select id, customer_id, kind, value, verified_at, from_at from contact_points where customer_id = any(${familyOf('$1::uuid')}) and until_at is null order by kind, from_at, id`,
  values: [id],
})

/** Of each of these customers one living address, of merged records too: a number before a mail address, the oldest first. */
export const contactOfEach = (ids: readonly Id[]): Statement => ({
  name: 'customer.contact_of_each',
  text: `with recursive family as (select asked.id as root, asked.id from unnest($1::uuid[]) asked (id) union select family.root, customers.id from customers join family on customers.merged_into = family.id)
    select distinct on (family.root) family.root as customer_id, point.id, point.kind, point.value, point.verified_at, point.from_at
    from family join contact_points point on point.customer_id = family.id where point.until_at is null order by family.root, point.kind desc, point.from_at, point.id`,
  values: [ids],
})

/** Which of these addresses somebody has already, by kind. */
export const addressesTaken = (sealing: Sealing, points: readonly NewContactPoint[]): Statement => ({
  name: 'customer.addresses_taken',
  text: `select contact_points.kind from unnest($1::text[], $2::bytea[]) with ordinality as asked (kind, value_index, place)
    join contact_points on contact_points.kind = asked.kind and contact_points.value_index = asked.value_index and until_at is null order by place limit 1`,
  values: [points.map(({ kind }) => kind), points.map(({ kind, value }) => indexOf(sealing, kind, value))],
})

/** A second owner of a living address breaks contact_points_value. */
export const addContactPoint = (customerId: Id, point: NewContactPoint, at: Instant, sealing: Sealing): Statement => ({
  name: 'customer.add_contact_point',
  text: 'insert into contact_points (id, customer_id, kind, value, value_index, tail_index, from_at) values ($1, $2, $3, $4, $5, $6, $7)',
  values: [
    point.id, customerId, point.kind, sealing.sealBytes(Buffer.from(point.value, 'utf8'), contactContext(point.id)), indexOf(sealing, point.kind, point.value),
    Buffer.from(sealing.lastFourIndex(point.value, `contact_point.${point.kind}`), 'base64url'), formatInstant(at),
  ],
})

export const endContactPoint = (pointId: Id, at: Instant): Statement => ({ name: 'customer.end_contact_point', text: 'update contact_points set until_at = $2 where id = $1', values: [pointId, formatInstant(at)] })

export const updateCustomer = (id: Id, to: ChangeableCustomer, at: Instant): Statement => ({
  name: 'customer.update',
  text: 'update customers set name = $2, company = $3, locale = $4, timezone = $5, tier = $6, updated_at = $7 where id = $1',
  values: [id, to.name, to.company, to.locale, to.timezone, to.tier, formatInstant(at)],
})

export const setMerged = (id: Id, into: Id | null, at: Instant): Statement => ({ name: 'customer.set_merged', text: 'update customers set merged_into = $2, updated_at = $3 where id = $1', values: [id, into, formatInstant(at)] })
export const setArchived = (id: Id, archivedAt: Instant | null, at: Instant): Statement => ({
  name: 'customer.set_archived', text: 'update customers set archived_at = $2, updated_at = $3 where id = $1', values: [id, instantText(archivedAt), formatInstant(at)],
})

export const subjectKeyOf = (id: Id): Statement => ({ name: 'customer.subject_key', text: 'select wrapped_key from subject_keys where customer_id = $1', values: [id] })
export const insertSubjectKey = (id: Id, wrapped: string, at: Instant): Statement => ({
  name: 'customer.insert_subject_key', text: 'insert into subject_keys (customer_id, wrapped_key, created_at) values ($1, $2, $3)', values: [id, wrapped, formatInstant(at)],
})
export type OldValue = { readonly id: Id; readonly customerId: Id; readonly eventId: Id; readonly field: string; readonly ciphertext: string }
export const insertOldValue = (value: OldValue, at: Instant): Statement => ({
  name: 'customer.insert_old_value',
  text: 'insert into value_history (id, customer_id, event_id, field, ciphertext, recorded_at) values ($1, $2, $3, $4, $5, $6)',
  values: [value.id, value.customerId, value.eventId, value.field, value.ciphertext, formatInstant(at)],
})
