import type { Permission } from '#capabilities/access/core/permission.ts'
import { may, type Viewer } from '#capabilities/access/core/viewer.ts'
import { grantOpening } from '#capabilities/access/server/visibility.ts'
import { must } from '#kernel/assert.ts'
import { refused } from '#kernel/decision.ts'
import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import { newSubjectKey, openSubjectKey } from '#platform/crypto/subject-key.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { appendEvents } from '#platform/events/append-events.ts'
import { forbidden, notFound } from '#platform/http/problem.ts'
import type { CustomerChange, CustomerEvent, NewCustomerInput } from '../contract.ts'
import { changedFields, changeRefusal, mergeRefusal, tierRefusal } from '../core/customer-rules.ts'
import { normaliseAddress, type ContactKind } from '../core/normalise-address.ts'
import { customerRow, type NewContactPoint } from './commands.ts'
import type { Context, CustomerDeps, Outcome } from './customer-deps.ts'
import { readCustomers, type StoredCustomer } from './customer-rows.ts'
import * as store from './store.ts'

const ADDRESSES_MAX = 20
const DONE = { ok: true, value: null } as const

/** Who asks for what; every command has these. */
export type Asked = { readonly deps: CustomerDeps; readonly context: Context; readonly viewer: Viewer }

/** A new customer with the ways to reach them; whoever made them may open a case for them. */
export async function createCustomer({ deps, context, viewer }: Asked, input: NewCustomerInput): Promise<Outcome<{ readonly id: Id }>> {
  if (!may(viewer, 'customer.edit')) throw forbidden('customer.edit')
  const points = contactPointsFrom(deps, input.contactPoints ?? [])
  if ('unreadable' in points) return refused('customer.address_invalid', { kind: points.unreadable })
  if (!isZone(input.timezone)) return refused('customer.timezone_unknown')
  const { kind = 'person', name, company = null, locale = 'zh-CN', timezone = null, tier = null } = input
  const unknownTier = tierRefusal(tier, { known: await tierKeys(deps), has: null })
  if (unknownTier !== null) return unknownTier
  const id = deps.newId()
  const customer = { id, kind, name: name.trim(), company: company?.trim() ?? null, locale, timezone, tier, contactPoints: points }
  return unlessTaken(deps, points, async () => {
    await deps.db.write([...customerRow(customer, context.at, context), ...points.map((point) => store.addContactPoint(id, point, context.at, deps.sealing)), grantOpening(viewer, id, context.at).insert, ...context.settle({ customer: id })])
    return { ok: true, value: { id } }
  })
}

/** Changes what is known of a customer; old names are kept under the customer's own key. */
export async function changeCustomer(asked: Asked, id: Id, change: CustomerChange): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  const known = await tierKeys(deps)
  return deps.db.transaction<Outcome<null>>([store.customersToChange(viewer, [id], 'customer.edit'), store.subjectKeyOf(id)], async ([rows, keys]) => {
    const customer = reached(rows, id, 'customer.edit')
    const refusal = changeRefusal(customer) ?? (isZone(change.timezone) ? null : refused('customer.timezone_unknown')) ?? tierRefusal(change.tier, { known, has: customer.tier })
    if (refusal !== null) return { abandon: true, answer: refusal }
    const wanted = trimmed(change)
    const { fields, old } = changedFields(customer, wanted)
    if (fields.length === 0) return { writes: context.settle({ customer: id }), answer: DONE }
    const eventId = deps.newId()
    const data = { fields, ...(fields.includes('locale') ? { locale: wanted.locale } : {}), ...(fields.includes('tier') ? { tier: wanted.tier ?? null } : {}) }
    const writes = [
      store.updateCustomer(id, { ...customer, ...wanted }, context.at),
      ...oldValues(asked, { customerId: id, eventId, old, wrapped: keys?.rows[0]?.['wrapped_key'] as string | undefined }),
      happened(asked, customer, { type: 'customer.changed', data } as CustomerEvent, eventId),
      ...context.settle({ customer: id }),
    ]
    return { writes, answer: DONE }
  })
}

/** One more way to reach a customer. */
export function addContactPoint(asked: Asked, id: Id, input: { readonly kind: ContactKind; readonly value: string }): Promise<Outcome<{ readonly id: Id }>> {
  const { deps, context, viewer } = asked
  const points = contactPointsFrom(deps, [input])
  if ('unreadable' in points) return Promise.resolve(refused('customer.address_invalid', { kind: points.unreadable }))
  const point = must(points[0], 'what was given is read')
  const load = [store.customersToChange(viewer, [id], 'customer.edit'), store.contactPointsOf(id)]
  return unlessTaken(deps, [point], () => deps.db.transaction<Outcome<{ readonly id: Id }>>(load, async ([rows, known]) => {
    const customer = reached(rows, id, 'customer.edit')
    const refusal = changeRefusal(customer) ?? ((known?.rows.length ?? 0) >= ADDRESSES_MAX ? refused('customer.too_many_addresses', { max: ADDRESSES_MAX }) : null)
    if (refusal !== null) return { abandon: true, answer: refusal }
    const event = happened(asked, customer, { type: 'customer.contact_point_added', data: { contactPointId: point.id, kind: point.kind } })
    return { writes: [store.addContactPoint(id, point, context.at, deps.sealing), event, ...context.settle({ customer: id, contactPoint: point.id })], answer: { ok: true, value: { id: point.id } } }
  }))
}

/** The address is theirs no longer; its row stays. */
export function endContactPoint(asked: Asked, id: Id, pointId: Id): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  return deps.db.transaction<Outcome<null>>([store.customersToChange(viewer, [id], 'customer.edit'), store.contactPointsOf(id)], async ([rows, points]) => {
    const customer = reached(rows, id, 'customer.edit')
    if (points?.rows.some((row) => row['id'] === pointId) !== true) throw notFound()
    const refusal = changeRefusal(customer)
    if (refusal !== null) return { abandon: true, answer: refusal }
    return { writes: [store.endContactPoint(pointId, context.at), happened(asked, customer, { type: 'customer.contact_point_ended', data: { contactPointId: pointId } }), ...context.settle({ customer: id })], answer: DONE }
  })
}

/** Two records of one person become one. A pointer only: no case and no message moves, and it can be undone. */
export function mergeCustomer(asked: Asked, id: Id, intoId: Id): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  return deps.db.transaction<Outcome<null>>([store.customersToChange(viewer, [id, intoId], 'customer.merge')], async ([rows]) => {
    const [from, into] = [reached(rows, id, 'customer.merge'), reached(rows, intoId, 'customer.merge')]
    const refusal = mergeRefusal(from, into)
    if (refusal !== null) return { abandon: true, answer: refusal }
    return { writes: [store.setMerged(id, intoId, context.at), happened(asked, from, { type: 'customer.merged', data: { intoId } }), ...context.settle({ customer: id })], answer: DONE }
  })
}

/** The two were not one person after all. */
export const unmergeCustomer = (asked: Asked, id: Id): Promise<Outcome<null>> =>
  changing(asked, id, 'customer.merge', ({ mergedInto, erasedAt }) =>
    erasedAt !== null ? refused('customer.erased') : mergedInto === null ? refused('customer.not_merged') : { set: store.setMerged(id, null, asked.context.at), event: { type: 'customer.unmerged', data: { fromId: mergedInto } } })

/** Out of the lists; nothing is deleted. */
export const archiveCustomer = (asked: Asked, id: Id): Promise<Outcome<null>> =>
  changing(asked, id, 'customer.edit', (customer) => changeRefusal(customer) ?? { set: store.setArchived(id, asked.context.at, asked.context.at), event: { type: 'customer.archived', data: {} } })

/** Back into the lists. */
export const restoreCustomer = (asked: Asked, id: Id): Promise<Outcome<null>> =>
  changing(asked, id, 'customer.edit', ({ archivedAt, erasedAt }) => {
    if (erasedAt !== null) return refused('customer.erased')
    return archivedAt === null ? refused('customer.not_archived') : { set: store.setArchived(id, null, asked.context.at), event: { type: 'customer.restored', data: {} } }
  })

type Change = { readonly set: Statement; readonly event: CustomerEvent }

function changing(asked: Asked, id: Id, permission: Permission, decide: (customer: StoredCustomer) => Change | Extract<Outcome<null>, { ok: false }>): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  return deps.db.transaction<Outcome<null>>([store.customersToChange(viewer, [id], permission)], async ([rows]) => {
    const customer = reached(rows, id, permission)
    const decided = decide(customer)
    if ('ok' in decided) return { abandon: true, answer: decided }
    return { writes: [decided.set, happened(asked, customer, decided.event), ...context.settle({ customer: id })], answer: DONE }
  })
}

/** The locked customer, if the viewer may see them (else 404) and do this to them (else 403). */
export function reached(rows: Rows | undefined, id: Id, permission: Permission): StoredCustomer {
  const customer = rows === undefined ? undefined : readCustomers(rows).find((one) => one.id === id)
  if (customer === undefined || !customer.readable) throw notFound()
  if (!customer.permitted) throw forbidden(permission)
  return customer
}

export function happened({ deps, context }: Asked, customer: Pick<StoredCustomer, 'id' | 'version'>, event: CustomerEvent, id: Id = deps.newId()): Statement {
  const { at, actor, command, commandId, requestId } = context
  return appendEvents([{ id, streamKind: 'customer', streamId: customer.id, version: customer.version + 1, type: event.type, v: 1, occurredAt: at, recordedAt: at, actor, command, commandId, requestId, data: event.data }])
}

type Old = { readonly customerId: Id; readonly eventId: Id; readonly old: readonly { readonly field: string; readonly value: string }[]; readonly wrapped: string | undefined }

/** Old names under the customer's own key; erasing the key erases them all. */
function oldValues({ deps, context }: Asked, { customerId, eventId, old, wrapped }: Old): readonly Statement[] {
  if (old.length === 0) return []
  const made = wrapped ?? newSubjectKey(deps.sealing, customerId)
  const key = openSubjectKey(deps.sealing, must(made, 'a customer who is not erased has a key or gets one'), customerId)
  const values = old.map(({ field, value }) => {
    const id = deps.newId()
    return store.insertOldValue({ id, customerId, eventId, field, ciphertext: key.seal(value, `value_history:${id}`) }, context.at)
  })
  return [...(wrapped === undefined ? [store.insertSubjectKey(customerId, made, context.at)] : []), ...values]
}

/** Each address once; or of which kind one is that is no address. */
function contactPointsFrom(deps: CustomerDeps, given: readonly { readonly kind: ContactKind; readonly value: string }[]): readonly NewContactPoint[] | { readonly unreadable: ContactKind } {
  const read = given.map(({ kind, value }) => ({ kind, value: normaliseAddress(kind, value) }))
  const distinct = read.filter((point, index) => read.findIndex((other) => other.kind === point.kind && other.value === point.value) === index)
  const unreadable = distinct.find(({ value }) => value === null)
  return unreadable === undefined ? distinct.flatMap(({ kind, value }) => (value === null ? [] : [{ id: deps.newId(), kind, value }])) : { unreadable: unreadable.kind }
}

const trimmed = (change: CustomerChange): CustomerChange => ({
  ...change,
  ...(change.name === undefined ? {} : { name: change.name.trim() }),
  ...(typeof change.company === 'string' ? { company: change.company.trim() } : {}),
})

const tierKeys = async ({ tiers }: CustomerDeps): Promise<readonly string[]> => (await tiers()).map(({ key }) => key)

function isZone(timezone: string | null | undefined): boolean {
  if (timezone === null || timezone === undefined) return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** An address that lives elsewhere is a refusal with a name, not a fault of the database; it says which kind of address, never whose. */
async function unlessTaken<T>({ db, sealing }: CustomerDeps, points: readonly NewContactPoint[], work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault && error.code === 'db.conflict' && error.params['constraint'] === 'contact_points_value') return refused('customer.address_taken', await takenKind(db, store.addressesTaken(sealing, points)))
    throw error
  }
}

async function takenKind(db: CustomerDeps['db'], taken: Statement): Promise<Readonly<Record<string, string>>> {
  const [row] = (await db.query(taken)).rows
  return row === undefined ? {} : { kind: String(row['kind']) }
}
