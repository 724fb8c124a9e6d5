import type { Id } from '#kernel/id.ts'
import { must } from '#kernel/assert.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { CustomerErasure } from '../contract.ts'
import { erasureRefusal } from '../core/customer-rules.ts'
import { familyOf } from './commands.ts'
import { happened, reached, type Asked } from './customer-commands.ts'
import type { Outcome } from './customer-deps.ts'
import { customersToChange } from './store.ts'

/**
 * Everything personal about a customer, and about the records merged into them, is taken away for good: names, addresses and how they were
 * found, old values with their key, and what their cases hold. Rows, ids, events and numbers stay.
 */
export async function eraseCustomer(asked: Asked, id: Id, { reason, confirm }: CustomerErasure): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  const outcome = await deps.db.transaction<Outcome<null>>([customersToChange(viewer, [id], 'customer.erase'), lockFamily(id)], async ([rows, members], tx) => {
    const customer = reached(rows, id, 'customer.erase')
    const family = must(members, 'the family was loaded').rows.map((row) => ({ id: row['id'] as Id, version: Number(row['version']) }))
    const ids = family.map((member) => member.id)
    const { rows: cases } = await tx.query(deps.belongings.cases(ids))
    const refusal = erasureRefusal(customer, { openCases: cases.filter((row) => row['over'] !== true).length, confirm })
    if (refusal !== null) return { abandon: true, answer: refusal }
    const events = family.map((member) => happened(asked, member, { type: 'customer.erased', data: { reason } }))
    const belongings = deps.belongings.erase({ customerIds: ids, caseIds: cases.map((row) => row['id'] as Id) }, context.at)
    return { writes: [...belongings, ...eraseRows(ids, context.at), ...events, ...context.settle({ customer: id })], answer: { ok: true, value: null } }
  })
  if (outcome.ok) await deps.clearFiles()
  return outcome
}

/** The customer and those merged into them, in the order of ids: whoever writes to one of them waits. */
const lockFamily = (id: Id): Statement => ({
  name: 'customer.lock_family',
  text: `select c.id, (select coalesce(max(version), 0) from events where stream_id = c.id) as version from customers c where c.id = any(${familyOf('$1::uuid')}) order by c.id for update of c`,
  values: [id],
})

/** Rows stay for what points to them; out of everyday lists, without a name. Old values go with their key. */
const eraseRows = (ids: readonly Id[], at: Instant): readonly Statement[] => [
  {
    name: 'customer.erase',
    text: `update customers set name = '', company = null, timezone = null, erased_at = $2, archived_at = coalesce(archived_at, $2), updated_at = $2 where id = any($1::uuid[])`,
    values: [ids, formatInstant(at)],
  },
  {
    name: 'customer.erase_contact_points',
    text: `update contact_points set value = '', value_index = '', tail_index = '', verified_at = null, until_at = coalesce(until_at, $2) where customer_id = any($1::uuid[])`,
    values: [ids, formatInstant(at)],
  },
  { name: 'customer.erase_old_values', text: `update value_history set ciphertext = '' where customer_id = any($1::uuid[])`, values: [ids] },
  { name: 'customer.erase_key', text: 'update subject_keys set wrapped_key = null, erased_at = $2 where customer_id = any($1::uuid[])', values: [ids, formatInstant(at)] },
]
