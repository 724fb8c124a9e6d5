import { holds } from '#capabilities/handbook/core/condition.ts'
import type { ScenarioGuide } from '../guide-contract.ts'
import type { CaseState } from './case-state.ts'

type Scored = { readonly scenario: string; readonly score: number; readonly facts: CaseState['facts'] }

/** Whether a score is what a child of this scenario is opened for, by the handbook of its parent; `facts`: those of the parent. One that was taken out by hand is there for another reason. */
export const openedByScore = ({ children }: Pick<ScenarioGuide, 'children'>, { scenario, score, facts }: Scored): boolean =>
  children.some(({ key, onScore }) => key === scenario && onScore.some((when) => when !== null && holds(when, { ...facts, score })))
