import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { customersNamedSo, customersReachedAt, foundCustomers, waysToName, type FoundPage } from '#capabilities/customer/server/searching.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { marksIn } from '../core/search-marks.ts'
import type { SearchQuery } from '../core/search-query.ts'
import type { SearchFound } from '../search-contract.ts'
import type { Way } from './search-ways.ts'

type FoundCustomer = SearchFound['customers'][number]
type Deps = { readonly db: Db; readonly sealing: Sealing }

/** The ways to a customer: by a full address or the last four digits of a number, by the whole name, its beginning, a part of it. */
export function waysToCustomers(deps: Deps, viewer: Viewer, query: SearchQuery): readonly Way<FoundCustomer>[] {
  const { terms, from } = query
  const [term] = terms
  if (term === undefined || from !== null || terms.some(({ excluded }) => excluded)) return []
  const shown = new Set<string>()
  const look = (by: FoundCustomer['by'], statement: (page: FoundPage) => Statement) => customersBy(deps.db, { by, statement, query, shown })
  const someone = (page: FoundPage): Statement | null => customersReachedAt(viewer, deps.sealing, term.text, page)
  const reached = terms.length === 1 && someone(ANYWHERE) !== null ? [look('address', (page) => someone(page)!)] : []
  if (terms.some(({ addresses }) => addresses.length > 0)) return reached
  const typed = terms.map(({ text }) => text).join(' ')
  return [...reached, ...waysToName(typed).map((condition) => look('name', (page) => customersNamedSo(viewer, condition, page)))]
}

const ANYWHERE: FoundPage = { after: { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }, limit: 1 }

type Looking = { readonly by: FoundCustomer['by']; readonly statement: (page: FoundPage) => Statement; readonly query: SearchQuery; readonly shown: Set<string> }

/** Somebody with several records, or found in several ways, comes once. */
const customersBy = (db: Db, { by, statement, query, shown }: Looking): Way<FoundCustomer> => async (after, limit) => {
  const customers = foundCustomers(await db.query(statement({ after, limit })))
  const found = customers.flatMap((customer) => {
    if (shown.has(customer.id)) return []
    shown.add(customer.id)
    const { position, name, company, ...rest } = customer
    const marked = (text: string) => ({ text, marks: marksIn(text, query).map(([from, to]): [number, number] => [from, to]) })
    return [{ item: { ...rest, name: marked(name), company: company === null ? null : marked(company), by }, position }]
  })
  return { found, examined: customers.length < limit ? null : (customers.at(-1)?.position ?? null) }
}
