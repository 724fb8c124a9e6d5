import type { Instant } from '#kernel/instant.ts'
import { later, MINUTE, HOUR } from '#kernel/instant.ts'
import { seededRng } from '#kernel/rng.ts'
import { everydayCourse, type Course } from '#scenarios/everyday.ts'
import { playMove } from './play-move.ts'
import { setStage, type Manual, type Stage } from './stage.ts'
import { wakeQueue } from './wake-queue.ts'

/** So many cases, one every `everyMinutes`, each on its way: what the simulator is measured on. The same seed plays the same days. */
export function busyDays(manual: Manual, plan: { readonly start: Instant; readonly cases: number; readonly everyMinutes: number; readonly seed: number }): Stage {
  const rng = seededRng(plan.seed)
  const stage = setStage(manual, plan.start)
  const queue = wakeQueue()
  const courses: { readonly course: Course; next: number }[] = []
  for (let index = 0; index < plan.cases; index += 1) {
    courses.push({ course: everydayCourse(rng, `case-${index}`), next: 0 })
    queue.add({ at: later(plan.start, index * plan.everyMinutes * MINUTE), order: index })
  }
  for (let wake = queue.take(); wake !== undefined; wake = queue.take()) {
    const standing = courses[wake.order]!
    stage.simulation.advanceTo(wake.at)
    playMove(stage, standing.course[standing.next]![1])
    standing.next += 1
    const following = standing.course[standing.next]
    if (following !== undefined) queue.add({ at: later(wake.at, following[0] * MINUTE), order: wake.order })
  }
  stage.simulation.advanceTo(later(stage.simulation.now(), 40 * 24 * HOUR))
  return stage
}
