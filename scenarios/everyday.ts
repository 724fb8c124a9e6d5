import { pickIndex, type Rng } from '#kernel/rng.ts'
import type { Colleague, Customer } from './cast.ts'
import { answered, call, carriedOut, diagnosis, dispatch, intake, mailFrom, press, reply, score, solution, unreached } from './moves.ts'
import type { Move } from './story.ts'

/** What a case goes through, each move so long after the one before. */
export type Course = readonly (readonly [minutes: number, move: Move])[]
const AT = ''

const CUSTOMERS: readonly Customer[] = ['wangLi', 'huangQiang', 'linYue']
const AGENTS: readonly Colleague[] = ['chenYu', 'heLan']

/** A question answered, confirmed and scored; a fault through tech support; a customer who never answers again. */
export function everydayCourse(rng: Rng, of: string): Course {
  const who = CUSTOMERS[pickIndex(rng, CUSTOMERS.length)]!
  const agent = AGENTS[pickIndex(rng, AGENTS.length)]!
  const on = { of }
  const begun = [[0, mailFrom(AT, who, on)], [5 + pickIndex(rng, 90), reply(AT, agent, on)]] as const
  const kind = rng()
  if (kind < 0.6) return [...begun, [5, intake(AT, agent, {}, on)], [20, answered(AT, agent, on)], [60, press(AT, who, 'confirm', 'closing', on)], [1_500, score(AT, who, rng() < 0.08 ? 2 : 5, on)]]
  if (kind < 0.9) {
    return [...begun, [5, intake(AT, agent, { urgency: 'urgent', type: 'fault' }, on)], [6, dispatch(AT, agent, on)], [20, call(AT, 'zhaoMin', on)], [60, diagnosis(AT, 'zhaoMin', {}, on)],
      [30, solution(AT, 'zhaoMin', 'remote', on)], [45, press(AT, who, 'confirm', 'consent', on)], [120, carriedOut(AT, 'zhaoMin', on)], [60, press(AT, who, 'confirm', 'closing', on)], [1_600, unreached(AT, agent, on)]]
  }
  return [...begun, [5, intake(AT, agent, {}, on)], [30, answered(AT, agent, on)]]
}
