import type { Id } from '#kernel/id.ts'
import type { Scope } from './permission.ts'

/** Whose work a case is: the owning team, the person in charge, and those who handled it before. */
export type AudienceSubject = { readonly teamId: Id | null; readonly assigneeId: Id | null; readonly collaboratorIds: readonly Id[] }

/** The key of those who see everything. */
export const EVERYTHING = 'all'
const personKey = (id: Id): string => `p:${id}`
const teamKey = (id: Id): string => `t:${id}`

/** The keys under which a case is filed: `p:<person>` for assignee and collaborators, `t:<team>`, always `all`; each once. */
export function audienceOf(subject: AudienceSubject): readonly string[] {
  const people = [...(subject.assigneeId === null ? [] : [subject.assigneeId]), ...subject.collaboratorIds].map(personKey)
  const team = subject.teamId === null ? [] : [teamKey(subject.teamId)]
  return [...new Set([...people, ...team, EVERYTHING])]
}

/** The keys a viewer looks under, given how far `case.read` reaches; none without it. */
export function audienceKeys(viewer: { readonly id: Id; readonly teamIds: readonly Id[]; readonly scope: Scope | undefined }): readonly string[] {
  switch (viewer.scope) {
    case undefined: return []
    case 'own': return [personKey(viewer.id)]
    case 'team': return [personKey(viewer.id), ...viewer.teamIds.map(teamKey)]
    case 'all': return [EVERYTHING]
  }
}
