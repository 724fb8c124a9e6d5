import { queryOptions } from '@tanstack/react-query'
import { askAccess } from '../pieces/access-api.ts'

/** What is still missing before the house can work, as far as the reader can do it. */
export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: async ({ signal }) => askAccess('GET /api/v1/setup', {}, { signal }) })

export const companyQuery = queryOptions({ queryKey: ['company'], queryFn: async ({ signal }) => askAccess('GET /api/v1/company', {}, { signal }) })
