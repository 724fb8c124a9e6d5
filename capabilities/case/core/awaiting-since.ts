import type { Instant } from '#kernel/instant.ts'
import { activeSteps, awaiting, sentConfirmation, type CaseState } from './case-state.ts'

/** Whom the case awaits, since when, and for what: a reason of the handbook, an answer at a step, a step's time, or an answer of ours. */
export type Awaiting = {
  readonly whom: 'us' | 'customer' | 'nobody'
  readonly since: Instant
  readonly what: { readonly kind: 'wait' | 'confirmation' | 'opening'; readonly key: string } | { readonly kind: 'new_reply' } | null
}

/** The same as `awaiting`, with its beginning and its reason. */
export function awaitingSince(state: CaseState): Awaiting {
  const whom = awaiting(state)
  if (whom === 'nobody') return { whom, since: state.closedAt ?? state.resolvedAt ?? state.openedAt, what: null }
  return whom === 'us' ? awaitingUs(state) : awaitingCustomer(state)
}

function awaitingUs(state: CaseState): Awaiting {
  if (state.newReply && state.lastReceivedAt !== null) return { whom: 'us', since: state.lastReceivedAt, what: { kind: 'new_reply' } }
  const ours = activeSteps(state).filter((key) => sentConfirmation(state, key) === undefined && state.steps[key]!.opensAt === null)
  return { whom: 'us', since: earliest(ours.map((key) => state.steps[key]!.startedAt)) ?? state.openedAt, what: null }
}

function awaitingCustomer(state: CaseState): Awaiting {
  if (state.wait !== null) return { whom: 'customer', since: state.wait.since, what: { kind: 'wait', key: state.wait.reason } }
  const active = activeSteps(state)
  const asked = active.find((key) => sentConfirmation(state, key) !== undefined)
  if (asked !== undefined) return { whom: 'customer', since: sentConfirmation(state, asked)!.askedAt, what: { kind: 'confirmation', key: asked } }
  const later = active[0]
  return { whom: 'customer', since: later === undefined ? state.openedAt : state.steps[later]!.startedAt, what: later === undefined ? null : { kind: 'opening', key: later } }
}

const earliest = (instants: readonly Instant[]): Instant | null => instants.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null)
