import { useQuery } from '@tanstack/react-query'
import type { CasePosition } from '#capabilities/handbook/web/pieces/case-position.ts'
import { pathOf } from '../../core/case-path.ts'
import { askCase, caseKeys } from './case-api.ts'

/** Where a case stands on the way of its scenario. `waiting` while it is asked for; `position` is null for a case one may not see. */
export function useCasePosition(id: string | undefined): { readonly position: CasePosition | null; readonly waiting: boolean } {
  const view = useQuery({ queryKey: caseKeys.one(id ?? ''), queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id', { params: { id: id ?? '' } }, { signal }), enabled: id !== undefined })
  const { key = '', handbookId = '' } = view.data === undefined ? {} : { key: view.data.scenario.key, handbookId: view.data.handbookId }
  const guide = useQuery({
    queryKey: ['scenario-guide', key, handbookId],
    queryFn: async ({ signal }) => askCase('GET /api/v1/scenarios/:key', { params: { key }, query: { handbookId } }, { signal }),
    enabled: view.data !== undefined, staleTime: Number.POSITIVE_INFINITY,
  })
  const waiting = id !== undefined && view.error === null && guide.error === null && guide.data === undefined
  if (view.data === undefined || guide.data === undefined) return { position: null, waiting }
  const { number, steps: lived, facts, status } = view.data
  const path = pathOf({ steps: guide.data.steps.map((step) => step.key), ways: guide.data.ways, lived, facts, over: status === 'closed' || status === 'merged' })
  return { waiting: false, position: { caseId: view.data.id, number, handbookId, steps: new Map(path.map((step) => [step.key, step.state])) } }
}
