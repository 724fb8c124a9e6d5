import { queryOptions } from '@tanstack/react-query'
import { caller } from '#ui/talk/call.ts'
import type { AttainedCases } from '../../contract.ts'
import type { INSIGHT_OPERATIONS } from '../../operations.ts'

const askInsight = caller<typeof INSIGHT_OPERATIONS>()

/** From one instant to another, RFC 3339. */
export type Period = { readonly from: string; readonly to: string }
export type Standing = AttainedCases['items'][number]['standing']

/** Every clause over a period, or one. */
export const attainmentQuery = (period: Period, clause?: string) => queryOptions({
  queryKey: ['attainment', clause ?? 'all', period],
  queryFn: async ({ signal }) => (await askInsight('GET /api/v1/attainment', { query: { ...period, ...(clause === undefined ? {} : { clause }) } }, { signal })).items,
})

export const weeksQuery = (clause: string, period: Period) => queryOptions({
  queryKey: ['attainment', clause, 'weeks', period],
  queryFn: async ({ signal }) => (await askInsight('GET /api/v1/attainment/:clause/weeks', { params: { clause }, query: { ...period, zone: Intl.DateTimeFormat().resolvedOptions().timeZone } }, { signal })).items,
})

type AskedCases = { readonly clause: string; readonly period: Period; readonly standing: Standing | null; readonly after: string | undefined; readonly signal: AbortSignal }

/** A page of the cases behind the figures. */
export const askCases = async ({ clause, period, standing, after, signal }: AskedCases): Promise<AttainedCases> =>
  askInsight('GET /api/v1/attainment/:clause/cases', { params: { clause }, query: { ...period, limit: 20, ...(standing === null ? {} : { standing }), ...(after === undefined ? {} : { after }) } }, { signal })
