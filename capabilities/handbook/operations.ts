import {
  ByScenario, FlowchartView, HandbookVersionList, HandbookVersionSchema, PublishHandbook,
} from './contract.ts'

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const HANDBOOK_OPERATIONS = {
  'GET /api/v1/handbook/versions': { response: { 200: HandbookVersionList } },
  'GET /api/v1/handbook/scenarios/:key/flowchart': { params: ByScenario, response: { 200: FlowchartView } },
  'POST /api/v1/handbook/versions': { body: PublishHandbook, response: { 201: HandbookVersionSchema } },
} as const
