import type { Id } from '#kernel/id.ts'
import type { Scope } from './permission.ts'

/** Whose work a case is: the owning team, the person in charge, and those who handled it before. */
export type AudienceSubject = { readonly teamId: Id | null; readonly assigneeId: Id | null; readonly collaboratorIds: readonly Id[] }

/** The key of those who see everything. */
export const EVERYTHING = 'all'
export const personKey = (id: Id): string => `p:${id}`
const helperKey = (id: Id): string => `h:${id}`
export const teamKey = (id: Id): string => `t:${id}`

/** The keys under which a case is filed: `p:<person>` in charge, `h:<person>` for each other who handled it, `t:<team>`, always `all`. */
export function audienceOf(subject: AudienceSubject): readonly string[] {
  const inCharge = subject.assigneeId === null ? [] : [personKey(subject.assigneeId)]
  const helpers = subject.collaboratorIds.filter((id) => id !== subject.assigneeId).map(helperKey)
  const team = subject.teamId === null ? [] : [teamKey(subject.teamId)]
  return [...new Set([...inCharge, ...helpers, ...team, EVERYTHING])]
}

/** How far somebody's permission reaches; `helping`: it stays with those who handled a case before. */
export type Reach = { readonly id: Id; readonly teamIds: readonly Id[]; readonly scope: Scope | undefined; readonly helping: boolean }

/** The keys to look under for what a permission reaches; none where it is not held. */
export function audienceKeys({ id, teamIds, scope, helping }: Reach): readonly string[] {
  const own = [personKey(id), ...(helping ? [helperKey(id)] : [])]
  switch (scope) {
    case undefined: return []
    case 'own': return own
    case 'team': return [...own, ...teamIds.map(teamKey)]
    case 'all': return [EVERYTHING]
  }
}
