import { Type } from 'typebox'
import { ConsoleSettings, OwnChange, OwnSessions } from './account-contract.ts'
import { AuditPage, AuditQuery } from './audit-contract.ts'
import {
  Acceptance, ApiKey, ById, ByToken, ChangePassword, Invitation, InvitationShown, IssuedApiKey, IssuedInvitation, Made, Me, NewApiKey, NewInvitation, NewStaff, NewTeam, OneTimePassword, OwnPassword, pageOf, PageQuery, RoleList, SignIn, Staff, StaffChange, Team, TeamChange, TotpCode, TotpSetup,
} from './contract.ts'
import { ByStep, Company, CompanyChange, Setup } from './setup-contract.ts'

const Nothing = Type.Null()

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const ACCESS_OPERATIONS = {
  'POST /api/v1/sessions': { body: SignIn, response: { 201: Me } },
  'DELETE /api/v1/sessions/current': { response: { 204: Nothing } },
  'GET /api/v1/me': { response: { 200: Me } },
  'PATCH /api/v1/me': { body: OwnChange, response: { 200: Me } },
  'GET /api/v1/me/sessions': { response: { 200: OwnSessions } },
  'DELETE /api/v1/me/sessions': { response: { 204: Nothing } },
  'POST /api/v1/me/password': { body: ChangePassword, response: { 204: Nothing } },
  'POST /api/v1/me/totp': { body: OwnPassword, response: { 200: TotpSetup } },
  'POST /api/v1/me/totp/verification': { body: TotpCode, response: { 204: Nothing } },
  'DELETE /api/v1/me/totp': { body: OwnPassword, response: { 204: Nothing } },
  'GET /api/v1/staff': { querystring: PageQuery, response: { 200: pageOf(Staff) } },
  'GET /api/v1/staff/:id': { params: ById, response: { 200: Staff } },
  'POST /api/v1/staff': { body: NewStaff, response: { 201: OneTimePassword } },
  'PATCH /api/v1/staff/:id': { params: ById, body: StaffChange, response: { 200: Staff } },
  'POST /api/v1/staff/:id/archival': { params: ById, response: { 204: Nothing } },
  'DELETE /api/v1/staff/:id/archival': { params: ById, response: { 204: Nothing } },
  'POST /api/v1/staff/:id/password-reset': { params: ById, response: { 200: OneTimePassword } },
  'GET /api/v1/staff/invitations': { querystring: PageQuery, response: { 200: pageOf(Invitation) } },
  'POST /api/v1/staff/invitations': { body: NewInvitation, response: { 201: IssuedInvitation } },
  'POST /api/v1/staff/invitations/:id/renewal': { params: ById, response: { 201: IssuedInvitation } },
  'DELETE /api/v1/staff/invitations/:id': { params: ById, response: { 204: Nothing } },
  'GET /api/v1/invitations/:token': { params: ByToken, response: { 200: InvitationShown } },
  'POST /api/v1/invitations/:token/acceptance': { params: ByToken, body: Acceptance, response: { 201: Made } },
  'GET /api/v1/company': { response: { 200: Company } },
  'PUT /api/v1/company': { body: CompanyChange, response: { 200: Company } },
  'GET /api/v1/setup': { response: { 200: Setup } },
  'PUT /api/v1/setup/:step': { params: ByStep, response: { 204: Nothing } },
  'GET /api/v1/roles': { response: { 200: RoleList } },
  'GET /api/v1/teams': { querystring: PageQuery, response: { 200: pageOf(Team) } },
  'GET /api/v1/teams/:id': { params: ById, response: { 200: Team } },
  'POST /api/v1/teams': { body: NewTeam, response: { 201: Made } },
  'PATCH /api/v1/teams/:id': { params: ById, body: TeamChange, response: { 200: Team } },
  'POST /api/v1/teams/:id/archival': { params: ById, response: { 204: Nothing } },
  'DELETE /api/v1/teams/:id/archival': { params: ById, response: { 204: Nothing } },
  'GET /api/v1/api-keys': { querystring: PageQuery, response: { 200: pageOf(ApiKey) } },
  'GET /api/v1/api-keys/:id': { params: ById, response: { 200: ApiKey } },
  'POST /api/v1/api-keys': { body: NewApiKey, response: { 201: IssuedApiKey } },
  'DELETE /api/v1/api-keys/:id': { params: ById, response: { 204: Nothing } },
  'GET /api/v1/console-settings': { response: { 200: ConsoleSettings } },
  'PUT /api/v1/console-settings': { body: ConsoleSettings, response: { 200: ConsoleSettings } },
  'GET /api/v1/events': { querystring: AuditQuery, response: { 200: AuditPage } },
} as const
