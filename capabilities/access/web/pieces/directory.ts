import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Role, Staff, Team } from '../../contract.ts'
import { askAccess } from './access-api.ts'

const PAGES_MAX = 20
const PAGE = 100
const FRESH_MS = 300_000

/** A whole list, page by page; a company's people and teams are few. */
export async function allOf<T>(page: (after: string | undefined) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>): Promise<readonly T[]> {
  const all: T[] = []
  let after: string | undefined
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const { items, next } = await page(after)
    all.push(...items)
    if (next === null) break
    after = next
  }
  return all
}

export const from = (after: string | undefined) => ({ limit: PAGE, ...(after === undefined ? {} : { after }) })

export const colleaguesQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: async ({ signal }) => allOf<Staff>(async (after) => askAccess('GET /api/v1/staff', { query: from(after) }, { signal })),
  staleTime: FRESH_MS,
})

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: async ({ signal }) => allOf<Team>(async (after) => askAccess('GET /api/v1/teams', { query: from(after) }, { signal })),
  staleTime: FRESH_MS,
})

/** Everybody who works here. */
export const useColleagues = (): readonly Staff[] => useQuery(colleaguesQuery).data ?? []
export const useTeams = (): readonly Team[] => useQuery(teamsQuery).data ?? []

const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async ({ signal }) => (await askAccess('GET /api/v1/roles', {}, { signal })).items,
  staleTime: FRESH_MS,
})

/** The roles of the handbook in force. */
export const useRoles = (): readonly Role[] => useQuery(rolesQuery).data ?? []
