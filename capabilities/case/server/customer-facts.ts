import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { loadCustomer, loadCustomerFor, readCustomer, stillKnown, type CustomerRow } from '#capabilities/customer/server/commands.ts'
import type { Code } from '#capabilities/handbook/core/condition.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { must } from '#kernel/assert.ts'
import type { Statement } from '#platform/db/database.ts'
import { notFound, refusal } from '#platform/http/problem.ts'
import type { CaseDeps } from './case-deps.ts'

type Facts = Readonly<Record<string, Code>>

/** What a case knows of its customer in codes: the tier. */
export async function customerFacts(deps: CaseDeps, customerId: Id | null): Promise<Facts> {
  if (customerId === null) return {}
  return factsOf(must(readCustomer(await deps.db.query(loadCustomer(customerId))), 'no customer is ever taken away'))
}

/** The same of a customer whom somebody names; one they may not give a case to at this instant is not there. */
export async function namedCustomerFacts(deps: CaseDeps, viewer: Viewer, named: { readonly customerId: Id | null; readonly at: Instant }): Promise<Facts> {
  if (named.customerId === null) return {}
  const customer = readCustomer(await deps.db.query(loadCustomerFor(viewer, named.customerId, named.at)))
  if (customer === null) throw notFound()
  if (customer.erased) throw refusal({ code: 'customer.erased' })
  return factsOf(customer)
}

/**
 * Work on a case begins anew only while its customer has not been erased. The statements hold that until the end of the transaction:
 * they belong beside the command's own rows.
 */
export async function customerStillThere(deps: CaseDeps, customerId: Id | null): Promise<readonly Statement[]> {
  if (customerId === null) return []
  if (readCustomer(await deps.db.query(loadCustomer(customerId)))?.erased === true) throw refusal({ code: 'case.customer_erased' })
  return [stillKnown(customerId)]
}

const factsOf = ({ tier }: CustomerRow): Facts => (tier === null ? {} : { 'customer.tier': tier })
