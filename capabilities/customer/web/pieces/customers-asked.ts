/** What the list of customers is asked for; it stands in the address. */
export type CustomersAsked = { readonly q?: string; readonly tier?: string; readonly open?: boolean; readonly archived?: boolean }

const TIER = /^[a-z][a-z0-9_-]{0,59}$/

/** Reads the address; what makes no sense is left out. */
export function readCustomersAsked({ q, tier, open, archived }: Readonly<Record<string, unknown>>): CustomersAsked {
  return {
    ...(typeof q === 'string' && q.trim() !== '' ? { q } : {}),
    ...(typeof tier === 'string' && TIER.test(tier) ? { tier } : {}),
    ...(open === true ? { open } : {}),
    ...(archived === true ? { archived } : {}),
  }
}
