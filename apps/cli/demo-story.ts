import { must } from '#kernel/assert.ts'
import { later, type Instant } from '#kernel/instant.ts'
import { pickIndex } from '#kernel/rng.ts'
import type { PasswordHasher } from '#capabilities/access/server/password-hasher.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { CasePlan, Telling } from './demo-beat.ts'
import { courseOf } from './demo-course.ts'
import { hoursOf, type Hours } from './demo-hours.ts'
import { openDemoHouse } from './demo-house.ts'
import { settleCompany, type DemoCast } from './demo-people.ts'
import { beginOf, planCases } from './demo-plan.ts'
import { playDemo, type Play, type Played } from './demo-play.ts'
import { readDemoTexts, teller, type DemoTexts } from './demo-texts.ts'

const SEED = 20_261_122
const CUSTOMERS_MAX = 300

export type StoryOptions = { readonly now: Instant; readonly cases: number; readonly seed?: number; readonly hasher?: PasswordHasher; readonly say?: (at: Instant) => void }

/** Half a year of the company, ending now, on a fresh database. */
export async function tellStory(runtime: Runtime, options: StoryOptions): Promise<Played> {
  const { now, cases, seed = SEED, say = () => undefined } = options
  const texts = await readDemoTexts()
  const demo = await openDemoHouse(runtime, beginOf(now), options.hasher === undefined ? {} : { hasher: options.hasher })
  try {
    const cast = await settleCompany(demo.house, texts, Math.min(CUSTOMERS_MAX, Math.max(30, Math.ceil(cases / 3))))
    const hours = hoursOf((await demo.house.live.current()).calendars('office'))
    const plans = planCases({ seed, now, cases, texts, cast, hours })
    const plays = plans.map((plan): Play => playOf({ plan, texts, cast, hours, seed }))
    const played = await playDemo(demo, plays, now, say)
    await readOldNotices(demo.house.db, later(now, -NEWS_MS), now)
    return played
  } finally {
    await demo.close()
  }
}

const NEWS_MS = 2 * 86_400_000

/** Notices of past days were read. */
async function readOldNotices(db: Runtime['db'], before: Instant, now: Instant): Promise<void> {
  await db.query({ text: 'update notifications set read_at = least(created_at + interval \'20 minutes\', $2) where created_at < $1 and read_at is null', values: [new Date(before).toISOString(), new Date(now).toISOString()] })
}

type Making = { readonly plan: CasePlan; readonly texts: DemoTexts; readonly cast: DemoCast; readonly hours: Hours; readonly seed: number }

function playOf({ plan, texts, cast, hours, seed }: Making): Play {
  const tell = teller(texts, seed * 31 + plan.index * 7_919, namesOf(plan, cast, texts))
  const telling: Telling = { plan, tell, hours, cast, at: plan.openAt, told: plan.openAt, signature: tell.phrase(`signature.${plan.customer.kind}`) }
  return { telling, course: courseOf(telling), beat: null, main: null, twin: null }
}

/** What is said of one thread without being chosen anew: who, which machine, which order. */
function namesOf({ index, customer, problem, agent, tech }: CasePlan, cast: DemoCast, texts: DemoTexts): Readonly<Record<string, string>> {
  const colleague = (number: string): string => must(cast.colleagues.get(number), `${number} works here`).name
  const model = problem.models[(index * 7) % problem.models.length] ?? ''
  const digits = String((index * 48_271 + 12_345) % 1_000_000).padStart(6, '0')
  const place = texts.company.places[pickIndex(() => ((index * 37) % 101) / 101, texts.company.places.length)] ?? ''
  return {
    name: customer.name, sender: customer.name, phone: customer.phone, company: customer.company === '' ? customer.name : customer.company, title: customer.title, city: customer.city,
    agent: colleague(agent), tech: colleague(tech), model, place: customer.kind === 'company' ? place : '家里', product: problem.product,
    serial: `${model.replaceAll(/[^A-Z0-9]/g, '')}${digits}`, order: `DD2026${digits}${index % 10}`, bought: '{今年|去年}{三月|四月|五月|六月|九月|十一月}',
  }
}
