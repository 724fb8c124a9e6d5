import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Locale } from '#kernel/text.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/database.ts'
import { cursorOf, pageAsked } from '#platform/http/keyset.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { CaseListQuery, CasePage, Counts, CountsQuery, type CaseFilters, type CaseRow } from '../inbox-contract.ts'
import type { CaseState } from '../core/case-state.ts'
import { counted, COUNTED_MAX } from '../core/counted.ts'
import type { CaseDeps } from './case-deps.ts'
import { countCases, findCases, START } from './find-cases.ts'
import { listRows } from './list-rows.ts'
import { presentRow } from './present-row.ts'
import { listingsFor, listingFor } from './listing.ts'

const LIST_LIMIT = 25

/** The lists of the inbox, and how much is in them. */
export function registerLists(app: Http, deps: CaseDeps): void {
  registerList(app, deps)
  registerCounts(app, deps)
}

function registerList(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases',
    schema: { tags: ['case'], summary: '工单列表：按视图与筛选条件，可按到期、新建、更新排序', querystring: CaseListQuery, response: { 200: CasePage } },
    handler: async (request) => {
      const { view = 'all', ids, sort, limit: asked, after, ...filters } = request.query
      const viewer = viewerOf(request)
      return deps.db.read(async (tx) => {
        const listing = await listingFor(tx, { viewer, now: deps.now() }, { view, filters: filters as CaseFilters, ids, sort })
        const page = pageAsked({ limit: asked ?? (ids === undefined ? LIST_LIMIT : ids.length), ...(after === undefined ? {} : { after }) }, START[listing.sort])
        const found = await findCases(tx, listing, page)
        const items = await rowsOf(tx, deps, { viewer, ids: found.ids, locale: localeOfHeader(request.headers['accept-language']) })
        return { items: [...items], next: found.next === null ? null : cursorOf(found.next) }
      })
    },
  })
}

type Rows = { readonly viewer: Viewer; readonly ids: readonly Id[]; readonly locale: Locale }

/** Cases as rows of a list, in this order. */
async function rowsOf(tx: Tx, deps: CaseDeps, { viewer, ids, locale }: Rows): Promise<readonly CaseRow[]> {
  if (ids.length === 0) return []
  const { rows } = await tx.query(listRows(viewer, ids))
  return Promise.all(rows.map(async (row) => presentRow(row, { viewer, locale, handbook: await deps.handbooks.version((row['state'] as CaseState).handbook) })))
}

function registerCounts(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases/counts',
    schema: { tags: ['case'], summary: '各视图的工单数（到 99 为止）', querystring: CountsQuery, response: { 200: Counts } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      return deps.db.read(async (tx) => {
        const listings = await listingsFor(tx, { viewer, now: deps.now() }, request.query.views)
        const items = await Promise.all([...listings].map(async ([view, listing]) => {
          const { walk, ...statement } = countCases(listing, COUNTED_MAX + 1)
          const row = (await tx.query(statement)).rows[0]
          return { view, ...counted(row?.['count'] ?? 0, Number(row?.['walked'] ?? 0) >= walk) }
        }))
        return { items }
      })
    },
  })
}
