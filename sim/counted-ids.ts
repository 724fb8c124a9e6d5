import type { Id, IdSource } from '#kernel/id.ts'

/** Ids in order of their making, all different: chance has no part in a simulation's names. */
export function countedIds(start = 0): IdSource {
  let count = start
  return () => {
    count += 1
    return `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}` as Id
  }
}
