import { DAY, HOUR, instant, later, MINUTE, type Instant } from '#kernel/instant.ts'
import { pickIndex, seededRng, type Rng } from '#kernel/rng.ts'
import { must } from '#kernel/assert.ts'
import type { CasePlan, Hold, Mood, Twist } from './demo-beat.ts'
import type { Hours } from './demo-hours.ts'
import type { DemoCast, DemoCustomer } from './demo-people.ts'
import type { DemoTexts, Problem } from './demo-texts.ts'

/** Half a year. */
const SPAN = 182 * DAY
export const beginOf = (now: Instant): Instant => later(now, -SPAN)

type Setting = { readonly seed: number; readonly now: Instant; readonly cases: number; readonly texts: DemoTexts; readonly cast: DemoCast; readonly hours: Hours }

/** Where the cases of today stand, and how many hours ago they began, at least and at most. */
const HELD: readonly (readonly [hold: Hold, from: number, to: number])[] = [
  ['new', 0.1, 1.5], ['closing', 10, 40], ['diagnosis', 3, 9], ['asked', 5, 40], ['answer', 23.1, 23.9], ['visit', 9, 30], ['second-contact', 70, 120], ['reopened', 130, 200],
  ['new', 1, 20], ['consent', 8, 40], ['answer', 26, 40], ['replied', 4, 20], ['dispatch', 3, 20], ['execution', 12, 60], ['test', 24, 60], ['child', 6, 40],
  ['chased', 2, 12], ['solution', 6, 26], ['answer', 8, 22], ['callback', 60, 72], ['second-plan', 80, 140], ['new', 0.1, 6], ['answer', 23.3, 23.95], ['second-effect', 100, 160],
  ['asked', 3, 60], ['answer', 22.6, 23.8],
]
const HELD_SHARE = 0.05
const HELD_MAX = 75
/** What happens once in every play, however short. */
const ALWAYS: readonly Twist[] = ['duplicate', 'reopened', 'spam', 'withdrawn', 'child', 'unsolved', 'plan-declined', 'silent']
const TWISTS: readonly (readonly [Twist, number])[] = [['spam', 0.012], ['withdrawn', 0.02], ['duplicate', 0.035], ['child', 0.015], ['reopened', 0.03], ['unsolved', 0.06], ['plan-declined', 0.02], ['restated', 0.03], ['silent', 0.12]]
const MOODS: readonly Mood[] = ['polite', 'polite', 'plain', 'plain', 'angry', 'worried', 'chatty']

/** Who writes when about what, and what will come of it: everything that chance decides beforehand. */
export function planCases(setting: Setting): readonly CasePlan[] {
  const { cases, seed } = setting
  const held = Math.min(HELD_MAX, Math.max(Math.min(HELD.length, Math.floor(cases * 0.6)), Math.round(cases * HELD_SHARE)))
  const plans = Array.from({ length: cases }, (_, index) => planOf(setting, index, seededRng(seed * 1_000_003 + index), index < held ? (HELD[index % HELD.length] ?? null) : null, held))
  return plans.toSorted((one, other) => one.openAt - other.openAt)
}

function planOf(setting: Setting, index: number, rng: Rng, held: (typeof HELD)[number] | null, heldCount: number): CasePlan {
  const { texts, cast } = setting
  const oneOf = <T>(list: readonly T[]): T => list[pickIndex(rng, list.length)] as T
  const twist = held !== null ? 'none' : (ALWAYS[index - heldCount] ?? twistOf(rng))
  const problem = oneOf(texts.problems.filter((it) => suits(it, held?.[0] ?? null, twist)))
  const customer = twist === 'spam' ? stranger(must(cast.customers[0], 'there are customers'), index) : oneOf(cast.customers.filter(({ kind }) => problem.buyers === 'both' || problem.buyers === kind))
  const mailbox = customer.kind === 'company' ? 'business' : 'service'
  const team = must(texts.company.mailboxes.find(({ key }) => key === mailbox), 'the mailbox is there').team
  const of = (role: string): string => oneOf(texts.company.staff.filter((it) => it.role === role && (role !== 'agent' || it.team === team))).number
  return {
    index, problem, customer, mailbox, twist, agent: of('agent'), tech: of('tech_support'),
    mood: problem.urgency === 'urgent' ? oneOf(['worried', 'worried', 'angry']) : oneOf(problem.type === 'fault' ? MOODS : MOODS.filter((mood) => mood !== 'angry')),
    channel: held === null && twist === 'none' && rng() < 0.09 ? 'phone' : 'email',
    hold: held?.[0] ?? null,
    openAt: held === null ? arrival(setting, rng) : heldSince(setting, held, rng),
  }
}

const stranger = (like: DemoCustomer, index: number): DemoCustomer => ({ ...like, kind: 'person', name: '商务合作', company: '', address: `info${index}@promotion.example` })

function twistOf(rng: Rng): Twist {
  let left = rng()
  for (const [twist, share] of TWISTS) {
    left -= share
    if (left < 0) return twist
  }
  return 'none'
}

const GUIDED: ReadonlySet<Hold> = new Set<Hold>(['answer', 'test', 'child', 'callback', 'second-contact', 'second-plan', 'second-effect', 'reopened', 'asked', 'replied'])
const REPAIRED: ReadonlySet<Hold> = new Set<Hold>(['dispatch', 'diagnosis', 'solution', 'consent', 'visit', 'execution'])

/** Whether this problem can come to stand where the case is to be held, or take this turn. */
function suits({ way, urgency, complexity }: Problem, hold: Hold | null, twist: Twist): boolean {
  if (twist === 'child' || twist === 'reopened' || twist === 'restated') return way === 'answer'
  if (twist === 'plan-declined') return way !== 'answer' && urgency === 'ordinary'
  if (hold === 'visit') return way === 'on_site' && complexity === 'complex'
  if (hold === 'diagnosis' || hold === 'dispatch') return way !== 'answer'
  if (hold !== null && REPAIRED.has(hold)) return way !== 'answer' && complexity === 'complex'
  return hold === null || !GUIDED.has(hold) || (way === 'answer' && urgency === 'ordinary')
}

const BY_HOUR = [0.3, 0.1, 0, 0, 0, 0.1, 0.4, 1.2, 3.5, 8, 9.5, 8, 5, 5.5, 8, 8.5, 8, 6, 4.5, 4.5, 4.5, 4, 2.5, 1]

/** Mostly on working days and in office hours, with a little more from month to month. */
function arrival({ now, hours }: Setting, rng: Rng): Instant {
  for (;;) {
    const share = Math.sqrt(rng() * 0.85 + rng() * 0.15)
    const day = later(beginOf(now), Math.floor(share * (SPAN / DAY - 1)) * DAY)
    if (!hours.isWorkday(day) && rng() > 0.22) continue
    const hour = weighted(rng)
    const midnight = instant(Math.floor((day + 8 * HOUR) / DAY) * DAY - 8 * HOUR)
    const at = later(midnight, hour * HOUR + Math.floor(rng() * 60) * MINUTE)
    if (at > beginOf(now) + DAY && at < now - 10 * MINUTE) return at
  }
}

function weighted(rng: Rng): number {
  let left = rng() * BY_HOUR.reduce((sum, weight) => sum + weight, 0)
  return Math.max(0, BY_HOUR.findIndex((weight) => (left -= weight) < 0))
}

const BY_DAY: ReadonlySet<Hold> = new Set<Hold>(['dispatch', 'diagnosis', 'solution', 'visit', 'execution', 'consent'])

/** So long ago that it can have come to where it stands, and not while everybody slept. */
function heldSince({ now, hours }: Setting, [hold, from, to]: (typeof HELD)[number], rng: Rng): Instant {
  let at = later(now, -Math.round((from + rng() * (to - from)) * 60) * MINUTE)
  const early = hours.localHour(at)
  if (BY_DAY.has(hold) && (early < 8.5 || early > 15)) at = instant(at - ((early < 8.5 ? early + 24 : early) - 11) * HOUR)
  return instant(Math.floor(at / MINUTE) * MINUTE)
}
