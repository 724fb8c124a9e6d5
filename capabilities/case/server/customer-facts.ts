import { loadCustomer, readCustomer } from '#capabilities/customer/server/commands.ts'
import type { Code } from '#capabilities/handbook/core/condition.ts'
import type { Id } from '#kernel/id.ts'
import { refusal } from '#platform/http/problem.ts'
import type { CaseDeps } from './case-deps.ts'

/** What a case knows of its customer in codes: the tier. A customer that does not exist is refused. */
export async function customerFacts(deps: CaseDeps, customerId: Id | null): Promise<Readonly<Record<string, Code>>> {
  if (customerId === null) return {}
  const customer = readCustomer(await deps.db.query(loadCustomer(customerId)))
  if (customer === null) throw refusal({ code: 'case.customer_unknown' })
  return customer.tier === null ? {} : { 'customer.tier': customer.tier }
}
