import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { reachedCustomer } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, instantText, type Instant } from '#kernel/instant.ts'
import { tsqueryOf, tsvectorOf, type WordCondition } from '#kernel/word-condition.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { nameConditions } from '../core/name-conditions.ts'
import { normaliseAddress, type ContactKind } from '../core/normalise-address.ts'
import { familyOf, indexOf } from './commands.ts'

/** A customer as a search shows them. */
export type FoundCustomer = {
  readonly id: Id
  readonly kind: string
  readonly name: string
  readonly company: string | null
  readonly tier: string | null
  readonly archivedAt: string | null
  /** Where the search goes on behind them. */
  readonly position: { readonly at: string; readonly id: string }
}
/** A page of what one way of looking finds, newest first, behind a position. */
export type FoundPage = { readonly after: { readonly at: string; readonly id: string }; readonly limit: number }

/** Who a record became by merging; whoever was erased is nobody. */
const OWNER = `(with recursive owner as (select * from customers where customers.id = list.customer_id union all select customers.* from customers join owner on owner.merged_into = customers.id)
    select * from owner where merged_into is null and erased_at is null)`

/** The ways to look for a name, from the best to the widest; none for what is no name. */
export const waysToName = (typed: string): readonly WordCondition[] => nameConditions(typed)

/** Customers whose name, or that of a record merged into them, is so, as far as the viewer may see them. */
export const customersNamedSo = (viewer: Viewer, condition: WordCondition, page: FoundPage): Statement =>
  found(viewer, { name: 'customer.search_name', page, list: 'select customer_id, at from search_customers where words @@ $1::tsquery', values: [tsqueryOf(condition)] })

/** Customers with this address now: the full one, or the last four digits of a number, which everybody sees of it. Null for what is neither. */
export function customersReachedAt(viewer: Viewer, sealing: Sealing, typed: string, page: FoundPage): Statement | null {
  const digits = typed.normalize('NFKC').trim()
  if (/^\d{4}$/.test(digits)) return customersMarked(viewer, { column: 'tail_index', kind: 'phone', mark: tailMark(sealing, digits) }, page)
  const kind: ContactKind = typed.includes('@') ? 'email' : 'phone'
  const value = normaliseAddress(kind, typed)
  return value === null ? null : customersMarked(viewer, { column: 'value_index', kind, mark: indexOf(sealing, kind, value) }, page)
}

const tailMark = (sealing: Sealing, digits: string): Buffer => Buffer.from(sealing.lastFourIndex(digits, 'contact_point.phone'), 'base64url')

type Marked = { readonly column: 'tail_index' | 'value_index'; readonly kind: ContactKind; readonly mark: Buffer }
const customersMarked = (viewer: Viewer, { column, kind, mark }: Marked, page: FoundPage): Statement =>
  found(viewer, {
    name: `customer.search_${kind}_${column}`, page,
    list: `select distinct customer_id, customers.created_at as at from contact_points join customers on customers.id = customer_id where contact_points.kind = '${kind}' and ${column} = $1 and until_at is null`,
    values: [mark],
  })

type Looking = { readonly name: string; readonly list: string; readonly values: readonly [unknown]; readonly page: FoundPage }

/** Sorted first and looked at one by one, so that nobody's rights are asked for more customers than the page shows. */
function found(viewer: Viewer, { name, list, values, page }: Looking): Statement {
  const everybody = scopeOf(viewer, 'customer.read') === 'all'
  const seen = reachedCustomer(viewer, 'customer.read', { customerIds: familyOf('c.id'), firstParameter: 5 })
  return {
    name: `${name}${everybody ? '_of_all' : ''}`,
    text: `select list.customer_id as position, list.at, c.id, c.kind, c.name, c.company, c.tier, c.archived_at
      from (select * from (${list}) named where (at, customer_id) < ($2::timestamptz, $3::uuid) order by at desc, customer_id desc) list
      cross join lateral ${OWNER} c ${everybody ? '' : `cross join lateral (select ${seen.text} as yes offset 0) seen where seen.yes`}
      order by list.at desc, list.customer_id desc limit $4`,
    values: [...values, page.after.at, page.after.id, page.limit, ...(everybody ? [] : seen.values)],
  }
}

export const foundCustomers = ({ rows }: Rows): readonly FoundCustomer[] =>
  rows.map((row) => ({
    id: row['id'] as Id,
    kind: String(row['kind']),
    name: String(row['name']),
    company: row['company'] as string | null,
    tier: row['tier'] as string | null,
    archivedAt: instantText(row['archived_at'] as Instant | null),
    position: { at: formatInstant(row['at'] as Instant), id: String(row['position']) },
  }))

const NAMES = `select id, kind, name, company, date_trunc('milliseconds', created_at) as created_at, erased_at from customers`
/** The names of these customers, for the index. */
export const namesOfCustomers = (ids: readonly Id[]): Statement => ({ name: 'customer.names_of', text: `${NAMES} where id = any($1::uuid[])`, values: [ids] })
/** The names of all customers by id, for making the index anew. */
export const namesFrom = (after: string, limit: number): Statement => ({ name: 'customer.names_from', text: `${NAMES} where id > $1::uuid order by id limit $2`, values: [after, limit] })

/** Keeps the words under which these names are found. Reading them aloud takes a dictionary, which only the index needs. */
export async function keepNames({ rows }: Rows): Promise<readonly Statement[]> {
  if (rows.length === 0) return []
  const { nameWords } = await import('../core/name-words.ts')
  const wordsOf = (row: Readonly<Record<string, unknown>>): Iterable<string> =>
    row['erased_at'] === null ? nameWords({ kind: row['kind'] === 'company' ? 'company' : 'person', name: String(row['name']), company: row['company'] as string | null }) : []
  return [{
    name: 'customer.keep_names',
    text: `insert into search_customers (customer_id, at, words) select * from unnest($1::uuid[], $2::timestamptz[], $3::tsvector[])
      on conflict (customer_id) do update set words = excluded.words where search_customers.words <> excluded.words`,
    values: [rows.map((row) => row['id']), rows.map((row) => formatInstant(row['created_at'] as Instant)), rows.map((row) => tsvectorOf(wordsOf(row)))],
  }]
}
