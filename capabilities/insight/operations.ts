import {
  AttainmentQuery, AttainmentReport,
} from './contract.ts'

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const INSIGHT_OPERATIONS = {
  'GET /api/v1/attainment': { querystring: AttainmentQuery, response: { 200: AttainmentReport } },
} as const
