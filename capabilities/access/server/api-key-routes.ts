import { Type } from 'typebox'
import { forbidden, notFound } from '#platform/http/problem.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ApiKey, ById, IssuedApiKey, NewApiKey, pageOf, PageQuery } from '../contract.ts'
import { scopeOf } from '../core/viewer.ts'
import { createApiKey, revokeKey } from './api-key-commands.ts'
import { apiKeyById, apiKeyPage, readApiKeys } from './api-key-store.ts'
import type { AccessDeps } from './deps.ts'
import { contextOf, valueOf, viewerOf } from './register-access.ts'

const tags = ['api-keys'] as const

/** Keys for programs; seen and managed by those who hold apikey.manage. */
export function apiKeyRoutes(app: Http, deps: AccessDeps): void {
  app.get('/api/v1/api-keys', { schema: { tags, summary: 'API 密钥列表', querystring: PageQuery, response: { 200: pageOf(ApiKey) } } }, async (request) => {
    if (scopeOf(viewerOf(request), 'apikey.manage') !== 'all') throw forbidden('apikey.manage')
    const { limit, after } = pageAsked(request.query, { id: FIRST_ID })
    const items = readApiKeys(await deps.db.query(apiKeyPage({ after: after.id, limit, archived: request.query.archived ?? false })))
    return { items: [...items], next: nextOf(items, limit, ({ id }) => ({ id })) }
  })
  app.get('/api/v1/api-keys/:id', { schema: { tags, summary: 'API 密钥详情', params: ById, response: { 200: ApiKey } } }, async (request) => {
    const [key] = readApiKeys(await deps.db.query(apiKeyById(request.params.id)))
    if (!key || scopeOf(viewerOf(request), 'apikey.manage') !== 'all') throw notFound()
    return key
  })
  app.post('/api/v1/api-keys', { config: { idempotency: { present: (_request, ids) => Promise.resolve({ id: ids['apiKey'] }) } }, schema: { tags, summary: '新建 API 密钥', body: NewApiKey, response: { 201: IssuedApiKey } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await createApiKey(deps, contextOf(request, deps, 'createApiKey'), viewerOf(request), request.body), request)))

  app.delete('/api/v1/api-keys/:id', { schema: { tags, summary: '吊销 API 密钥', params: ById, response: { 204: Type.Null() } } }, async (request, reply) => {
    valueOf(await revokeKey(deps, contextOf(request, deps, 'revokeApiKey'), viewerOf(request), request.params.id), request)
    return reply.status(204).send(null)
  })
}
