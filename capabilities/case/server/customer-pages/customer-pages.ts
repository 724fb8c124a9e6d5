import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressToWriteTo } from '#capabilities/conversation/server/commands.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { confirmationRoutes } from './confirmation-routes.ts'
import type { PageDeps } from './linked-case.ts'
import { answerPageError } from './page-errors.ts'
import { localeOfPage } from './open-link.ts'
import { takeForms } from './page-form.ts'
import { sendPage, unknownPage } from './page-frame.ts'
import { promisesPage } from './promises-page.ts'
import { surveyRoutes } from './survey-routes.ts'

const CONFIG = { access: 'anyone', idempotency: false } as const

/** What customers see: plain pages to confirm and to score behind signed links, and the published promises. Plain HTML, no script. */
export async function customerPages(app: Http, deps: PageDeps): Promise<void> {
  const style = deps.tokens + (await readFile(join(import.meta.dirname, 'pages.css'), 'utf8'))
  const etag = `"${createHash('sha256').update(style).digest('base64url').slice(0, 16)}"`
  const frame = { base: new URL(deps.publicUrl).pathname.replace(/\/$/, ''), company: deps.companyName, writeTo: () => addressToWriteTo(deps.db), call: deps.companyPhone }
  await app.register(async (scope) => {
    const http: Http = scope
    takeForms(http)
    http.setErrorHandler((error, request, reply) => answerPageError(error, request, reply, { frame, locale: localeOfPage(request, deps) }))
    http.get('/pages.css', { config: CONFIG, schema: { hide: true } }, async (request, reply) => {
      reply.headers({ etag, 'cache-control': 'public, max-age=3600' }).type('text/css; charset=utf-8')
      return request.headers['if-none-match'] === etag ? reply.status(304).send() : reply.send(style)
    })
    http.get('/promises', { config: CONFIG, schema: { hide: true } }, async (request, reply) =>
      sendPage(reply, promisesPage(await deps.handbooks.current(), localeOfHeader(request.headers['accept-language'])), frame))
    for (const lost of ['/c/*', '/s/*']) http.get(lost, { config: CONFIG, schema: { hide: true } }, async (request, reply) => sendPage(reply, unknownPage(localeOfHeader(request.headers['accept-language'])), frame))
    confirmationRoutes(http, deps, frame)
    surveyRoutes(http, deps, frame)
  })
}
