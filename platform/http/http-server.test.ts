import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '#kernel/fault.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds } from '#platform/runtime.ts'
import { createHttp } from './http-server.ts'
import { localeOfEnvironment, localeOfHeader, registerMessages } from './messages/message-table.ts'
import { forbidden, notFound, refusal, throttled } from './problem.ts'
import type { Http } from './type-provider.ts'

const Intake = Type.Object({
  subject: Type.String({ minLength: 1, maxLength: 10 }),
  urgency: Type.Union([Type.Literal('urgent'), Type.Literal('ordinary')]),
  contact: Type.Optional(Type.Object({ name: Type.String() })),
})
registerMessages({
  'test.not_running': { 'zh-CN': '计时 {clock} 未开始', en: 'Clock {clock} is not running' },
  'test.bad_class': { 'zh-CN': '分类不对', en: 'Wrong class' },
}, { unprocessable: ['test.bad_class'] })

describe('the door', () => {
  let app: Http
  const lines: string[] = []
  beforeAll(async () => {
    const log = createLog('info', { write: (line) => void lines.push(line) })
    app = await createHttp({ log, newId: systemIds, version: '1.2.3', publicUrl: 'http://localhost:3000' })
    app.post('/api/v1/cases', { schema: { body: Intake, response: { 200: Type.Object({ subject: Type.String() }) } } }, async ({ body }) => ({ subject: body.subject }))
    app.get('/api/v1/cases', { schema: { querystring: Type.Object({ limit: Type.Integer({ maximum: 100 }) }) } }, async ({ query }) => ({ limit: query.limit }))
    app.get('/api/v1/fails/:kind', { schema: { params: Type.Object({ kind: Type.String() }) } }, async ({ params }) => fail(params.kind))
    await app.ready()
  })
  afterAll(() => app.close())

  function fail(kind: string): never {
    switch (kind) {
      case 'refusal': throw refusal({ code: 'test.not_running', params: { clock: 'AFT-01' } })
      case 'unprocessable': throw refusal({ code: 'test.bad_class' })
      case 'hidden': throw notFound()
      case 'forbidden': throw forbidden('clock.pause')
      case 'throttled': throw throttled(29.2)
      case 'fault': throw new Fault('db.unavailable', { retryable: true, params: { folder: '/secret' } })
      default: throw new Error('surprise with secret details')
    }
  }
  const post = (payload: string | object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: '/api/v1/cases', headers: { 'content-type': 'application/json', ...headers }, payload })
  const failing = (kind: string, language = 'zh-CN') => app.inject({ url: `/api/v1/fails/${kind}`, headers: { 'accept-language': language } })

  it('names every wrong field in the reader’s language', async () => {
    const chinese = await post({ urgency: 'soon', contact: {}, extra: 1 })
    expect(chinese.statusCode).toBe(400)
    const { error } = chinese.json()
    expect(error).toMatchObject({ code: 'request.invalid', message: '提交的内容有误，请按提示修改' })
    expect(error.fields).toEqual(expect.arrayContaining([
      { path: 'body.subject', code: 'required', message: '必填' },
      { path: 'body.extra', code: 'additionalProperties', message: '没有这个字段' },
      { path: 'body.contact.name', code: 'required', message: '必填' },
    ]))
    const english = await post({ subject: '', urgency: 'urgent' }, { 'accept-language': 'en-GB,zh;q=0.5' })
    expect(english.json().error.fields).toEqual([{ path: 'body.subject', code: 'minLength', message: 'needs at least 1 characters' }])
  })

  it('takes a body as it is written and reads numbers from a query', async () => {
    expect((await post({ subject: 7, urgency: 'urgent' })).json().error.fields).toMatchObject([{ path: 'body.subject', code: 'type' }])
    expect((await app.inject({ url: '/api/v1/cases?limit=7' })).json()).toEqual({ limit: 7 })
    expect((await app.inject({ url: '/api/v1/cases?limit=700' })).json().error.fields).toMatchObject([{ path: 'query.limit', code: 'maximum' }])
    expect((await app.inject({ url: '/api/v1/cases?limit=7&x=1' })).statusCode).toBe(400)
  })

  it('refuses malformed, poisoned, oversized and foreign bodies', async () => {
    expect((await post('{"subject":')).json().error.code).toBe('request.bad_json')
    expect((await post('{"subject":"a","urgency":"urgent","__proto__":{"admin":true}}')).json().error.code).toBe('request.bad_json')
    expect((await post('')).json().error.code).toBe('request.bad_json')
    const large = await post(JSON.stringify({ subject: 'x'.repeat(2_000_000) }))
    expect([large.statusCode, large.json().error.code]).toEqual([413, 'request.too_large'])
    expect((await post('<a/>', { 'content-type': 'application/xml' })).statusCode).toBe(415)
    const many = await post({ subject: 'a', urgency: 'urgent', ...Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n])) })
    expect(many.json().error.fields).toHaveLength(20)
  })

  it.each([
    ['refusal', 409, 'test.not_running', '计时 AFT-01 未开始'],
    ['unprocessable', 422, 'test.bad_class', '分类不对'],
    ['hidden', 404, 'not_found', '没有找到您要的内容'],
    ['forbidden', 403, 'access.forbidden', '您没有进行此操作的权限'],
    ['throttled', 429, 'throttled', '操作太频繁，请稍后再试'],
    ['fault', 503, 'db.unavailable', '连接不上数据库，请稍后再试'],
  ])('answers a %s with %i and a sentence', async (kind, status, code, message) => {
    const answer = await failing(kind)
    expect(answer.statusCode).toBe(status)
    expect(answer.json().error).toMatchObject({ code, message })
    expect(answer.body).not.toContain('/secret')
  })

  it('says when to come back', async () => {
    expect((await failing('throttled')).headers['retry-after']).toBe('30')
    expect((await failing('fault')).headers['retry-after']).toBeDefined()
    expect((await failing('refusal', 'en')).json().error.message).toBe('Clock AFT-01 is not running')
  })

  it('hides a bug behind a number that the log knows', async () => {
    const answer = await failing('bug')
    const { error } = answer.json()
    expect([answer.statusCode, error.code]).toEqual([500, 'internal'])
    expect(answer.body).not.toContain('surprise')
    expect(error.params.incident).toBe(answer.headers['x-request-id'])
    expect(lines.join('')).toContain(error.params.incident)
  })

  it('answers unknown paths like hidden things, and closes every answer to foreign frames and scripts', async () => {
    const answer = await app.inject({ url: '/api/v1/nowhere' })
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'not_found'])
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  it('describes itself in OpenAPI 3.1, on a page without foreign or inline scripts', async () => {
    const described = (await app.inject({ url: '/api/docs/json' })).json()
    expect(described).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } })
    expect(described.paths['/api/v1/cases'].post.requestBody.content['application/json'].schema.properties).toHaveProperty('urgency')
    const page = await app.inject({ url: '/api/docs/' })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('<html lang="zh-CN">')
    expect(page.body).toContain('<title>CareLoop 接口文档</title>')
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect(page.body).not.toMatch(/<script(?![^>]* src="(?!https?:|\/\/))/)
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => new URL(match[1] ?? '', 'http://localhost/api/docs/').pathname)
    const statuses = await Promise.all(sources.map(async (source) => [source, (await app.inject({ url: source })).statusCode]))
    expect(statuses).toEqual(sources.map((source) => [source, 200]))
  })
})

describe('the language', () => {
  it.each([
    [undefined, 'zh-CN'], ['', 'zh-CN'], ['fr', 'zh-CN'], ['en', 'en'], ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'], ['fr,en;q=0.2,zh-TW;q=0.5', 'zh-TW'],
    ['zh-Hant-HK', 'zh-TW'], ['zh', 'zh-CN'], ['en;q=0', 'zh-CN'],
  ])('of Accept-Language %s is %s', (header, locale) => expect(localeOfHeader(header)).toBe(locale))

  it.each([['en_US.UTF-8', 'en'], ['zh_TW.UTF-8', 'zh-TW'], ['zh_CN.UTF-8', 'zh-CN'], ['C.UTF-8', 'zh-CN'], [undefined, 'zh-CN']])('of LANG=%s is %s', (LANG, locale) =>
    expect(localeOfEnvironment({ LANG })).toBe(locale))
})
