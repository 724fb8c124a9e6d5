import { refused, type Refusal } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { CustomerChange, CustomerRefusal } from '../contract.ts'

/** Where a customer's record stands. */
export type CustomerStanding = { readonly id: Id; readonly mergedInto: Id | null; readonly archivedAt: Instant | null; readonly erasedAt: Instant | null }
type Refused = { readonly ok: false; readonly refusal: Refusal<CustomerRefusal> }

/** Why this record can no longer be changed (`customer.erased`, `customer.merged`, `customer.archived`); null when it can. */
export function changeRefusal({ mergedInto, archivedAt, erasedAt }: CustomerStanding): Refused | null {
  if (erasedAt !== null) return refused('customer.erased')
  if (mergedInto !== null) return refused('customer.merged')
  return archivedAt === null ? null : refused('customer.archived')
}

/** Why a customer cannot be given this tier (`customer.unknown_tier`); null when they can. `null` takes it away; what they have (`has`) stays, though the handbook names it no longer. */
export function tierRefusal(tier: string | null | undefined, { known, has }: { readonly known: readonly string[]; readonly has: string | null }): Refused | null {
  if (tier === undefined || tier === null || tier === has || known.includes(tier)) return null
  return refused('customer.unknown_tier', { tier, known: known.length === 0 ? '—' : known.join(', ') })
}

/** Why one record cannot be merged into another; null when it can. Both must live, so no circle can come about. */
export function mergeRefusal(from: CustomerStanding, into: CustomerStanding): Refused | null {
  if (from.id === into.id) return refused('customer.same')
  if (into.mergedInto !== null) return refused('customer.into_merged')
  return changeRefusal(from) ?? changeRefusal(into)
}

/** Why a customer is not erased (`customer.erased`, `customer.merged`, `customer.case_open`, `customer.not_confirmed`); null when they are. An archived one may be. */
export function erasureRefusal(customer: CustomerStanding & { readonly name: string }, { openCases, confirm }: { readonly openCases: number; readonly confirm: string }): Refused | null {
  if (customer.erasedAt !== null) return refused('customer.erased')
  if (customer.mergedInto !== null) return refused('customer.merged')
  if (openCases > 0) return refused('customer.case_open', { count: openCases })
  return sameName(confirm, customer.name) ? null : refused('customer.not_confirmed')
}

const sameName = (one: string, other: string): boolean => plain(one) === plain(other)
const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** Fields that hold personal words: their old values are kept under the customer's own key. */
const PERSONAL = ['name', 'company'] as const
export type ChangeableCustomer = { readonly name: string; readonly company: string | null; readonly locale: string; readonly timezone: string | null; readonly tier: string | null }

/** What a change really changes: the names of the fields in order, and the old personal values worth keeping. */
export function changedFields(before: ChangeableCustomer, change: CustomerChange): { readonly fields: readonly string[]; readonly old: readonly { readonly field: string; readonly value: string }[] } {
  const fields = (Object.keys(change) as (keyof CustomerChange)[]).filter((field) => change[field] !== before[field]).toSorted()
  const old = PERSONAL.filter((field) => fields.includes(field)).flatMap((field) => {
    const value = before[field]
    return value === null ? [] : [{ field, value }]
  })
  return { fields, old }
}
