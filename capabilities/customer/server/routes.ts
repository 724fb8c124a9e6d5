import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { ById, Made } from '#capabilities/access/contract.ts'
import { may } from '#capabilities/access/core/viewer.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Id } from '#kernel/id.ts'
import { textIn } from '#kernel/text.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { forbidden, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { AddressLookUp, ByContactPoint, CallerFound, CallerLookUp, Customer, CustomerChange, CustomerErasure, CustomerMerge, CustomerPage, CustomerQuery, CustomerReading, CustomersFound, CustomerTiers, Disclosure, NewContactPointInput, NewCustomerInput } from '../contract.ts'
import {
  addContactPoint, archiveCustomer, changeCustomer, createCustomer, endContactPoint, mergeCustomer, restoreCustomer, unmergeCustomer, type Asked,
} from './customer-commands.ts'
import { findCaller } from './caller-look-up.ts'
import type { CustomerDeps, Outcome } from './customer-deps.ts'
import { eraseCustomer } from './erase-customer.ts'
import { findByAddress, listCustomers, oneCustomer, type Reader } from './customer-reads.ts'
import './messages/customer-messages.ts'

const tags = ['customer'] as const
const Nothing = Type.Null()

/** Everything one can ask of customers over HTTP. */
export function customerRoutes(app: Http, deps: CustomerDeps): void {
  reads(app, deps)
  changes(app, deps)
  merges(app, deps)
  ends(app, deps)
}

function reads(app: Http, deps: CustomerDeps): void {
  app.get('/api/v1/customers', { schema: { tags, summary: '客户列表（可按姓名搜索）', querystring: CustomerQuery, response: { 200: CustomerPage } } }, async (request) => {
    requireReading(request)
    return listCustomers(deps, readerOf(request), request.query)
  })
  app.get('/api/v1/customer-tiers', { schema: { tags, summary: '客户等级（由低到高）', response: { 200: CustomerTiers } } }, async (request) => {
    const locale = localeOfHeader(request.headers['accept-language'])
    return { items: (await deps.tiers()).map(({ key, name }) => ({ key, name: textIn(name, locale) })), next: null }
  })
  const look = (request: FastifyRequest<{ Body: { address: string } }>) => findByAddress(deps, readerOf(request), request.body.address)
  const lookUp = { schema: { tags, summary: '按完整的电话或邮箱查找客户', body: AddressLookUp, response: { 200: CustomersFound } }, config: { idempotency: { present: (request: FastifyRequest) => look(request as FastifyRequest<{ Body: { address: string } }>) } } }
  app.post('/api/v1/customers/look-ups', lookUp, async (request) => {
    requireReading(request)
    return findByAddress(deps, readerOf(request), request.body.address)
  })
  const caller = (request: FastifyRequest) => findCaller(asked(request, deps, 'lookUpCaller'), request)
  app.post('/api/v1/customers/lookup', { schema: { tags, summary: '按完整的电话或邮箱确认来客，以便为其新建工单', body: CallerLookUp, response: { 200: CallerFound } }, config: { idempotency: { present: caller } } }, caller)
  app.get('/api/v1/customers/:id', { schema: { tags, summary: '客户详情', params: ById, querystring: CustomerReading, response: { 200: Customer } } }, async (request) =>
    oneCustomer(deps, readerOf(request), { id: request.params.id, requestId: request.id, masked: request.query.masked === true }))
  const disclose = (request: FastifyRequest<{ Params: { id: Id }; Body: Disclosure }>) => oneCustomer(deps, readerOf(request), { id: request.params.id, requestId: request.id, reason: request.body.reason })
  const disclosing = { schema: { tags, summary: '显示完整的联系方式（写明原因，记入访问日志）', params: ById, body: Disclosure, response: { 200: Customer } }, config: { idempotency: { present: (request: FastifyRequest) => disclose(request as Parameters<typeof disclose>[0]) } } }
  app.post('/api/v1/customers/:id/disclosures', disclosing, async (request) => disclose(request as Parameters<typeof disclose>[0]))
}

function changes(app: Http, deps: CustomerDeps): void {
  app.post('/api/v1/customers', { schema: { tags, summary: '新建客户', body: NewCustomerInput, response: { 201: Made } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await createCustomer(asked(request, deps, 'createCustomer'), request.body))))
  app.patch('/api/v1/customers/:id', { schema: { tags, summary: '修改客户资料', params: ById, body: CustomerChange, response: { 200: Customer } } }, async (request) => {
    valueOf(await changeCustomer(asked(request, deps, 'changeCustomer'), request.params.id, request.body))
    return oneCustomer(deps, readerOf(request), { id: request.params.id, requestId: request.id })
  })
  app.post('/api/v1/customers/:id/contact-points', { schema: { tags, summary: '增加联系方式', params: ById, body: NewContactPointInput, response: { 201: Made } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await addContactPoint(asked(request, deps, 'addContactPoint'), request.params.id, request.body))))
  app.delete('/api/v1/customers/:id/contact-points/:point', { schema: { tags, summary: '停用联系方式', params: ByContactPoint, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await endContactPoint(asked(request, deps, 'endContactPoint'), request.params.id, request.params.point))
    return reply.status(204).send(null)
  })
}

function ends(app: Http, deps: CustomerDeps): void {
  app.post('/api/v1/customers/:id/erasure', { schema: { tags, summary: '按要求删除客户资料（不可恢复，须填写客户姓名确认）', params: ById, body: CustomerErasure, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await eraseCustomer(asked(request, deps, 'eraseCustomer'), request.params.id, request.body))
    return reply.status(204).send(null)
  })
}

function merges(app: Http, deps: CustomerDeps): void {
  app.post('/api/v1/customers/:id/merge', { schema: { tags, summary: '合并到另一位客户', params: ById, body: CustomerMerge, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await mergeCustomer(asked(request, deps, 'mergeCustomer'), request.params.id, request.body.into))
    return reply.status(204).send(null)
  })
  app.delete('/api/v1/customers/:id/merge', { schema: { tags, summary: '撤销合并', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await unmergeCustomer(asked(request, deps, 'unmergeCustomer'), request.params.id))
    return reply.status(204).send(null)
  })
  app.post('/api/v1/customers/:id/archival', { schema: { tags, summary: '归档客户', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await archiveCustomer(asked(request, deps, 'archiveCustomer'), request.params.id))
    return reply.status(204).send(null)
  })
  app.delete('/api/v1/customers/:id/archival', { schema: { tags, summary: '恢复客户', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await restoreCustomer(asked(request, deps, 'restoreCustomer'), request.params.id))
    return reply.status(204).send(null)
  })
}

const readerOf = (request: FastifyRequest): Reader => ({ viewer: viewerOf(request), locale: localeOfHeader(request.headers['accept-language']) })
const asked = (request: FastifyRequest, deps: CustomerDeps, command: string): Asked => ({ deps, context: contextOf(request, deps, command), viewer: viewerOf(request) })

function requireReading(request: FastifyRequest): void {
  if (!may(viewerOf(request), 'customer.read')) throw forbidden('customer.read')
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw refusal(outcome.refusal)
  return outcome.value
}
