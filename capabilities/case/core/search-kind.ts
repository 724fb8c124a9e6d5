/** What can be found. */
export const SEARCH_KINDS = ['cases', 'customers', 'messages'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]
