import fastifyCookie from '@fastify/cookie'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger } from 'fastify'
import type { Id } from '#kernel/id.ts'
import './messages/platform-messages.ts'
import { answerError, answerNotFound, isTooMuch } from './error-map.ts'
import { hearOut } from './hear-out.ts'
import type { Http, TypeBoxProvider } from './type-provider.ts'
import { compileSerializer, compileValidator } from './validation.ts'

const BODY_BYTES_MAX = 1_048_576
const REQUEST_MS_MAX = 60_000
const CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** The API page brings its own scripts; its styles set widths on elements, hence the inline styles. */
const API_PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const

/** What the HTTP server needs from outside. */
export type HttpOptions = {
  readonly log: FastifyBaseLogger
  readonly newId: () => Id
  readonly version: string
  readonly publicUrl: string
  readonly trustProxy?: boolean
}

/** Fastify with our validators, error map, security headers and the API page at /api/docs; routes are added by the composition before `ready`. */
export async function createHttp({ log, newId, version, publicUrl, trustProxy = false }: HttpOptions): Promise<Http> {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    trustProxy,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  }).withTypeProvider<TypeBoxProvider>()
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(compileSerializer)
  app.setErrorHandler(async (error, request, reply) => {
    if (isTooMuch(error)) await hearOut(request.raw)
    return answerError(error, request, reply)
  })
  app.setNotFoundHandler(answerNotFound)
  secureAnswers(app)
  await app.register(fastifyCookie)
  await describeApi(app, { version, publicUrl })
  return app
}

/** A route that needs more (a page with a form) sets its own policy first. */
function secureAnswers(app: Http): void {
  app.addHook('onSend', async (request, reply) => {
    reply.headers(HEADERS).header('x-request-id', request.id)
    if (request.url.startsWith('/api/docs')) reply.header('content-security-policy', API_PAGE)
    else if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', CLOSED)
  })
  app.addHook('onSend', async (request, _reply, payload) =>
    request.url.startsWith('/api/docs') && typeof payload === 'string' ? payload.replace('<html lang="en">', '<html lang="zh-CN">') : payload)
}

async function describeApi(app: Http, { version, publicUrl }: { version: string; publicUrl: string }): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'CareLoop 接口文档', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'careloop_session' },
          apiKey: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => (typeof schema['$id'] === 'string' ? schema['$id'] : `def-${index}`) },
  })
  await app.register(fastifySwaggerUi, { routePrefix: '/api/docs', theme: { title: 'CareLoop 接口文档' }, uiConfig: { docExpansion: 'list', deepLinking: true, validatorUrl: null } })
}
