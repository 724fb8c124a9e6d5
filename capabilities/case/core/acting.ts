import type { Id } from '#kernel/id.ts'
import type { StepDefinition } from '../definition.ts'
import type { Actor } from './case-command.ts'
import { refuse, type Unfolding } from './unfolding.ts'

/** Handbook roles of whoever acts; none for the customer and for the product itself. */
export const rolesOf = (actor: Actor): readonly string[] => (actor.kind === 'staff' || actor.kind === 'api_key' ? actor.roles : [])

/** Whoever acts must be one of ours. */
export function staffId(u: Unfolding): Id {
  const { actor } = u.facts
  return actor.kind === 'staff' || actor.kind === 'api_key' ? actor.id : refuse('case.wrong_role')
}

/** Only these roles act here, and whoever may stand in for any role. */
export function requireRole(u: Unfolding, roles: readonly string[], what: string): void {
  const { actor } = u.facts
  const held = rolesOf(actor)
  const overrides = (actor.kind === 'staff' || actor.kind === 'api_key') && actor.overrides
  if (!overrides && !roles.some((role) => held.includes(role))) refuse('case.wrong_role', { needed: roles.join(','), what })
}

/** The step's own role and its collaborators. */
export const rolesOfStep = (step: StepDefinition): readonly string[] => [step.role, ...(step.collaborators ?? [])]
