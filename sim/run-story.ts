import { Bug } from '#kernel/assert.ts'
import { must } from '#kernel/assert.ts'
import type { Check, Move, Story } from '#scenarios/story.ts'
import { checkExpectation } from './check-expectation.ts'
import { playMove } from './play-move.ts'
import { instantOf, setStage, type Manual, type Stage } from './stage.ts'

/** A story played to its end: what was otherwise than expected, and the stage as it stands. `broken`: a bug stopped it. */
export type Played = { readonly failures: readonly string[]; readonly broken: boolean; readonly stage: Stage }

/** Plays a story on the simulator under this handbook. */
export function runStory(story: Story, manual: Manual): Played {
  const first = must(story.steps[0], 'a story has a beginning')
  const stage = setStage(manual, instantOf(first.at))
  const failures: string[] = []
  try {
    for (const step of story.steps) {
      stage.simulation.advanceTo(instantOf(step.at))
      failures.push(...('does' in step ? played(stage, step) : checked(stage, step)).map((failure) => `${step.at}: ${failure}`))
    }
  } catch (left) {
    if (!(left instanceof Bug)) throw left
    return { failures: [...failures, `broken: ${left.message}`], broken: true, stage }
  }
  return { failures, broken: false, stage }
}

function played(stage: Stage, move: Move): readonly string[] {
  const { refused } = playMove(stage, move)
  if (refused === (move.refused ?? null)) return []
  const named = 'step' in move.does ? ` ${move.does.step}` : ''
  return [`${move.who} ${move.does.do}${named}: expected ${move.refused ?? 'to be done'}, but ${refused ?? 'it was done'}`]
}

const checked = (stage: Stage, check: Check): readonly string[] => check.expects.flatMap((wanted) => checkExpectation(stage, wanted))
