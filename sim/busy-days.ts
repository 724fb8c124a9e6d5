import type { Instant } from '#kernel/instant.ts'
import { later, MINUTE, HOUR } from '#kernel/instant.ts'
import { pickIndex, seededRng, type Rng } from '#kernel/rng.ts'
import type { Colleague, Customer } from '#scenarios/cast.ts'
import { answered, call, carriedOut, diagnosis, dispatch, intake, mailFrom, press, reply, score, solution, unreached } from '#scenarios/moves.ts'
import type { Move } from '#scenarios/story.ts'
import { playMove } from './play-move.ts'
import { setStage, type Manual, type Stage } from './stage.ts'
import { wakeQueue } from './wake-queue.ts'

/** What a case goes through, each move so long after the one before. */
type Course = readonly (readonly [minutes: number, move: Move])[]
const AT = ''

const CUSTOMERS: readonly Customer[] = ['wangLi', 'huangQiang', 'linYue']
const AGENTS: readonly Colleague[] = ['chenYu', 'heLan']

/** A question answered, confirmed and scored; a fault through tech support; a customer who never answers again. */
function courseOf(rng: Rng, of: string): Course {
  const who = CUSTOMERS[pickIndex(rng, CUSTOMERS.length)]!
  const agent = AGENTS[pickIndex(rng, AGENTS.length)]!
  const on = { of }
  const begun = [[0, mailFrom(AT, who, on)], [5 + pickIndex(rng, 90), reply(AT, agent, on)]] as const
  const kind = rng()
  if (kind < 0.6) return [...begun, [5, intake(AT, agent, {}, on)], [20, answered(AT, agent, on)], [60, press(AT, who, 'confirm', 'closing', on)], [1_500, score(AT, who, rng() < 0.08 ? 2 : 5, on)]]
  if (kind < 0.9) {
    return [...begun, [5, intake(AT, agent, { urgency: 'urgent', type: 'fault' }, on)], [6, dispatch(AT, agent, on)], [20, call(AT, 'zhaoMin', on)], [60, diagnosis(AT, 'zhaoMin', on)],
      [30, solution(AT, 'zhaoMin', 'remote', on)], [45, press(AT, who, 'confirm', 'consent', on)], [120, carriedOut(AT, 'zhaoMin', on)], [60, press(AT, who, 'confirm', 'closing', on)], [1_600, unreached(AT, agent, on)]]
  }
  return [...begun, [5, intake(AT, agent, {}, on)], [30, answered(AT, agent, on)]]
}

/** So many cases, one every `everyMinutes`, each on its way: what the simulator is measured on. The same seed plays the same days. */
export function busyDays(manual: Manual, plan: { readonly start: Instant; readonly cases: number; readonly everyMinutes: number; readonly seed: number }): Stage {
  const rng = seededRng(plan.seed)
  const stage = setStage(manual, plan.start)
  const queue = wakeQueue()
  const courses: { readonly course: Course; next: number }[] = []
  for (let index = 0; index < plan.cases; index += 1) {
    courses.push({ course: courseOf(rng, `case-${index}`), next: 0 })
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
