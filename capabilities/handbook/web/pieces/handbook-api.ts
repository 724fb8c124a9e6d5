import { queryOptions } from '@tanstack/react-query'
import { caller } from '#ui/talk/call.ts'
import type { HANDBOOK_OPERATIONS } from '../../operations.ts'

/** Requests about the handbook. */
export const askHandbook = caller<typeof HANDBOOK_OPERATIONS>()

/** A version never changes; which one is in force may. */
const freshFor = (handbookId: string | undefined): number => (handbookId === undefined ? 60_000 : Number.POSITIVE_INFINITY)
const inQuery = (handbookId: string | undefined) => (handbookId === undefined ? {} : { handbookId })

export const overviewQuery = (handbookId?: string) => queryOptions({
  queryKey: ['handbook', 'overview', handbookId ?? 'in-force'],
  queryFn: async ({ signal }) => askHandbook('GET /api/v1/handbook', { query: inQuery(handbookId) }, { signal }),
  staleTime: freshFor(handbookId),
})

export const clausesQuery = (handbookId?: string) => queryOptions({
  queryKey: ['handbook', 'clauses', handbookId ?? 'in-force'],
  queryFn: async ({ signal }) => askHandbook('GET /api/v1/handbook/clauses', { query: inQuery(handbookId) }, { signal }),
  staleTime: freshFor(handbookId),
})

export const clauseQuery = (id: string) => queryOptions({
  queryKey: ['handbook', 'clause', id],
  queryFn: async ({ signal }) => askHandbook('GET /api/v1/handbook/clauses/:id', { params: { id } }, { signal }),
})

export const scenarioQuery = (key: string, handbookId?: string) => queryOptions({
  queryKey: ['handbook', 'scenario', key, handbookId ?? 'in-force'],
  queryFn: async ({ signal }) => askHandbook('GET /api/v1/handbook/scenarios/:key', { params: { key }, query: inQuery(handbookId) }, { signal }),
  staleTime: freshFor(handbookId),
})

export const flowchartQuery = (key: string, handbookId?: string) => queryOptions({
  queryKey: ['handbook', 'flowchart', key, handbookId ?? 'in-force'],
  queryFn: async ({ signal }) => askHandbook('GET /api/v1/handbook/scenarios/:key/flowchart', { params: { key }, query: inQuery(handbookId) }, { signal }),
  staleTime: freshFor(handbookId),
})

export const versionsQuery = queryOptions({
  queryKey: ['handbook', 'versions'],
  queryFn: async ({ signal }) => askHandbook('GET /api/v1/handbook/versions', {}, { signal }),
})

export const changesQuery = (from: string, to: string) => queryOptions({
  queryKey: ['handbook', 'changes', from, to],
  queryFn: async ({ signal }) => askHandbook('GET /api/v1/handbook/changes', { query: { from, to } }, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What is read again after a version was published. */
export const HANDBOOK_CHANGED = [['handbook'], ['scenarios']] as const
