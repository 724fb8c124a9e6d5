import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { appendNextEvent } from '#platform/events/append-next-event.ts'
import { forbidden, notFound, refusal } from '#platform/http/problem.ts'
import { refusalOfView } from '../core/saved-view.ts'
import type { NewView, ViewChange } from '../inbox-contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { readTeams } from './run-cases.ts'
import { teamsStatement } from './store.ts'
import { archiveView, clearDefault, insertView, lockOwner, lockViewsOf, readView, updateView, viewsNamed, type KeptView } from './view-store.ts'

/** Who changes views, and what is settled with it. */
export type ViewContext = { readonly viewer: Viewer; readonly at: Instant; readonly requestId: string; readonly settle: (id: Id) => readonly Statement[] }

/** Keeps a list under a name. Refusals: `case_view.too_many`, `name_taken`, `team_missing`, `not_shareable`. */
export function saveView(deps: CaseDeps, context: ViewContext, input: NewView): Promise<Id> {
  const { viewer, at } = context
  const view: KeptView = {
    id: deps.newId(), ownerId: viewer.id, ownerName: viewer.name, name: input.name.trim(), filters: input.filters, sort: input.sort ?? 'due', columns: input.columns ?? [], density: input.density ?? 'middle',
    shared: input.shared ?? 'private', teamId: input.teamId ?? null, order: input.order ?? 0, isDefault: input.isDefault ?? false, updatedAt: at,
  }
  return kept(deps, context, { view: fitting(view), before: null, fields: Object.keys(input), write: insertView, type: 'case_view.saved' })
}

/** Changes what is given and leaves the rest. */
export async function changeView(deps: CaseDeps, context: ViewContext, { id, change }: { readonly id: Id; readonly change: ViewChange }): Promise<Id> {
  const before = await changeable(deps, context.viewer, id)
  const { name, ...rest } = change
  const view = fitting({ ...before, ...rest, ...(name === undefined ? {} : { name: name.trim() }), updatedAt: context.at } as KeptView)
  return kept(deps, context, { view, before, fields: Object.keys(change), write: updateView, type: 'case_view.changed' })
}

/** A view is put away; its row stays. */
export async function putViewAway(deps: CaseDeps, context: ViewContext, id: Id): Promise<void> {
  await changeable(deps, context.viewer, id)
  await deps.db.write([archiveView(id, context.at), eventOf(deps, context, { id, type: 'case_view.archived', data: {} }), ...context.settle(id)])
}

/** Only what is shared with a team names one. */
const fitting = (view: KeptView): KeptView => (view.shared === 'team' ? view : { ...view, teamId: null })

/** Views belong to whoever made them; those that are shared are looked after by whoever may share with everybody. */
export const mayChange = (viewer: Viewer, view: KeptView): boolean => view.ownerId === viewer.id || (view.shared !== 'private' && scopeOf(viewer, 'view.share') === 'all')

async function changeable(deps: CaseDeps, viewer: Viewer, id: Id): Promise<KeptView> {
  const row = (await deps.db.query(viewsNamed(viewer, [id]))).rows[0]
  if (row === undefined) throw notFound()
  const view = readView(row)
  if (!mayChange(viewer, view)) throw forbidden('view.share')
  return view
}

type Keeping = { readonly view: KeptView; readonly before: KeptView | null; readonly fields: readonly string[]; readonly write: (view: KeptView) => Statement; readonly type: string }

function kept(deps: CaseDeps, context: ViewContext, { view, before, fields, write, type }: Keeping): Promise<Id> {
  const { viewer, at, settle } = context
  const shares = view.shared !== 'private' && (view.shared !== before?.shared || view.teamId !== before.teamId)
  if (shares && scopeOf(viewer, 'view.share') === undefined) throw forbidden('view.share')
  return deps.db.transaction([lockOwner(view.ownerId), lockViewsOf(view.ownerId), teamsStatement], async ([, rows, teams]) => {
    const others = must(rows, 'views were loaded').rows.map(readView).filter(({ id }) => id !== view.id)
    const sharer = !shares ? null : { scope: scopeOf(viewer, 'view.share'), teamIds: viewer.teamIds, teams: new Set(readTeams(must(teams, 'teams were loaded')).keys()) }
    const said = refusalOfView(view, others, sharer)
    if (said !== null) throw refusal(said)
    const id = view.id as Id
    const event = eventOf(deps, context, { id, type, data: { fields: [...fields].toSorted(), shared: view.shared, teamId: view.teamId } })
    return { writes: [...(view.isDefault ? [clearDefault(view.ownerId, id, at)] : []), write(view), event, ...settle(id)], answer: id }
  })
}

/** Names and filters may hold personal words: the event says which fields, never what stands in them. */
function eventOf(deps: CaseDeps, { viewer, at, requestId }: ViewContext, { id, type, data }: { readonly id: Id; readonly type: string; readonly data: Readonly<Record<string, unknown>> }): Statement {
  return appendNextEvent({
    id: deps.newId(), streamKind: 'case_view', streamId: id, type, v: 1, occurredAt: at, recordedAt: at, actor: { kind: viewer.kind, id: viewer.id }, command: type.slice(type.indexOf('.') + 1), commandId: deps.newId(), requestId, data,
  })
}
