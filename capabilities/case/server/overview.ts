import { may, scopeOf } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { holds } from '#capabilities/handbook/core/condition.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Rows } from '#platform/db/database.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { Overview } from '../overview-contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { COLLEAGUES_MAX, COUNTED_MAX, scoresOfLate, workOfColleagues, workOfTeams } from './overview-store.ts'

const LOW_MAX = 20

type Row = Rows['rows'][number]

/** What a lead looks at each morning. */
export function registerOverview(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/overview',
    schema: { tags: ['case'], summary: '团队概览：各团队与同事手上的工单、近 7 天的低评分', response: { 200: Overview } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      if (!may(viewer, 'report.read')) throw forbidden('report.read')
      const reporting = { viewer, teamIds: scopeOf(viewer, 'report.read') === 'all' ? null : viewer.teamIds, now: deps.now() }
      const [teams, colleagues, scores] = await deps.db.read(async (tx) => Promise.all([tx.query(workOfTeams(reporting)), tx.query(workOfColleagues(reporting)), tx.query(scoresOfLate(reporting))]))
      const low = await lowOf(deps, scores.rows)
      return {
        teams: teams.rows.map((row) => ({ ...named(row), ...workOf(row), unassigned: counted(row['unassigned']) })),
        colleagues: colleagues.rows.slice(0, COLLEAGUES_MAX).map((row) => ({ ...named(row), teams: row['teams'] as string[], ...workOf(row) })),
        more: colleagues.rows.length > COLLEAGUES_MAX,
        low: low.slice(0, LOW_MAX).map(presentLow),
      }
    },
  })
}

const named = (row: Row) => ({ id: String(row['id']), name: String(row['name']) })
const counted = (value: unknown) => ({ count: Math.min(Number(value), COUNTED_MAX), more: Number(value) > COUNTED_MAX })
const workOf = (row: Row) => ({ open: counted(row['open']), soon: counted(row['soon']), overdue: counted(row['overdue']) })

/** A score is low where the manual of the case does something because of it. */
async function lowOf({ handbooks }: CaseDeps, rows: readonly Row[]): Promise<readonly Row[]> {
  const low = await Promise.all(rows.map(async (row) => {
    const rules = (await handbooks.version(String(row['handbook_id']))).scenario(String(row['scenario']))?.rules.get('answered') ?? []
    return rules.some(({ on: { when } }) => when !== undefined && holds(when, { score: Number(row['score']) }))
  }))
  return rows.filter((_row, at) => low[at])
}

const presentLow = (row: Row): Overview['low'][number] => ({
  caseId: String(row['id']), number: String(row['number']), subject: row['subject'] as string | null, score: Number(row['score']), at: formatInstant(row['at'] as Instant), assignee: row['assignee'] as string | null,
  second: row['second_id'] === null ? null : { caseId: String(row['second_id']), number: String(row['second_number']), status: String(row['second_status']) },
})
