import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement, Tx } from '#platform/db/database.ts'
import { notFound } from '#platform/http/problem.ts'
import { testsOfFilters, testsOfView, type CaseTest, type FilterContext } from '../core/case-filter.ts'
import { VIEWS, type StandingView } from '../core/standing-view.ts'
import type { CaseFilters, CaseSort } from '../inbox-contract.ts'
import type { Listing } from './find-cases.ts'
import { readView, viewsNamed, type KeptView } from './view-store.ts'

/** What is asked: a view, narrowed by filters or to chosen cases. */
export type Asking = { readonly view: string; readonly filters: CaseFilters; readonly ids?: readonly string[] | undefined; readonly sort?: CaseSort | undefined }
export type Asker = { readonly viewer: Viewer; readonly now: Instant }

const isStanding = (view: string): view is StandingView => (VIEWS as readonly string[]).includes(view)

/** The listing somebody asks for. A saved view that is not theirs to read is not there. */
export async function listingFor(tx: Tx, asker: Asker, asking: Asking): Promise<Listing> {
  const saved = isStanding(asking.view) ? null : (await savedViews(tx, asker.viewer, [asking.view])).get(asking.view)
  if (saved === undefined) throw notFound()
  const family = await customersMeant(tx, [asking.filters.customerId, saved?.filters.customerId])
  return listingOf(asker, asking, { saved, family })
}

/** Several views at once; those that are not there are left out. */
export async function listingsFor(tx: Tx, asker: Asker, views: readonly string[]): Promise<ReadonlyMap<string, Listing>> {
  const saved = await savedViews(tx, asker.viewer, views.filter((view) => !isStanding(view)))
  const family = await customersMeant(tx, [...saved.values()].map(({ filters }) => filters.customerId))
  const there = views.filter((view) => isStanding(view) || saved.has(view))
  return new Map(there.map((view) => [view, listingOf(asker, { view, filters: {} }, { saved: saved.get(view) ?? null, family })]))
}

type Known = { readonly saved: KeptView | null; readonly family: ReadonlyMap<string, readonly Id[]> }

function listingOf({ viewer, now }: Asker, { view, filters, ids, sort }: Asking, { saved, family }: Known): Listing {
  const context = (of: CaseFilters): FilterContext => ({ me: viewer.id, teamIds: viewer.teamIds, now, customerIds: family.get(of.customerId ?? '') ?? [] })
  const viewed = saved === null ? testsOfView(view as StandingView, context(filters)) : testsOfFilters(saved.filters, context(saved.filters))
  const asked = testsOfFilters(filters, context(filters))
  const chosen: readonly CaseTest[] = ids === undefined ? [] : [{ of: 'id', among: ids as readonly Id[] }]
  const tests = [...viewed, ...asked, ...chosen]
  const order = sort ?? saved?.sort ?? (view === 'closed' ? 'closed' : 'due')
  const standing: readonly CaseTest[] = ids === undefined && !tests.some(({ of }) => of === 'status') ? [{ of: 'status', among: [order === 'closed' ? 'closed' : 'open'] }] : []
  return { viewer, sort: order, tests: [...standing, ...tests], known: saved === null && asked.length + chosen.length === 0 ? view : null }
}

async function savedViews(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<ReadonlyMap<string, KeptView>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.query(viewsNamed(viewer, ids as readonly Id[]))
  return new Map(rows.map(readView).map((view) => [view.id, view]))
}

/** A customer and everybody merged into them: a merge moves no case. */
async function customersMeant(tx: Tx, ids: readonly (string | undefined)[]): Promise<ReadonlyMap<string, readonly Id[]>> {
  const meant = new Map<string, readonly Id[]>()
  for (const id of new Set(ids.filter((it) => it !== undefined))) meant.set(id, (await tx.query(familyOf(id))).rows.map((row) => row['id'] as Id))
  return meant
}

const familyOf = (id: string): Statement => ({
  name: 'case.customer_family',
  text: `with recursive family as (select $1::uuid as id union select customers.id from customers join family on customers.merged_into = family.id) select id from family limit 100`,
  values: [id],
})
