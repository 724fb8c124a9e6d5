import type { FastifyRequest } from 'fastify'
import { maskName } from '#capabilities/access/core/masking.ts'
import { may } from '#capabilities/access/core/viewer.ts'
import { waiting } from '#capabilities/access/server/register-access.ts'
import { grantOpening } from '#capabilities/access/server/visibility.ts'
import { formatInstant } from '#kernel/instant.ts'
import { noteAccess } from '#platform/audit/note-access.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { CallerFound, CallerLookUp } from '../contract.ts'
import { normaliseAddress } from '../core/normalise-address.ts'
import { loadCustomerByAddress, readCustomer } from './commands.ts'
import type { Asked } from './customer-commands.ts'

/**
 * Somebody calls whose cases lie with another team: whoever knows their full number or address learns who it is, in outline,
 * and may for a short while open a case for them. Counted before it is looked up, and noted with its reason.
 */
export async function findCaller({ deps, context, viewer }: Asked, request: FastifyRequest): Promise<CallerFound> {
  if (!may(viewer, 'case.open')) throw forbidden('case.open')
  const seconds = await deps.attempt(`caller:${viewer.id}`)
  if (seconds > 0) throw waiting(seconds, request)
  const { address, reason } = request.body as CallerLookUp
  const kind = address.includes('@') ? 'email' : 'phone'
  const value = normaliseAddress(kind, address)
  const customer = value === null ? null : readCustomer(await deps.db.query(loadCustomerByAddress(deps.sealing, kind, value)))
  if (customer === null) return { customer: null, until: null }
  const granted = grantOpening(viewer, customer.id, context.at)
  const look = { id: context.commandId, at: context.at, actor: context.actor, action: 'customer.lookup', subjectKind: 'customer', subjectId: customer.id, requestId: context.requestId, data: { reason } }
  await deps.db.write([noteAccess(look), granted.insert])
  return { customer: { id: customer.id, name: maskName(customer.name) }, until: formatInstant(granted.until) }
}
