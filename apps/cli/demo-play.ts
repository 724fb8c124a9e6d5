import { runCases, type CaseRequest } from '#capabilities/case/server/run-cases.ts'
import { loadedCases, readCases } from '#capabilities/case/server/store.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, HOUR, instant, later, MINUTE, type Instant } from '#kernel/instant.ts'
import { HttpProblem } from '#platform/http/problem.ts'
import type { Statement } from '#platform/db/database.ts'
import type { Beat, Course, Deed, Standings, Telling } from './demo-beat.ts'
import { callRequest, colleagueRequest, customerRequests } from './demo-deeds.ts'
import type { DemoHouse } from './demo-house.ts'
import { openPostbox, type Postbox } from './demo-postbox.ts'

/** A course on stage: what comes next, and which cases it has made. */
export type Play = { readonly telling: Telling; readonly course: Course; beat: Beat | null; main: Id | null; twin: Id | null }
/** What was said no to; none in a good play. */
export type Refused = { readonly what: string; readonly code: string; readonly index: number }
export type Played = { readonly refused: readonly Refused[]; readonly commands: number }

type Stage = { readonly demo: DemoHouse; readonly now: Instant; readonly postbox: Postbox; readonly queue: Play[]; /** How far each case has come. */ readonly reached: Map<Id, Instant>; readonly refused: Refused[]; commands: number; /** The last call that was begun to be taken down. */ call: Promise<unknown> }

/** Far back five weeks at a time are played together, later a day; of the last days nothing is far from its place in the log. */
const SLICES: readonly { readonly before: number; readonly lasts: number }[] = [
  { before: 21 * DAY, lasts: 35 * DAY },
  { before: 3 * DAY, lasts: DAY },
  { before: 0, lasts: 4 * HOUR },
]
/** What a colleague does in one go is decided in one go. */
const ONE_GO = 5 * MINUTE
const BATCH = 100
/** The tables grow and change faster than the database notices by itself: the slices before which it is told, and what it is told about. */
const TIDIED_BEFORE: ReadonlySet<number> = new Set([1, 2, 3, 4, 8, 14, 20])
const tidy: Statement = { text: 'vacuum (analyze, parallel 0) cases, outbox, audience, clocks, messages, events, case_records, inbound_mails, customers, contact_points', values: [] }

/** Plays all courses together, slice by slice of virtual time, until now: what is due is decided in batches, then every wish is carried out. */
export async function playDemo(demo: DemoHouse, plays: readonly Play[], now: Instant, say: (at: Instant) => void): Promise<Played> {
  const stage: Stage = { demo, now, postbox: openPostbox(demo), queue: [], reached: new Map(), refused: [], commands: 0, call: Promise.resolve() }
  for (const play of plays) {
    next(play, null)
    enqueue(stage, play)
  }
  let slices = 0
  for (let from = await nextInstant(stage); from !== null && from < now; from = await nextInstant(stage)) {
    if (TIDIED_BEFORE.has(slices++)) await demo.house.db.query(tidy)
    const until = endOfSlice(from, now)
    while (await round(stage, until)) say(until)
  }
  await demo.settle(now)
  return { refused: stage.refused, commands: stage.commands }
}

function endOfSlice(from: Instant, now: Instant): Instant {
  const { before, lasts } = must(SLICES.find((slice) => from < now - slice.before), 'a slice begins before now')
  return instant(Math.min(from + lasts, Math.max(now - before, from + HOUR), now))
}

/** The course goes on to what it does next. */
function next(play: Play, standings: Standings | null): void {
  const step = standings === null ? play.course.next() : play.course.next(standings)
  const before = play.beat?.at
  play.beat = step.done === true ? null : { ...step.value, at: onTheMinute(step.value.at, before) }
}

/** Instants are whole; nothing comes before what was before. */
const onTheMinute = (at: Instant, before: Instant | undefined): Instant => instant(Math.max(before ?? 0, Math.floor(at / MINUTE) * MINUTE))

/** The queue is kept in the order of time. */
function enqueue({ queue }: Stage, play: Play): void {
  if (play.beat === null) return
  const { at } = play.beat
  let [low, high] = [0, queue.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((queue[middle]?.beat?.at ?? 0) <= at) low = middle + 1
    else high = middle
  }
  queue.splice(low, 0, play)
}

const wakes: Statement = { name: 'demo.wakes', text: 'select id, wake_at from cases where wake_at is not null order by wake_at, id limit 4000', values: [] }

async function nextInstant({ demo, queue }: Stage): Promise<Instant | null> {
  const { rows } = await demo.house.db.query(wakes)
  const woken = (rows[0]?.['wake_at'] ?? null) as Instant | null
  const beat = queue[0]?.beat?.at ?? null
  return woken === null || (beat !== null && beat < woken) ? beat : woken
}

type Acting = { readonly play: Play; readonly beats: readonly Beat[]; readonly standings: Standings }

/** Everything of this slice that can be done side by side; false when nothing is left of it. */
async function round(stage: Stage, until: Instant): Promise<boolean> {
  const { rows } = await stage.demo.house.db.query(wakes)
  const due = new Map(rows.flatMap((row): readonly (readonly [Id, Instant])[] => ((row['wake_at'] as Instant) < until ? [[row['id'] as Id, row['wake_at'] as Instant]] : [])))
  const ready: Play[] = []
  while ((stage.queue[0]?.beat?.at ?? until) < until) ready.push(must(stage.queue.shift(), 'the queue has a first'))
  if (ready.length === 0 && due.size === 0) return false
  const [acting, waiting] = await sorted(stage, ready, due)
  for (const play of waiting) enqueue(stage, play)
  const busy = new Set(acting.flatMap(({ standings }) => Object.values(standings).flatMap((state) => (state === null ? [] : [state.id]))))
  const awake = [...due].filter(([id]) => !busy.has(id)).map(([caseId, at]) => timeReached(stage, caseId, at))
  await perform(stage, acting, awake)
  await stage.demo.settle(until)
  for (const { play, of, caseId } of await stage.postbox.arrived()) play[of] = caseId
  for (const { play } of acting) enqueue(stage, play)
  return true
}

/** Time comes to a case that may have gone on a little already. */
const timeReached = ({ demo, reached }: Stage, caseId: Id, at: Instant): CaseRequest => ({ caseId, command: { type: 'timeReached', at: later(at, Math.max(0, (reached.get(caseId) ?? at) - at)) }, actor: { kind: 'system' }, commandId: demo.house.newId(), requestId: null })

/** Courses whose cases first have something to do by themselves wait for the next round. */
async function sorted(stage: Stage, ready: readonly Play[], due: ReadonlyMap<Id, Instant>): Promise<readonly [readonly Acting[], readonly Play[]]> {
  const states = await statesOf(stage, ready)
  const acting: Acting[] = []
  const waiting: Play[] = []
  for (const play of ready) {
    const beat = must(play.beat, 'who is ready has something to do')
    const main = play.main === null ? null : (states.get(play.main) ?? null)
    const child = main?.children.at(-1)?.id
    const standings = { main, twin: play.twin === null ? null : (states.get(play.twin) ?? null), child: child === undefined ? null : (states.get(child) ?? null) }
    const early = Object.values(standings).some((state) => state !== null && (due.get(state.id) ?? later(beat.at, 1)) <= beat.at)
    if (early) waiting.push(play)
    else acting.push({ play, beats: inOneGo(play, standings, stage.now), standings })
  }
  return [acting, waiting]
}

/** The beat that is due, and what follows it at once without asking how the case stands by then. A letter is taken in first. */
function inOneGo(play: Play, standings: Standings, now: Instant): readonly Beat[] {
  const beats: Beat[] = []
  let last = must(play.beat, 'who is ready has something to do')
  for (;;) {
    beats.push(last)
    next(play, standings)
    const { beat } = play
    if (beat?.plain !== true || last.plain !== true || beat.at > last.at + ONE_GO || beat.at >= now) return beats
    last = beat
  }
}

async function statesOf({ demo }: Stage, plays: readonly Play[]): Promise<ReadonlyMap<Id, CaseState>> {
  const read = async (ids: readonly Id[]): Promise<readonly (readonly [Id, CaseState])[]> => {
    if (ids.length === 0) return []
    const loaded = loadedCases(await demo.house.db.query(readCases(ids)), { rows: [], rowCount: 0 })
    return [...loaded].map(([id, { aggregate }]) => [id, aggregate.state] as const)
  }
  const own = await read(plays.flatMap(({ main, twin }) => [main, twin].flatMap((id) => (id === null ? [] : [id]))))
  return new Map([...own, ...(await read(own.flatMap(([, state]) => state.children.map(({ id }) => id))))])
}

/** Letters go into the postbox; commands are made as their doors make them and decided in one batch. */
async function perform(stage: Stage, acting: readonly Acting[], awake: readonly CaseRequest[]): Promise<void> {
  const requests: { readonly request: CaseRequest; readonly index: number }[] = awake.map((request) => ({ request, index: -1 }))
  const letters: Parameters<Postbox['post']>[0][number][] = []
  const asked = await Promise.all(acting.map(async (act) => {
    const made: Indexed[] = []
    for (const beat of act.beats) {
      const deed = beat.does(act.standings)
      if (deed?.kind === 'letter') letters.push({ play: act.play, deed, at: beat.at })
      else if (deed !== null) for (const request of await stage.demo.at(beat.at, () => requestsFor(stage, act, deed, beat.at))) made.push({ request, index: act.play.telling.plan.index })
    }
    return made
  }))
  requests.push(...asked.flat())
  for (const { request } of requests) stage.reached.set(request.caseId, request.command.at)
  const ordered = requests.toSorted((one, other) => one.request.command.at - other.request.command.at)
  await Promise.all([stage.postbox.post(letters), ...lanes(ordered).map((lane) => decideAll(stage, lane))])
}

/** Two lanes, and every case in one of them: while the database writes the one, the other is decided. */
const lanes = (requests: readonly Indexed[]): readonly (readonly Indexed[])[] => [0, 1].map((lane) => requests.filter(({ request }) => Number.parseInt(request.caseId.slice(-1), 16) % 2 === lane))

async function decideAll(stage: Stage, requests: readonly Indexed[]): Promise<void> {
  for (let from = 0; from < requests.length; from += BATCH) await decide(stage, requests.slice(from, from + BATCH))
}

async function requestsFor(stage: Stage, { play, standings }: Acting, deed: Exclude<Deed, { kind: 'letter' }>, at: Instant): Promise<readonly CaseRequest[]> {
  const { plan, cast } = play.telling
  const colleague = (number: string) => must(cast.colleagues.get(number), `${number} works here`)
  if (deed.kind === 'call-in') {
    const request = await inTurn(stage, () => callRequest(stage.demo, { customer: plan.customer, who: colleague(plan.agent), deed, at }))
    play.main = request.caseId
    return [request]
  }
  const state = standings[deed.of]
  if (state === null) return []
  if (deed.kind !== 'ask') return customerRequests(stage.demo, deed, state, at)
  return [await colleagueRequest(stage.demo, { state, who: colleague(deed.who), request: deed.request, at })]
}

/** Calls take their numbers in the order in which they came in. */
function inTurn<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
  const mine = stage.call.then(work)
  stage.call = mine
  return mine
}

type Indexed = { readonly request: CaseRequest; readonly index: number }

/** Whoever asks for what they may not do spoils no batch: then each asks alone. */
async function decide(stage: Stage, batch: readonly Indexed[]): Promise<void> {
  stage.commands += batch.length
  const { cases } = stage.demo.house
  try {
    const results = await runCases(cases, batch.map(({ request }) => request))
    for (const [position, result] of results.entries()) if (!result.ok) refuse(stage, must(batch[position], 'one result each'), result.refusal.code)
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error
    const [only] = batch
    if (batch.length === 1 && only !== undefined) return refuse(stage, only, error.code)
    for (const one of batch) await decide(stage, [one])
  }
}

const refuse = ({ refused }: Stage, { request, index }: Indexed, code: string): void => void refused.push({ what: request.command.type === 'completeStep' ? `completeStep ${request.command.step}` : request.command.type, code, index })

