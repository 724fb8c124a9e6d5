import { may, type Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import { noteAccess } from '#platform/audit/note-access.ts'
import { LAST_ID, pageAsked } from '#platform/http/keyset.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { parseSearch, type SearchQuery } from '../core/search-query.ts'
import { SEARCH_KINDS, type SearchKind } from '../core/search-kind.ts'
import { SearchAsked, SearchFound } from '../search-contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { waysToCases } from './found-cases.ts'
import { waysToCustomers } from './found-customers.ts'
import { waysToMessages } from './found-messages.ts'
import { watchSearchLag } from './search-lag.ts'
import { lookAlong, type Way, type WayPosition, type WaysPage } from './search-ways.ts'

/** Of several kinds a few each, of one kind a page. */
const LIMIT_OF_ALL = 5
const LIMIT_OF_ONE = 25
const BEGINNING: WayPosition = { way: '0', at: 'infinity', id: LAST_ID }
const NEEDED: Readonly<Record<SearchKind, Permission>> = { cases: 'case.read', customers: 'customer.read', messages: 'case.read' }

/** Looks for cases, customers and messages at once; what the viewer may not see is never found. */
export function registerSearch(app: Http, deps: CaseDeps): void {
  const behind = watchSearchLag(deps)
  app.route({
    method: 'GET',
    url: '/api/v1/search',
    schema: { tags: ['case'], summary: '搜索工单、客户与消息', querystring: SearchAsked, response: { 200: SearchFound } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      const kinds = kindsAsked(viewer, request.query.kinds)
      const one = kinds.length === 1 && request.query.kinds !== undefined
      const { limit, after } = pageAsked({ limit: one ? LIMIT_OF_ONE : LIMIT_OF_ALL, ...request.query }, BEGINNING)
      const query = parseSearch(request.query.q)
      const page = <T>(kind: SearchKind, ways: (query: SearchQuery) => readonly Way<T>[]): Promise<WaysPage<T>> =>
        kinds.includes(kind) ? lookAlong(ways(query), one ? after : BEGINNING, limit) : Promise.resolve({ items: [], next: null })
      const [cases, customers, messages, incomplete] = await Promise.all([
        page('cases', (asked) => waysToCases(deps.db, viewer, asked)),
        page('customers', (asked) => waysToCustomers(deps, viewer, asked)),
        page('messages', (asked) => waysToMessages(deps.db, viewer, asked)),
        behind(),
      ])
      const found: SearchFound = {
        cases: [...cases.items], customers: [...customers.items], messages: [...messages.items],
        more: { cases: cases.next !== null, customers: customers.next !== null, messages: messages.next !== null },
        next: one ? (cases.next ?? customers.next ?? messages.next) : null,
        incomplete,
      }
      await noteSearch(deps, viewer, { found, requestId: request.id })
      return found
    },
  })
}

function kindsAsked(viewer: Viewer, asked: string | undefined): readonly SearchKind[] {
  const wanted = SEARCH_KINDS.filter((kind) => asked === undefined || asked.split(',').includes(kind))
  const permitted = wanted.filter((kind) => may(viewer, NEEDED[kind]))
  if (permitted.length === 0) throw forbidden(NEEDED[wanted[0]!])
  return permitted
}

/** Whoever was shown people or their words is noted with how many, never with what they typed. */
async function noteSearch({ db, newId, now }: CaseDeps, viewer: Viewer, { found, requestId }: { readonly found: SearchFound; readonly requestId: string }): Promise<void> {
  const data = { cases: String(found.cases.length), customers: String(found.customers.length), messages: String(found.messages.length) }
  if (found.cases.length + found.customers.length + found.messages.length === 0) return
  await db.query(noteAccess({ id: newId(), at: now(), actor: { kind: viewer.kind, id: viewer.id }, action: 'search', subjectKind: 'search', subjectId: null, requestId, data }))
}
