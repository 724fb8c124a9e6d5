import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCase, DraftPage } from '../contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { requireSeen } from './read-routes.ts'

/** What the case has proposed for the knowledge base (AFT-11). */
export function registerDrafts(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases/:id/knowledge-drafts',
    schema: { tags: ['case'], summary: '知识库草稿', params: ByCase, response: { 200: DraftPage } },
    handler: async (request) => {
      const id = request.params.id as Id
      await requireSeen(deps, viewerOf(request), id)
      const { rows } = await deps.db.query({
        name: 'case.drafts',
        text: 'select id, title, problem, solution, created_at from knowledge_drafts where case_id = $1 and discarded_at is null order by created_at, id limit 100',
        values: [id],
      })
      return {
        items: rows.map((row) => ({
          id: String(row['id']),
          title: String(row['title']),
          problem: String(row['problem']),
          solution: String(row['solution']),
          createdAt: formatInstant(must(row['created_at'] as Instant | null, 'a draft has its time')),
        })),
        next: null,
      }
    },
  })
}
