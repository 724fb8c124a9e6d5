import { scopeOf } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { formatDuration } from '#kernel/duration.ts'
import { parseInstant, type Millis } from '#kernel/instant.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { AttainmentQuery, AttainmentReport } from '../contract.ts'
import { readAttainment, type AttainmentDeps } from './queries.ts'

/** Reports: for those whose report.read reaches everything. */
export function insightRoutes(app: Http, deps: AttainmentDeps): void {
  app.get('/api/v1/attainment', { schema: { tags: ['insight'], summary: '按条款统计的达成情况', querystring: AttainmentQuery, response: { 200: AttainmentReport } } }, async (request) => {
    if (scopeOf(viewerOf(request), 'report.read') !== 'all') throw forbidden('report.read')
    const { from, to, clause = null } = request.query
    const clauses = await readAttainment(deps, { from: from === undefined ? null : parseInstant(from), to: to === undefined ? null : parseInstant(to), clause })
    return { items: clauses.map((each) => ({ ...each, median: lengthOf(each.median), ninetieth: lengthOf(each.ninetieth) })) }
  })
}

const lengthOf = (amount: Millis | null): string | null => (amount === null ? null : formatDuration(amount))
