import type { Id } from '#kernel/id.ts'
import { EVERYTHING, personKey, teamKey } from './audience.ts'
import type { Viewer } from './viewer.ts'

/** Whose work alone is wanted; null: anybody's. */
export type Wanted = { readonly assigneeIds: readonly Id[] | null; readonly teamIds: readonly Id[] | null }

/**
 * The fewest keys of the viewer under which everything lies that is visible and wanted. What lies under them may still be
 * somebody else's: the keys make the walk short, the filter makes it right.
 */
export function narrowedKeys(viewer: Viewer, { assigneeIds, teamIds }: Wanted): readonly string[] {
  const everything = viewer.keys.includes(EVERYTHING)
  if (assigneeIds !== null && (everything || assigneeIds.every((id) => id === viewer.id))) {
    return viewer.keys.length === 0 ? [] : assigneeIds.map(personKey)
  }
  if (teamIds === null) return viewer.keys
  const wanted = teamIds.map(teamKey)
  return everything ? wanted : viewer.keys.filter((key) => !key.startsWith(teamKey('' as Id)) || wanted.includes(key))
}
