import { may, scopeOf } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { must } from '#kernel/assert.ts'
import { formatDuration } from '#kernel/duration.ts'
import { parseInstant, type Instant, type Millis } from '#kernel/instant.ts'
import { pageAsked } from '#platform/http/keyset.ts'
import { forbidden, HttpProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { AttainedCases, AttainedQuery, AttainmentQuery, AttainmentReport, AttainmentWeeks, ByClause, WeeksQuery } from '../contract.ts'
import { ATTAINED_FIRST, readAttained, readWeeks } from './drill-down.ts'
import './messages.ts'
import { readAttainment, type AttainmentDeps } from './queries.ts'

const tags = ['insight'] as const

/** Reports: for those whose report.read reaches everything. */
export function insightRoutes(app: Http, deps: AttainmentDeps): void {
  app.get('/api/v1/attainment', { schema: { tags, summary: '按条款统计的达成情况', querystring: AttainmentQuery, response: { 200: AttainmentReport } } }, async (request) => {
    if (scopeOf(viewerOf(request), 'report.read') !== 'all') throw forbidden('report.read')
    const { from, to, clause = null } = request.query
    const clauses = await readAttainment(deps, { from: bound(from), to: bound(to), clause })
    return { items: clauses.map((each) => ({ ...each, median: lengthOf(each.median), ninetieth: lengthOf(each.ninetieth) })) }
  })
  app.get('/api/v1/attainment/:clause/weeks', { schema: { tags, summary: '条款逐周的达成情况', params: ByClause, querystring: WeeksQuery, response: { 200: AttainmentWeeks } } }, async (request) => {
    if (scopeOf(viewerOf(request), 'report.read') !== 'all') throw forbidden('report.read')
    const { from, to, zone } = request.query
    if (!isZone(zone)) throw new HttpProblem(400, 'insight.zone_unknown', { params: { zone } })
    return { items: await readWeeks(deps, { clause: request.params.clause, from: must(bound(from), 'the schema takes instants'), to: must(bound(to), 'the schema takes instants'), zone }), next: null }
  })
  app.get('/api/v1/attainment/:clause/cases', { schema: { tags, summary: '条款达成情况背后的工单（未达成的在前）', params: ByClause, querystring: AttainedQuery, response: { 200: AttainedCases } } }, async (request) => {
    const viewer = viewerOf(request)
    if (!may(viewer, 'report.read')) throw forbidden('report.read')
    const { from, to, standing = null } = request.query
    return readAttained(deps, viewer, { clause: request.params.clause, from: bound(from), to: bound(to), standing, ...pageAsked(request.query, ATTAINED_FIRST) })
  })
}

/** Whether there is such a time zone, by an old name too. */
function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const bound = (text: string | undefined): Instant | null => (text === undefined ? null : parseInstant(text))

const lengthOf = (amount: Millis | null): string | null => (amount === null ? null : formatDuration(amount))
