import type { StatutoryYear } from '#capabilities/calendar/core/statutory-days.ts'
import type { AnswerWay } from '#capabilities/case/core/case-command.ts'
import type { Code } from '#capabilities/handbook/core/condition.ts'
import type { Colleague, Customer, Team } from './cast.ts'

/**
 * A business story as data: who does what when, and what is then expected. Cases, clocks, questions and invitations go by
 * name, so that the same story runs on the simulator and through the product's own doors.
 */
export type Story = {
  readonly key: string
  /** A sentence about the business. */
  readonly title: string
  readonly steps: readonly (Move | Check)[]
}

/** Somebody acts. `refused`: the code of the no that is expected. */
export type Move = { readonly at: string; readonly who: Colleague | Customer | 'product'; readonly does: Act; readonly refused?: string }
/** What is true at this instant. */
export type Check = { readonly at: string; readonly expects: readonly Expectation[] }

/** The values of a form by field, as people enter them. */
export type Values = Readonly<Record<string, Code>>
/** Which case; `main` when not said, `main.child` for its first child, `main.child2` for its second. */
type Of = { readonly of?: string }

/** What one can do to a case. */
export type Act = Of &
  (
    /** A case begins: by the customer's message, or (without one) entered by a colleague. */
    | { readonly do: 'open'; readonly scenario?: string; readonly channel?: string; readonly customer: Customer | null; readonly message?: boolean; readonly auto?: string; readonly facts?: Values; readonly observed?: boolean }
    | { readonly do: 'write'; readonly thanks?: boolean; readonly auto?: string }
    | { readonly do: 'reply' | 'note' }
    | { readonly do: 'resume' | 'reopen' | 'undoMerge' }
    | { readonly do: 'contact'; readonly reached: boolean }
    | { readonly do: 'record'; readonly record: string; readonly form: Values }
    | { readonly do: 'classify'; readonly codes: Values }
    | { readonly do: 'assign'; readonly team: Team | null; readonly person?: Colleague }
    | { readonly do: 'complete'; readonly step: string; readonly form?: Values; readonly team?: Team; readonly person?: Colleague; readonly score?: number }
    | { readonly do: 'confirm' | 'decline'; readonly step: string; readonly by: AnswerWay }
    /** A question that could not be sent goes out after all. */
    | { readonly do: 'send'; readonly step: string }
    | { readonly do: 'score'; readonly step: string; readonly score: number; readonly by?: 'link' | 'word' }
    | { readonly do: 'wait'; readonly reason: string; readonly until?: string }
    | { readonly do: 'setDue'; readonly clock: string; readonly due: string }
    | { readonly do: 'returnDue'; readonly clock: string }
    | { readonly do: 'dismiss'; readonly reason: string }
    | { readonly do: 'openChild'; readonly scenario: string; readonly role: string }
    | { readonly do: 'merge' | 'link' | 'unlink'; readonly into: string }
    /** The customer's last message begins a case of its own, called `as`. */
    | { readonly do: 'split'; readonly as: string }
    | { readonly do: 'setCustomer'; readonly customer: Customer }
    | { readonly do: 'moveVersion'; readonly version: string; readonly steps?: Readonly<Record<string, string | null>> }
    | { readonly do: 'observe'; readonly happening: 'assigned' | 'told' | 'waiting' | 'resumed' | 'resolved' | 'reopened' | 'closed' | 'ended' }
    /** A new handbook version is in force: the present one with steps or clocks renamed. */
    | { readonly do: 'publish'; readonly version: string; readonly renames: Readonly<Record<string, string>> }
    /** The holidays of a later year are announced. */
    | { readonly do: 'announce'; readonly years: readonly StatutoryYear[] }
  )

/** A fact of a case at an instant; what is not said is not asked. */
export type Expectation = Of &
  (
    | { readonly status: 'open' | 'resolved' | 'closed' | 'merged' }
    | { readonly awaiting: 'us' | 'customer' | 'nobody' }
    | { readonly newReply: boolean }
    | { readonly dismissal: string | null }
    | { readonly fact: string; readonly value: Code | undefined }
    | { readonly green: boolean }
    | { readonly handbook: string }
    | { readonly team: Team | null; readonly person?: Colleague | null; readonly collaborators?: readonly Colleague[] }
    | { readonly step: string; readonly standing: 'active' | 'done' | 'dropped' | 'none'; readonly round?: number; readonly outcome?: string }
    /** The latest clock of this key. `none`: it never started. */
    | { readonly clock: string; readonly standing?: 'running' | 'paused' | 'met' | 'late' | 'cancelled' | 'unknown' | 'none'; readonly due?: string | null; readonly missed?: boolean; readonly provisional?: boolean; readonly spent?: string; readonly clause?: string; readonly count?: number }
    /** How often this wording went to the customer so far. */
    | { readonly told: string; readonly times: number }
    /** How often this was announced to a colleague, a team or a role so far. */
    | { readonly notified: string; readonly clock?: string; readonly to?: Colleague | Team | 'supervisor'; readonly times: number }
    | { readonly children: number; readonly open?: number }
    | { readonly recovered: boolean | null }
    | { readonly linked: string }
    | { readonly knowledgeProposed: number }
    | { readonly numbered: string }
    /** A promise that is published to customers, and how its time is counted. */
    | { readonly promised: string; readonly counting: 'working' | 'wall' }
    /** What the screen shows of the handbook with the case: of the scenario, or of a step. */
    | { readonly shows: 'audience' | 'aim'; readonly text: string }
    | { readonly step: string; readonly output: string }
  )
