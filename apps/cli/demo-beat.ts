import type { CaseState } from '#capabilities/case/core/case-state.ts'
import { later, MINUTE, type Instant } from '#kernel/instant.ts'
import type { Letter } from './demo-mail.ts'
import type { DemoCast, DemoColleague, DemoCustomer } from './demo-people.ts'
import type { Hours } from './demo-hours.ts'
import type { Problem, Teller } from './demo-texts.ts'

/** The cases of one course: the customer's, a second letter about the same, and a case that came out of it. */
export type Standings = { readonly main: CaseState | null; readonly twin: CaseState | null; readonly child: CaseState | null }
export type Of = keyof Standings

/** Where an open case of today is left standing. */
export type Hold =
  | 'new' | 'chased' | 'asked' | 'replied' | 'answer' | 'closing' | 'dispatch' | 'diagnosis' | 'solution' | 'consent' | 'visit' | 'execution' | 'test' | 'callback'
  | 'second-contact' | 'second-plan' | 'second-effect' | 'reopened' | 'child'
export type Twist = 'none' | 'spam' | 'withdrawn' | 'duplicate' | 'child' | 'reopened' | 'unsolved' | 'plan-declined' | 'restated' | 'silent'
export type Mood = 'polite' | 'plain' | 'angry' | 'worried' | 'chatty'

/** What is settled about a course before it begins. */
export type CasePlan = {
  readonly index: number
  readonly openAt: Instant
  readonly problem: Problem
  readonly customer: DemoCustomer
  readonly mood: Mood
  readonly channel: 'email' | 'phone'
  readonly mailbox: string
  readonly agent: string
  readonly tech: string
  readonly twist: Twist
  readonly hold: Hold | null
}

export type Request = { readonly method: 'POST' | 'PUT' | 'DELETE'; readonly url: string; readonly params?: Readonly<Record<string, string>>; readonly body?: object }
/** What somebody does: a customer writes, presses a button or scores; a colleague uses one of the product's commands. */
export type Deed =
  | { readonly kind: 'letter'; readonly of: 'main' | 'twin'; readonly thread: boolean; readonly letter: Letter }
  | { readonly kind: 'call-in'; readonly subject: string; readonly text: string }
  | { readonly kind: 'ask'; readonly of: Of; readonly who: string; readonly request: Request }
  | { readonly kind: 'press'; readonly of: Of; readonly step: string; readonly yes: boolean; readonly remark: string | null }
  | { readonly kind: 'score'; readonly of: Of; readonly score: number; readonly aspects: Readonly<Record<string, number>>; readonly reason: string | null }

/** One thing of a course. It is made up when its time has come, from how the cases stand by then; null is nothing. */
export type Beat = {
  readonly at: Instant
  readonly does: (on: Standings) => Deed | null
  /** A command that does not ask how the case stands: it may follow the one before in the same batch. */
  readonly plain?: true
}
export type Course = Generator<Beat, void, Standings>
export type Part<T = void> = Generator<Beat, T, Standings>

/** A course under way: `at` is how far it has come, `told` when the customer last heard from us. */
export type Telling = { readonly plan: CasePlan; /** People do not change it from letter to letter. */ readonly signature: string; readonly tell: Teller; readonly hours: Hours; readonly cast: DemoCast; at: Instant; told: Instant }

export const colleagueOf = (c: Telling, number: string): DemoColleague => {
  const found = c.cast.colleagues.get(number)
  if (found === undefined) throw new Error(`${number} works here`)
  return found
}

const between = (c: Telling, from: number, to: number): number => from + c.tell.rng() * (to - from)
export const chance = (c: Telling, share: number): boolean => c.tell.rng() < share

/** A colleague takes so long, in working time and at their own pace; now and then it takes too long. */
export function worked(c: Telling, who: string, from: number, to: number, duty?: number): void {
  const { pace, late } = colleagueOf(c, who)
  const slips = c.plan.hold === null && c.tell.rng() < late ? 2.5 + c.tell.rng() * 2.5 : 1
  c.at = c.hours.work(c.at, between(c, from, to) * pace * slips, c.tell.rng, c.plan.hold === null ? duty : 1)
}

/** Urgent things are done at once, lunch or not; by night they wait for whoever is on duty. */
export function atOnce(c: Telling, who: string, from: number, to: number): void {
  const { pace, late } = colleagueOf(c, who)
  const slips = c.plan.hold === null && c.tell.rng() < late ? 2.5 + c.tell.rng() * 2.5 : 1
  c.at = later(c.hours.duty(c.at), Math.round(between(c, from, to) * pace * slips) * MINUTE)
}

/** The customer takes so many minutes, and sleeps at night. */
export function lived(c: Telling, from: number, to: number): void {
  c.at = c.hours.customer(later(c.at, MINUTE), between(c, from, to), c.tell.rng)
}

export function* ask(c: Telling, who: string, request: Request, of: Of = 'main'): Part<Standings> {
  return yield { at: c.at, plain: true, does: (on) => (on[of] === null ? null : { kind: 'ask', of, who, request }) }
}

/** A colleague writes to the customer. */
export function* write(c: Telling, who: string, text: string, of: Of = 'main'): Part {
  yield* ask(c, who, { method: 'POST', url: '/replies', body: { text: `${text}\n\n${c.tell.phrase('sign_off', { by: colleagueOf(c, who).name })}`, undoSeconds: 0 } }, of)
  c.told = c.at
}

export function* note(c: Telling, who: string, text: string, of: Of = 'main'): Part {
  c.at = later(c.at, MINUTE)
  yield* ask(c, who, { method: 'POST', url: '/notes', body: { text } }, of)
}

export type FormFilled = { readonly codes?: Readonly<Record<string, string | boolean>>; readonly words?: Readonly<Record<string, string>> }
export function* complete(c: Telling, who: string, step: string, form: FormFilled, more: object = {}, of: Of = 'main'): Part<Standings> {
  return yield* ask(c, who, { method: 'POST', url: '/steps/:step/completion', params: { step }, body: { form, ...more } }, of)
}

export function* call(c: Telling, who: string, reached: boolean, text: string, of: Of = 'main'): Part {
  yield* ask(c, who, { method: 'POST', url: '/contacts', body: { reached, text, channel: 'phone' } }, of)
  if (reached) c.told = c.at
}

/** `lender`: whose team keeps the case although somebody of another has it in hand. */
export function* assign(c: Telling, by: string, to: string, { of = 'main', lender = to }: { readonly of?: Of; readonly lender?: string } = {}): Part {
  const { id } = colleagueOf(c, to)
  const { teamId } = colleagueOf(c, lender)
  yield* ask(c, by, { method: 'PUT', url: '/assignment', body: { teamId, assigneeId: id } }, of)
  c.at = later(c.at, MINUTE)
}

export function* press(c: Telling, step: string, yes: boolean, remark: string | null = null, of: Of = 'main'): Part<Standings> {
  return yield { at: c.at, does: (on) => (on[of]?.confirmations.some((it) => it.step === step && it.status === 'open') === true ? { kind: 'press', of, step, yes, remark } : null) }
}

/** How the cases stand at this instant. */
export function* look(c: Telling): Part<Standings> {
  return yield { at: c.at, does: () => null }
}

/** Work that has changed hands meanwhile comes back to whoever does it. */
export function* inHand(c: Telling, by: string, hand: string): Part {
  const { main } = yield* look(c)
  if (main !== null && main.assigneeId !== colleagueOf(c, hand).id) yield* assign(c, by, hand, { lender: by })
}

export const isActive = (state: CaseState | null, step: string): boolean => state?.steps[step]?.status === 'active'
