import { stringify } from 'yaml'
import { scopeOf } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Whole } from '#kernel/finding.ts'
import type { Id } from '#kernel/id.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { forbidden, notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import {
  ByClause, ByVersion, ChangeList, ClauseList, DraftReport, HandbookOverview, OneClause, ScenarioPage, TwoVersions, type ChangeView, type ClauseView,
} from '../book-contract.ts'
import { ByScenario, PublishHandbook } from '../contract.ts'
import { clausesOf } from '../core/check-clauses.ts'
import { clauseCarriers, type ClauseCarrier } from '../core/clause-carriers.ts'
import { diffHandbooks, type HandbookChange } from '../core/diff-handbooks.ts'
import { nameChange } from '../core/name-change.ts'
import { handbookSha256, type PublishedHandbook } from './commands.ts'
import { problemView, type HandbookDeps } from './routes.ts'

const tags = ['handbook'] as const
const FILES_BYTES_MAX = 8_388_608
const VALUE_CHARS_MAX = 4000
const CHANGES_MAX = 1000

/** The handbook as people read it: everybody who works here reads every version. */
export function bookRoutes(app: Http, deps: HandbookDeps): void {
  app.get('/api/v1/handbook', { schema: { tags, summary: '服务手册概览', querystring: ByVersion, response: { 200: HandbookOverview } } }, async (request) =>
    deps.overview(await versionRead(deps, request.query.handbookId), localeOfHeader(request.headers['accept-language'])))
  app.get('/api/v1/handbook/scenarios/:key', { schema: { tags, summary: '场景：步骤、表单、时限、话术', params: ByScenario, querystring: ByVersion, response: { 200: ScenarioPage } } }, async (request) => {
    const page = deps.page(await versionRead(deps, request.query.handbookId), request.params.key, localeOfHeader(request.headers['accept-language']))
    if (page === undefined) throw notFound()
    return page
  })
  app.get('/api/v1/handbook/clauses', { schema: { tags, summary: '条款及其落实', querystring: ByVersion, response: { 200: ClauseList } } }, async (request) => {
    const published = await versionRead(deps, request.query.handbookId)
    return { ...versionOf(published), items: clauseViews(published, localeOfHeader(request.headers['accept-language'])), next: null }
  })
  app.get('/api/v1/handbook/clauses/:id', { schema: { tags, summary: '一条条款及其落实', params: ByClause, querystring: ByVersion, response: { 200: OneClause } } }, async (request) => {
    const published = await versionRead(deps, request.query.handbookId)
    const clause = clauseViews(published, localeOfHeader(request.headers['accept-language'])).find(({ id }) => id === request.params.id)
    if (clause === undefined) throw notFound()
    return { ...versionOf(published), ...clause }
  })
}

/** What differs between versions, and what a draft would change. */
export function draftRoutes(app: Http, deps: HandbookDeps): void {
  app.get('/api/v1/handbook/changes', { schema: { tags, summary: '两版服务手册的差异', querystring: TwoVersions, response: { 200: ChangeList } } }, async (request) => {
    const [before, after] = [await versionRead(deps, request.query.from), await versionRead(deps, request.query.to)]
    return { items: changesBetween(before.handbook, after.handbook, localeOfHeader(request.headers['accept-language'])), next: null }
  })
  app.post('/api/v1/handbook/drafts', {
    bodyLimit: FILES_BYTES_MAX, schema: { tags, summary: '检查待发布的服务手册（不发布）', body: PublishHandbook, response: { 200: DraftReport } },
  }, async (request) => {
    if (scopeOf(viewerOf(request), 'handbook.publish') !== 'all') throw forbidden('handbook.publish')
    const locale = localeOfHeader(request.headers['accept-language'])
    const { files } = request.body
    const read = deps.handbooks.read(files)
    const problems = read.problems.map((problem) => problemView(problem, locale))
    const [latest] = await deps.handbooks.versions()
    const number = (latest?.number ?? 0) + 1
    if (!read.ok) return { publishable: false, unchanged: false, number, effectiveOn: null, problems, changes: [] }
    const before = latest === undefined ? null : await deps.handbooks.byId(latest.id)
    const unchanged = latest?.sha256 === handbookSha256(files)
    return { publishable: !unchanged, unchanged, number, effectiveOn: read.handbook.effectiveOn, problems, changes: before === null ? [] : changesBetween(before.handbook, read.handbook, locale) }
  })
}

async function versionRead(deps: HandbookDeps, id: string | undefined): Promise<PublishedHandbook> {
  const found = id === undefined ? await deps.inForce() : await deps.handbooks.byId(id as Id)
  if (found === null) throw notFound()
  return found
}

const versionOf = ({ version }: PublishedHandbook) => ({ handbookId: version.id, version: version.number })

function clauseViews({ handbook }: PublishedHandbook, locale: Locale): ClauseView[] {
  const carriers = Map.groupBy(clauseCarriers(handbook), ({ clause }) => clause)
  return clausesOf(handbook)
    .map(({ id, title, text }) => ({ id, title: textIn(title, locale), text: textIn(text, locale), carriers: (carriers.get(id) ?? []).map((carrier) => carrierView(carrier, locale)) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const carrierView = ({ kind, key, name, within }: ClauseCarrier, locale: Locale): ClauseView['carriers'][number] => ({
  kind, key, name: textIn(name, locale),
  scenario: within?.section === 'scenarios' ? { key: within.key, name: textIn(within.name, locale) } : null,
})

function changesBetween(before: Whole, after: Whole, locale: Locale): ChangeView[] {
  return diffHandbooks(before, after).slice(0, CHANGES_MAX).map((change: HandbookChange) => ({
    section: change.section, path: [...nameChange(change, { before, after }, locale)], before: sayValue(change.before), after: sayValue(change.after),
  }))
}

/** A text as it stands, anything else as it is written in the files. */
function sayValue(value: unknown): string | null {
  if (value === undefined) return null
  return (typeof value === 'string' ? value : stringify(value, { lineWidth: 100 })).trim().slice(0, VALUE_CHARS_MAX)
}
