import { queryOptions } from '@tanstack/react-query'
import type { ApiKey } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'

const LIMIT = 100
export const API_KEYS = ['api-keys'] as const

/** Keys that are valid, or those revoked; a company has few. */
export const apiKeysQuery = (revoked: boolean) => queryOptions({
  queryKey: [...API_KEYS, revoked],
  queryFn: async ({ signal }): Promise<readonly ApiKey[]> => (await askAccess('GET /api/v1/api-keys', { query: { limit: LIMIT, archived: revoked } }, { signal })).items,
})
