import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { forbidden, notFound, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByVersion, type HandbookOverview, type ScenarioPage } from '../book-contract.ts'
import { ByScenario, FlowchartView, HandbookVersionList, HandbookVersionSchema, PublishHandbook } from '../contract.ts'
import type { Problem } from '../core/section.ts'
import type { Handbooks, PublishedHandbook } from './commands.ts'
import './messages.ts'
import type { HandbookVersion } from './store.ts'

/** What the handbook needs of the house. */
export type HandbookDeps = {
  readonly now: () => Instant
  readonly newId: IdSource
  readonly handbooks: Handbooks
  readonly inForce: () => Promise<PublishedHandbook>
  /** A scenario as a drawing; undefined when the handbook has none of that key. */
  readonly draw: (published: PublishedHandbook, scenario: string, locale: Locale) => FlowchartView | undefined
  /** The handbook on one page, and a scenario to be read. */
  readonly overview: (published: PublishedHandbook, locale: Locale) => HandbookOverview
  readonly page: (published: PublishedHandbook, scenario: string, locale: Locale) => ScenarioPage | undefined
  /** After a version was published here. */
  readonly published: () => void
}

const tags = ['handbook'] as const
const FILES_BYTES_MAX = 8_388_608

/** The service handbook: everybody who works here reads it; publishing takes handbook.publish. */
export function handbookRoutes(app: Http, deps: HandbookDeps): void {
  app.get('/api/v1/handbook/versions', { schema: { tags, summary: '服务手册版本（新的在前）', response: { 200: HandbookVersionList } } }, async (request) => {
    const locale = localeOfHeader(request.headers['accept-language'])
    const { version } = await deps.inForce()
    return { items: (await deps.handbooks.versions()).map((each) => viewOf(each, locale)), inForce: version.id, next: null }
  })
  app.get('/api/v1/handbook/scenarios/:key/flowchart', { schema: { tags, summary: '场景流程图', params: ByScenario, querystring: ByVersion, response: { 200: FlowchartView } } }, async (request) => {
    const { handbookId } = request.query
    const published = handbookId === undefined ? await deps.inForce() : await deps.handbooks.byId(handbookId as Id)
    const chart = published === null ? undefined : deps.draw(published, request.params.key, localeOfHeader(request.headers['accept-language']))
    if (chart === undefined) throw notFound()
    return chart
  })
  app.post('/api/v1/handbook/versions', {
    bodyLimit: FILES_BYTES_MAX, schema: { tags, summary: '发布服务手册', body: PublishHandbook, response: { 201: HandbookVersionSchema } },
  }, async (request, reply) => {
    const locale = localeOfHeader(request.headers['accept-language'])
    const viewer = viewerOf(request)
    if (scopeOf(viewer, 'handbook.publish') !== 'all') throw forbidden('handbook.publish')
    const context = contextOf(request, deps, 'publishHandbook')
    const answer = await deps.handbooks.publish(request.body.files, { ...context, actor: actorOf(viewer) })
    if (answer.ok) {
      deps.published()
      return reply.status(201).send(viewOf(answer.value, locale))
    }
    if ('forbidden' in answer) throw forbidden(answer.forbidden)
    // The mistakes travel with the refusal: where each stands, and what to do.
    throw Object.assign(refusal(answer.refusal), { extra: { problems: answer.problems.map((problem) => problemView(problem, locale)) } })
  })
}

const actorOf = ({ kind, id, permissions }: Viewer) => ({ kind, id: kind === 'system' ? null : (id as Id), permissions })

const viewOf = ({ id, number, name, effectiveOn, publishedAt, publishedBy, sha256 }: HandbookVersion, locale: Locale) =>
  ({ id, number, name: textIn(name, locale), effectiveOn, publishedAt: formatInstant(publishedAt), publishedBy, sha256 })

/** A mistake in the reader's language. */
export const problemView = ({ file, line, column, severity, code, sentence }: Problem, locale: Locale) =>
  ({ file, line, column, severity, code, sentence: locale === 'en' ? sentence.en : sentence['zh-CN'] })
