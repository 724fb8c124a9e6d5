import {
  AttainedCases, AttainedQuery, AttainmentQuery, AttainmentReport, AttainmentWeeks, ByClause, WeeksQuery,
} from './contract.ts'

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const INSIGHT_OPERATIONS = {
  'GET /api/v1/attainment': { querystring: AttainmentQuery, response: { 200: AttainmentReport } },
  'GET /api/v1/attainment/:clause/weeks': { params: ByClause, querystring: WeeksQuery, response: { 200: AttainmentWeeks } },
  'GET /api/v1/attainment/:clause/cases': { params: ByClause, querystring: AttainedQuery, response: { 200: AttainedCases } },
} as const
