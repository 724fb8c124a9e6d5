import { may, scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Locale } from '#kernel/text.ts'
import { noteAccess } from '#platform/audit/note-access.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import { forbidden, notFound } from '#platform/http/problem.ts'
import type { Customer, CustomerItem, CustomerListed, CustomerQuery, Disclosure } from '../contract.ts'
import { normaliseAddress } from '../core/normalise-address.ts'
import type { CustomerDeps } from './customer-deps.ts'
import { customerOfRow, presentContactPoints, presentCustomer, presentItem, readCustomers } from './customer-rows.ts'
import * as store from './store.ts'

/** Who reads, and in which language. */
export type Reader = { readonly viewer: Viewer; readonly locale: Locale }

type Page<T> = { items: T[]; next: string | null }

/** Customers by id, or those whose name has this in it: what the viewer may see of them, and how they are reached. */
export async function listCustomers(deps: CustomerDeps, reader: Reader, query: CustomerQuery): Promise<Page<CustomerListed>> {
  const { items, next } = await pageOfCustomers(deps, reader, query)
  const { rows } = await deps.db.query(store.contactOfEach(items.map(({ id }) => id)))
  const contacts = new Map(rows.map((row) => [row['customer_id'], presentContactPoints({ rows: [row] }, deps.sealing, false)[0]?.value ?? null]))
  return { items: items.map((item) => ({ ...item, contact: contacts.get(item.id) ?? null })), next }
}

async function pageOfCustomers({ db }: CustomerDeps, reader: Reader, query: CustomerQuery): Promise<Page<CustomerItem>> {
  const { limit, after } = pageAsked(query, { id: FIRST_ID })
  const page = { limit, after: after.id, archived: query.archived ?? false, tier: query.tier ?? null, open: query.open ?? false }
  const { viewer, locale } = reader
  const everybody = scopeOf(viewer, 'customer.read') === 'all'
  if (query.q === undefined && (page.open || !everybody)) return seenCustomers(db, reader, page)
  const { rows } = await db.query(query.q === undefined ? store.allCustomers(page) : store.customersNamed(viewer, query.q.trim(), page))
  return { items: rows.map((row) => presentItem(customerOfRow(row), locale)), next: nextOf(rows, limit, (row) => ({ id: String(row['id']) })) }
}

/** A customer with several merged records comes once, under their own id where that is seen too. */
async function seenCustomers(db: CustomerDeps['db'], { viewer, locale }: Reader, page: store.CustomerListPage): Promise<Page<CustomerItem>> {
  const { rows } = await db.query(page.open ? store.customersOpen(viewer, page) : store.customersSeen(viewer, page))
  const own = rows.filter((row) => row['readable'] === true && (row['position'] === row['id'] || row['listed'] !== true))
  const items = own.filter((row, index) => own.findIndex((other) => other['id'] === row['id']) === index).map(customerOfRow)
  return {
    items: items.filter(({ archivedAt, tier }) => (archivedAt !== null) === page.archived && (page.tier === null || tier === page.tier)).map((customer) => presentItem(customer, locale)),
    next: nextOf(rows, page.limit, (row) => ({ id: String(row['position']) })),
  }
}

/** Who has this full address, if the viewer may see them. A masked value is found in no other way. */
export async function findByAddress({ db, sealing }: CustomerDeps, { viewer, locale }: Reader, address: string): Promise<{ items: CustomerItem[] }> {
  const kind = address.includes('@') ? 'email' : 'phone'
  const value = normaliseAddress(kind, address)
  if (value === null) return { items: [] }
  const found = readCustomers(await db.query(store.customerOfAddress(viewer, sealing, { kind, value })))
  return { items: found.filter(({ readable }) => readable).map((customer) => presentItem(customer, locale)) }
}

/** How a customer is read: masked for everybody, or in full where it is allowed, and then why. */
export type Look = { readonly id: Id; readonly requestId: string; readonly masked?: boolean; readonly reason?: Disclosure['reason'] }

/** What one may do with a customer; each is asked of every case they are seen through. */
const ASKED: readonly Permission[] = ['customer.read_full', 'customer.edit', 'customer.merge', 'customer.erase']

/** One customer. Addresses are shown in full only to those who may read them so, and the look is noted before it happens. */
export async function oneCustomer(deps: CustomerDeps, { viewer, locale }: Reader, look: Look): Promise<Customer> {
  const { db, sealing } = deps
  const { id, masked = false } = look
  const asked = ASKED.filter((permission) => may(viewer, permission))
  const [points, ...answers] = await db.read(async (tx) => Promise.all([tx.query(store.contactPointsOf(id)), ...['customer.read_full' as const, ...asked].map((permission) => tx.query(store.customerFor(viewer, id, permission)))]))
  const [[customer] = [], ...permitted] = answers.map(readCustomers)
  if (customer === undefined || !customer.readable) throw notFound()
  if (look.reason !== undefined && !customer.permitted) throw forbidden('customer.read_full')
  const addresses = must(points, 'a query has an answer')
  const inFull = customer.permitted && !masked && addresses.rows.length > 0
  if (inFull) await noteLook(deps, viewer, look)
  return presentCustomer(customer, { contactPoints: presentContactPoints(addresses, sealing, inFull), permissions: asked.filter((_permission, index) => permitted[index]?.[0]?.permitted === true) }, locale)
}

async function noteLook({ db, newId, now }: CustomerDeps, viewer: Viewer, { id, requestId, reason }: Look): Promise<void> {
  const look = { id: newId(), at: now(), actor: { kind: viewer.kind, id: viewer.id }, action: 'customer.read_full', subjectKind: 'customer', subjectId: id, requestId }
  await db.query(noteAccess(reason === undefined ? look : { ...look, data: { reason } }))
}
