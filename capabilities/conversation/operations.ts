import { Type } from 'typebox'
import { ById, Made } from '#capabilities/access/contract.ts'
import { HealthDetails } from './health-contract.ts'
import {
  Mailbox, MailboxChange, MailboxCheck, MailboxPage, MailboxQuery, MailboxTrial, NewMailbox, OutboundPage, OutboundQuery, OutboxPage, OutboxQuery, QuarantinePage, QuarantineQuery, RawMail, Settlement, Upload,
} from './contract.ts'

const Nothing = Type.Null()

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const CONVERSATION_OPERATIONS = {
  'POST /api/v1/messages/:id/cancellation': { params: ById, response: { 204: Nothing } },
  'POST /api/v1/messages/:id/settlement': { params: ById, body: Settlement, response: { 204: Nothing } },
  'POST /api/v1/files': { response: { 201: Upload } },
  'GET /api/v1/messages': { querystring: OutboundQuery, response: { 200: OutboundPage } },
  'GET /api/v1/mailboxes': { querystring: MailboxQuery, response: { 200: MailboxPage } },
  'GET /api/v1/mailboxes/:id': { params: ById, response: { 200: Mailbox } },
  'POST /api/v1/mailboxes': { body: NewMailbox, response: { 201: Made } },
  'PATCH /api/v1/mailboxes/:id': { params: ById, body: MailboxChange, response: { 200: Mailbox } },
  'POST /api/v1/mailboxes/check': { body: MailboxTrial, response: { 200: MailboxCheck } },
  'POST /api/v1/mailboxes/:id/check': { params: ById, response: { 200: MailboxCheck } },
  'POST /api/v1/mailboxes/:id/archival': { params: ById, response: { 204: Nothing } },
  'DELETE /api/v1/mailboxes/:id/archival': { params: ById, response: { 204: Nothing } },
  'GET /api/v1/quarantine': { querystring: QuarantineQuery, response: { 200: QuarantinePage } },
  'GET /api/v1/quarantine/:id': { params: ById, response: { 200: RawMail } },
  'POST /api/v1/quarantine/:id/retry': { params: ById, response: { 204: Nothing } },
  'POST /api/v1/quarantine/:id/dismissal': { params: ById, response: { 204: Nothing } },
  'DELETE /api/v1/quarantine/:id/dismissal': { params: ById, response: { 204: Nothing } },
  'GET /api/v1/outbox': { querystring: OutboxQuery, response: { 200: OutboxPage } },
  'POST /api/v1/outbox/:id/retry': { params: ById, response: { 204: Nothing } },
  'GET /api/v1/health/details': { response: { 200: HealthDetails } },
} as const
