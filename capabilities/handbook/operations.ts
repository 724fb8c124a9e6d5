import {
  ByClause, ByVersion, ChangeList, ClauseList, DraftReport, HandbookOverview, OneClause, ScenarioPage, TwoVersions,
} from './book-contract.ts'
import {
  ByScenario, FlowchartView, HandbookVersionList, HandbookVersionSchema, PublishHandbook,
} from './contract.ts'

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const HANDBOOK_OPERATIONS = {
  'GET /api/v1/handbook/versions': { response: { 200: HandbookVersionList } },
  'GET /api/v1/handbook/scenarios/:key/flowchart': { params: ByScenario, querystring: ByVersion, response: { 200: FlowchartView } },
  'GET /api/v1/handbook': { querystring: ByVersion, response: { 200: HandbookOverview } },
  'GET /api/v1/handbook/scenarios/:key': { params: ByScenario, querystring: ByVersion, response: { 200: ScenarioPage } },
  'GET /api/v1/handbook/clauses': { querystring: ByVersion, response: { 200: ClauseList } },
  'GET /api/v1/handbook/clauses/:id': { params: ByClause, querystring: ByVersion, response: { 200: OneClause } },
  'GET /api/v1/handbook/changes': { querystring: TwoVersions, response: { 200: ChangeList } },
  'POST /api/v1/handbook/drafts': { body: PublishHandbook, response: { 200: DraftReport } },
  'POST /api/v1/handbook/versions': { body: PublishHandbook, response: { 201: HandbookVersionSchema } },
} as const
