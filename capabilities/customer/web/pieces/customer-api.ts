import { caller } from '#ui/talk/call.ts'
import type { Customer } from '../../contract.ts'
import type { CUSTOMER_OPERATIONS } from '../../operations.ts'
import type { Id } from '#kernel/id.ts'

const ask = caller<typeof CUSTOMER_OPERATIONS>()

/** Requests about customers. Addresses come masked; whoever wants to read them in full says why. */
export const askCustomer = {
  call: ask,
  one: async (id: string, signal: AbortSignal): Promise<Customer> => ask('GET /api/v1/customers/:id', { params: { id: id as Id }, query: { masked: true } }, { signal }),
}

/** Under which names answers are kept. */
export const customerKeys = {
  lists: ['customers'] as const,
  all: ['customer'] as const,
  list: (asked: unknown) => ['customers', 'list', asked] as const,
  one: (id: string) => ['customer', id] as const,
}
