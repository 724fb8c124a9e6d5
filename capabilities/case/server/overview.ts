import { may, scopeOf } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Rows } from '#platform/db/database.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import type { CaseState } from '../core/case-state.ts'
import { counted } from '../core/counted.ts'
import { answersTo } from '../core/happenings.ts'
import { Overview } from '../overview-contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { COLLEAGUES_MAX, SCORES_MAX, scoresOfLate, TEAMS_MAX, workOfColleagues, workOfTeams } from './overview-store.ts'

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
      const low = await lowOf(deps, scores.rows.slice(0, SCORES_MAX))
      return {
        teams: teams.rows.slice(0, TEAMS_MAX).map((row) => ({ ...named(row), ...workOf(row), unassigned: counted(row['unassigned'], row['unlooked'] === true) })),
        colleagues: colleagues.rows.slice(0, COLLEAGUES_MAX).map((row) => ({ ...named(row), teams: row['teams'] as string[], ...workOf(row) })),
        low: low.slice(0, LOW_MAX),
        more: { teams: teams.rows.length > TEAMS_MAX, colleagues: colleagues.rows.length > COLLEAGUES_MAX, low: low.length > LOW_MAX || scores.rows.length > SCORES_MAX },
      }
    },
  })
}

const named = (row: Row) => ({ id: String(row['id']), name: String(row['name']) })
const workOf = (row: Row) => ({ open: counted(row['open']), soon: counted(row['soon']), overdue: counted(row['overdue']) })

type Low = Overview['low'][number]
type Child = NonNullable<Low['second']> & { readonly scenario: string }

const lowOf = async (deps: CaseDeps, rows: readonly Row[]): Promise<Low[]> =>
  (await Promise.all(rows.map(async (row) => ({ row, opened: await openedFor(deps, row) })))).flatMap(({ row, opened }) => (opened === null ? [] : [presentLow(row, opened)]))

/** The scenarios in which the handbook of the case opens another because of this score; null where the score is none to open one for. */
async function openedFor({ handbooks }: CaseDeps, row: Row): Promise<readonly string[] | null> {
  const rules = (await handbooks.version(String(row['handbook_id']))).scenario(String(row['scenario']))?.rules.get('answered') ?? []
  const answered = { signal: 'answered' as const, step: String(row['step']), survey: String(row['survey']), facts: { score: Number(row['score']) } }
  const opened = rules.flatMap(({ on, does }) => ('opensChild' in does && on.when !== undefined && answersTo(on, answered, row['state'] as CaseState) ? [does.opensChild] : []))
  return opened.length === 0 ? null : opened
}

function presentLow(row: Row, opened: readonly string[]): Low {
  const second = (row['children'] as readonly Child[]).find(({ scenario }) => opened.includes(scenario))
  return {
    caseId: String(row['id']), number: String(row['number']), subject: row['subject'] as string | null, score: Number(row['score']), at: formatInstant(row['at'] as Instant), assignee: row['assignee'] as string | null,
    second: second === undefined ? null : { caseId: second.caseId, number: second.number, status: second.status },
  }
}
