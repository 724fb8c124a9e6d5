import type { Scope } from '#capabilities/access/core/permission.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { SavedView } from '../inbox-contract.ts'

/** Somebody keeps so many views at most. */
const VIEWS_MAX = 50

export type ViewRefusal = Refusal<'case_view.too_many' | 'case_view.name_taken' | 'case_view.team_missing' | 'case_view.not_shareable'>
/** How far the owner shares (`view.share`), in which teams they stand, and which teams there are. */
export type Sharer = { readonly scope: Scope | undefined; readonly teamIds: readonly Id[]; readonly teams: ReadonlySet<string> }
type Wanted = Pick<SavedView, 'id' | 'name' | 'shared' | 'teamId'>

/** Whether a view may be kept like this beside its owner's others; null when it may. `sharer` is null where it stays shared as it was. */
export function refusalOfView(view: Wanted, others: readonly Pick<SavedView, 'name'>[], sharer: Sharer | null): ViewRefusal | null {
  if (others.length >= VIEWS_MAX) return { code: 'case_view.too_many', params: { limit: VIEWS_MAX } }
  if (others.some(({ name }) => name === view.name)) return { code: 'case_view.name_taken' }
  if (view.shared === 'private' || sharer === null) return null
  if (view.shared === 'team' && (view.teamId === null || !sharer.teams.has(view.teamId))) return { code: 'case_view.team_missing' }
  const within = sharer.scope === 'all' || (view.shared === 'team' && sharer.teamIds.includes(view.teamId as Id))
  return within ? null : { code: 'case_view.not_shareable' }
}
