import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '../../contract.ts'
import type { Permission, Scope } from '../../core/permission.ts'
import { askAccess } from './access-api.ts'

/** Who is signed in; asked once and kept. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => askAccess('GET /api/v1/me', {}, { signal }),
  staleTime: Infinity,
})

/** The signed-in person. Screens inside the frame have one always. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** The widest reach of a permission of the signed-in person, undefined where they have none. */
export const useMay = (permission: Permission): Scope | undefined => useQuery(meQuery).data?.permissions[permission]
