import { Type } from 'typebox'
import {
  Assignment, ByCase, ByClock, ByConfirmation, ByInvitation, ByOther, ByStep, CaseEventPage, CaseView, Classification, Completion, ConfirmationAnswer, Contact, CustomerOfCase, Dismissal, Done, GivenLink, LinkWanted, DraftPage, LedgerView, ManualDue, Merge, MessagePage, NewChild, NewLink, NewRecordInput, Note, NotificationPage, NotificationQuery, OpenCase, PageQuery, RecordPage, Reply, Split, SurveyAnswer, ThreadQuery, Waiting,
} from './contract.ts'
import { CaseClocks } from './clock-contract.ts'
import { CustomerBriefs, CustomerBriefsQuery } from './brief-contract.ts'
import { Overview } from './overview-contract.ts'
import { BatchReport, ByInboxId, CaseListQuery, CasePage, Counts, CountsQuery, NewBatch, NewView, SavedView, SavedViews, ViewChange, ViewMade } from './inbox-contract.ts'
import { ByScenarioKey, GuideQuery, ScenarioGuide, ScenarioList } from './guide-contract.ts'
import { ByTemplate, CaseReaders, Draft, DraftAsked, Drafts, KeepDraft, NewTemplate, ReplyTemplates, SendTimes, TemplateChange, TemplateMade, TemplateQuery } from './writing-contract.ts'
import { MoveReport, RunningCases, RunningCasesQuery, VersionMove } from './move-contract.ts'
import { SearchAsked, SearchFound } from './search-contract.ts'

const Nothing = Type.Null()

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const CASE_OPERATIONS = {
  'POST /api/v1/cases': { body: OpenCase, response: { 201: Done } },
  'GET /api/v1/cases': { querystring: CaseListQuery, response: { 200: CasePage } },
  'GET /api/v1/overview': { response: { 200: Overview } },
  'GET /api/v1/customer-briefs': { querystring: CustomerBriefsQuery, response: { 200: CustomerBriefs } },
  'GET /api/v1/cases/counts': { querystring: CountsQuery, response: { 200: Counts } },
  'GET /api/v1/cases/:id': { params: ByCase, response: { 200: CaseView } },
  'GET /api/v1/cases/:id/events': { params: ByCase, querystring: PageQuery, response: { 200: CaseEventPage } },
  'GET /api/v1/cases/:id/records': { params: ByCase, querystring: PageQuery, response: { 200: RecordPage } },
  'GET /api/v1/cases/:id/clocks': { params: ByCase, response: { 200: CaseClocks } },
  'GET /api/v1/cases/:id/clocks/:clock/ledger': { params: ByClock, response: { 200: LedgerView } },
  'GET /api/v1/cases/:id/messages': { params: ByCase, querystring: ThreadQuery, response: { 200: MessagePage } },
  'GET /api/v1/cases/:id/knowledge-drafts': { params: ByCase, response: { 200: DraftPage } },
  'POST /api/v1/cases/:id/splits': { params: ByCase, body: Split, response: { 201: Done } },
  'GET /api/v1/version-moves/cases': { querystring: RunningCasesQuery, response: { 200: RunningCases } },
  'POST /api/v1/version-moves': { body: VersionMove, response: { 200: MoveReport } },
  'PUT /api/v1/cases/:id/classification': { params: ByCase, body: Classification, response: { 200: Done } },
  'PUT /api/v1/cases/:id/assignment': { params: ByCase, body: Assignment, response: { 200: Done } },
  'POST /api/v1/cases/:id/steps/:step/completion': { params: ByStep, body: Completion, response: { 200: Done } },
  'POST /api/v1/cases/:id/records': { params: ByCase, body: NewRecordInput, response: { 200: Done } },
  'POST /api/v1/cases/:id/confirmations/:confirmation/answer': { params: ByConfirmation, body: ConfirmationAnswer, response: { 200: Done } },
  'POST /api/v1/cases/:id/confirmations/:confirmation/sending': { params: ByConfirmation, body: Type.Object({}, { additionalProperties: false }), response: { 200: Done } },
  'POST /api/v1/cases/:id/customer-links': { params: ByCase, body: LinkWanted, response: { 200: GivenLink } },
  'POST /api/v1/cases/:id/surveys/:invitation/answer': { params: ByInvitation, body: SurveyAnswer, response: { 200: Done } },
  'POST /api/v1/cases/:id/wait': { params: ByCase, body: Waiting, response: { 200: Done } },
  'DELETE /api/v1/cases/:id/wait': { params: ByCase, response: { 200: Done } },
  'PUT /api/v1/cases/:id/clocks/:clock/due': { params: ByClock, body: ManualDue, response: { 200: Done } },
  'DELETE /api/v1/cases/:id/clocks/:clock/due': { params: ByClock, response: { 200: Done } },
  'POST /api/v1/cases/:id/dismissal': { params: ByCase, body: Dismissal, response: { 200: Done } },
  'POST /api/v1/cases/:id/reopening': { params: ByCase, body: Type.Object({}, { additionalProperties: false }), response: { 200: Done } },
  'POST /api/v1/cases/:id/children': { params: ByCase, body: NewChild, response: { 200: Done } },
  'POST /api/v1/cases/:id/links': { params: ByCase, body: NewLink, response: { 200: Done } },
  'DELETE /api/v1/cases/:id/links/:other': { params: ByOther, response: { 200: Done } },
  'POST /api/v1/cases/:id/merge': { params: ByCase, body: Merge, response: { 200: Done } },
  'DELETE /api/v1/cases/:id/merge': { params: ByCase, response: { 200: Done } },
  'PUT /api/v1/cases/:id/customer': { params: ByCase, body: CustomerOfCase, response: { 200: Done } },
  'POST /api/v1/cases/:id/replies': { params: ByCase, body: Reply, response: { 200: Done } },
  'POST /api/v1/cases/:id/notes': { params: ByCase, body: Note, response: { 200: Done } },
  'POST /api/v1/cases/:id/contacts': { params: ByCase, body: Contact, response: { 200: Done } },
  'GET /api/v1/cases/:id/draft': { params: ByCase, response: { 200: Drafts } },
  'PUT /api/v1/cases/:id/draft': { params: ByCase, body: KeepDraft, response: { 200: Draft } },
  'DELETE /api/v1/cases/:id/draft': { params: ByCase, querystring: DraftAsked, response: { 204: Nothing } },
  'GET /api/v1/cases/:id/readers': { params: ByCase, response: { 200: CaseReaders } },
  'GET /api/v1/cases/:id/send-times': { params: ByCase, response: { 200: SendTimes } },
  'GET /api/v1/reply-templates': { querystring: TemplateQuery, response: { 200: ReplyTemplates } },
  'POST /api/v1/reply-templates': { body: NewTemplate, response: { 201: TemplateMade } },
  'PATCH /api/v1/reply-templates/:id': { params: ByTemplate, body: TemplateChange, response: { 200: TemplateMade } },
  'DELETE /api/v1/reply-templates/:id': { params: ByTemplate, response: { 204: Nothing } },
  'GET /api/v1/scenarios': { response: { 200: ScenarioList } },
  'GET /api/v1/scenarios/:key': { params: ByScenarioKey, querystring: GuideQuery, response: { 200: ScenarioGuide } },
  'GET /api/v1/case-views': { response: { 200: SavedViews } },
  'POST /api/v1/case-views': { body: NewView, response: { 201: ViewMade } },
  'PATCH /api/v1/case-views/:id': { params: ByInboxId, body: ViewChange, response: { 200: SavedView } },
  'DELETE /api/v1/case-views/:id': { params: ByInboxId, response: { 204: Nothing } },
  'POST /api/v1/case-batches': { body: NewBatch, response: { 200: BatchReport } },
  'GET /api/v1/case-batches/:id': { params: ByInboxId, response: { 200: BatchReport } },
  'POST /api/v1/case-batches/:id/undo': { params: ByInboxId, response: { 200: BatchReport } },
  'GET /api/v1/search': { querystring: SearchAsked, response: { 200: SearchFound } },
  'POST /api/v1/cases/:id/reading': { params: ByCase, response: { 200: Done } },
  'DELETE /api/v1/cases/:id/reading': { params: ByCase, response: { 200: Done } },
  'GET /api/v1/notifications': { querystring: NotificationQuery, response: { 200: NotificationPage } },
  'POST /api/v1/notifications/reading': { response: { 204: Nothing } },
  'POST /api/v1/notifications/:id/reading': { params: ByCase, response: { 204: Nothing } },
} as const
