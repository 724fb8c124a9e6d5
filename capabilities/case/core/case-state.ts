import type { Code } from '#capabilities/handbook/core/condition.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'

/** Where a case stands in its life. `merged`: its story goes on in another case. */
export type CaseStatus = 'open' | 'resolved' | 'closed' | 'merged'

/** One step of the scenario as this case has lived it. `round` counts how often it was reached. */
export type StepState = {
  readonly status: 'active' | 'done' | 'dropped'
  readonly round: number
  readonly startedAt: Instant
  /** A task that may not be done before this. */
  readonly opensAt: Instant | null
  readonly endedAt: Instant | null
  readonly outcome: string | null
}

/** A question to the customer that only the customer answers: the subject of a signed link. */
export type Confirmation = {
  readonly id: Id
  readonly step: string
  readonly askedAt: Instant
  readonly reminders: number
  readonly status: 'open' | 'confirmed' | 'declined' | 'lapsed' | 'withdrawn'
  /** No message could carry the question: somebody of ours asks it in another way, and until the answer nothing stands still for it. */
  readonly unsent?: true
}

/** An invitation to score; one answer each. It outlives its step: a late low score still counts. */
export type Invitation = {
  readonly id: Id
  readonly step: string
  readonly survey: string
  readonly invitedAt: Instant | null
  readonly reminders: number
  readonly status: 'planned' | 'open' | 'answered' | 'expired' | 'withdrawn'
  readonly score: number | null
  /** When the customer added aspects or a reason to the score; that is done once. */
  readonly addedToAt?: Instant
}

/** Something the case itself has to do at an instant, apart from its clocks. */
export type Timer = {
  readonly key: string
  readonly at: Instant
  readonly does: 'open_step' | 'remind' | 'lapse' | 'end_wait'
  readonly step: string | null
  /** Id of the confirmation or invitation it belongs to. */
  readonly of: Id | null
}

export type Child = { readonly id: Id; readonly scenario: string; readonly open: boolean; readonly recovered: boolean | null }

/** The row of a case as decisions see it: codes, ids and instants only; words live in other rows. */
export type CaseState = {
  readonly id: Id
  readonly number: string
  readonly scenario: string
  /** Id of the handbook version the case runs under. */
  readonly handbook: string
  readonly status: CaseStatus
  /** Imported history: runs on clocks only, no step is claimed done. */
  readonly observed: boolean
  readonly customerId: Id | null
  readonly channel: string
  readonly teamId: Id | null
  /** The team the case was opened for; steps can hand it back there. */
  readonly homeTeamId: Id | null
  readonly assigneeId: Id | null
  readonly collaboratorIds: readonly Id[]
  readonly parentId: Id | null
  readonly children: readonly Child[]
  readonly linkedIds: readonly Id[]
  readonly mergedInto: Id | null
  readonly facts: Readonly<Record<string, Code>>
  readonly steps: Readonly<Record<string, StepState>>
  readonly wait: { readonly reason: string; readonly since: Instant; readonly until: Instant | null } | null
  readonly confirmations: readonly Confirmation[]
  readonly invitations: readonly Invitation[]
  readonly timers: readonly Timer[]
  /** The customer wrote and nobody has answered (新回复). */
  readonly newReply: boolean
  readonly firstToldAt: Instant | null
  readonly lastToldAt: Instant | null
  readonly lastReceivedAt: Instant | null
  /** The end of the scenario is reached; the case closes as soon as nothing holds it. */
  readonly ending: boolean
  readonly reopenings: number
  readonly openedAt: Instant
  readonly resolvedAt: Instant | null
  readonly closedAt: Instant | null
  readonly dismissal: string | null
}

/** Keys of the steps that are active now, in the order they were reached. */
export const activeSteps = (state: CaseState): readonly string[] =>
  Object.keys(state.steps).filter((key) => state.steps[key]!.status === 'active')

/** The question that is open at this step. */
export const openConfirmation = (state: CaseState, step: string): Confirmation | undefined =>
  state.confirmations.find((confirmation) => confirmation.step === step && confirmation.status === 'open')

/** The question at this step that has gone to the customer: the case waits for their answer. One that could not go waits for us. */
export function sentConfirmation(state: CaseState, step: string): Confirmation | undefined {
  const open = openConfirmation(state, step)
  return open?.unsent === true ? undefined : open
}

/** Whether the case now waits on us, on the customer, or on nobody (it is over). */
export function awaiting(state: CaseState): 'us' | 'customer' | 'nobody' {
  if (state.status === 'closed' || state.status === 'merged') return 'nobody'
  if (state.wait !== null) return 'customer'
  const active = activeSteps(state)
  if (active.length === 0) return state.observed || state.status === 'open' ? 'us' : 'nobody'
  const ours = active.some((step) => sentConfirmation(state, step) === undefined && state.steps[step]!.opensAt === null)
  return ours ? 'us' : 'customer'
}
