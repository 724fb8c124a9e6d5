import { pickIndex, type Rng } from '#kernel/rng.ts'
import { SCENARIO, type DrillHouse } from './drill-house.ts'

/** A command over HTTP. `answered` once the server has said 2xx; `refused` where it may say no; until then nobody knows. */
export type AskedCommand = {
  readonly kind: 'open' | 'reply' | 'note' | 'step' | 'survey'
  readonly key: string
  readonly url: string
  readonly body: Readonly<Record<string, unknown>>
  /** What it leaves behind: a subject, a text, or the key of a step; an invitation for a score. */
  readonly mark: string
  readonly case: KnownCase | null
  outcome: 'unknown' | 'answered' | 'refused'
  /** What was said last while there was no answer yet. */
  heard: string
  wrong: string | null
  caseId: string | null
}
/** A case that commands are given on, one at a time. */
export type KnownCase = { readonly id: string; readonly byMail: boolean; stage: 'intake' | 'work' | 'rating' | 'done'; busy: boolean }

/** Everything asked so far, and the requests that wait for an answer at this instant. `met`: every case ever known, also those that were put aside for newer ones. */
export type Asking = { readonly commands: AskedCommand[]; readonly cases: KnownCase[]; readonly met: Set<string>; inFlight: number }

const ANSWER_MS = 15_000
const KNOWN_MAX = 60
let asked = 0

export const newAsking = (): Asking => ({ commands: [], cases: [], met: new Set(), inFlight: 0 })

/** Chooses a command and asks it; settles when there is an answer or certainly none. */
export async function askSomething(house: DrillHouse, asking: Asking, rng: Rng): Promise<void> {
  const dice = rng()
  const free = asking.cases.filter(({ busy, stage }) => !busy && stage !== 'done')
  const writable = free.filter(({ byMail }) => byMail)
  if (dice < 0.3 || free.length === 0) return ask(house, asking, opening())
  if (dice < 0.6 && writable.length > 0) return ask(house, asking, onCase(writable[pickIndex(rng, writable.length)]!, 'reply'))
  const chosen = free[pickIndex(rng, free.length)]!
  if (dice < 0.7) return ask(house, asking, onCase(chosen, 'note'))
  if (chosen.stage === 'rating') return rate(house, asking, chosen)
  return ask(house, asking, stepOf(chosen))
}

const fresh = (kind: AskedCommand['kind']) => ({ kind, key: `drill-${process.pid}-${++asked}`, outcome: 'unknown' as const, heard: 'nothing', wrong: null, caseId: null })

function opening(): AskedCommand {
  const made = fresh('open')
  return { ...made, url: '/api/v1/cases', body: { scenario: SCENARIO, channel: 'phone', subject: made.key, text: '来电' }, mark: made.key, case: null }
}

function onCase(known: KnownCase, kind: 'reply' | 'note'): AskedCommand {
  const made = fresh(kind)
  const body = kind === 'reply' ? { text: made.key, undoSeconds: 0 } : { text: made.key }
  return { ...made, url: `/api/v1/cases/${known.id}/${kind === 'reply' ? 'replies' : 'notes'}`, body, mark: made.key, case: known }
}

function stepOf(known: KnownCase): AskedCommand {
  const { stage } = known
  const words = stage === 'intake' ? { symptom: '无法开机' } : { finding: '已更换' }
  return { ...fresh('step'), url: `/api/v1/cases/${known.id}/steps/${stage}/completion`, body: { form: { words } }, mark: stage, case: known }
}

/** The customer's score is entered twice at the same time: one of them counts. */
async function rate(house: DrillHouse, asking: Asking, known: KnownCase): Promise<void> {
  known.busy = true
  const invitation = await invitationOf(house, asking, known)
  known.busy = false
  if (invitation === null) return
  const score = (value: number): AskedCommand => ({ ...fresh('survey'), url: `/api/v1/cases/${known.id}/surveys/${invitation}/answer`, body: { score: value }, mark: invitation, case: known })
  await Promise.all([ask(house, asking, score(5)), ask(house, asking, score(4))])
}

async function invitationOf(house: DrillHouse, asking: Asking, { id }: KnownCase): Promise<string | null> {
  const answer = await send(house, asking, { method: 'GET', url: `/api/v1/cases/${id}` })
  const steps = (answer?.body['steps'] ?? []) as readonly { readonly key: string; readonly invitationId: string | null }[]
  return steps.find(({ key }) => key === 'rating')?.invitationId ?? null
}

async function ask(house: DrillHouse, asking: Asking, command: AskedCommand): Promise<void> {
  asking.commands.push(command)
  if (command.case !== null) command.case.busy = true
  await askAgain(house, asking, command)
}

/** The same request with the same key: done once, however often it is asked. */
export async function askAgain(house: DrillHouse, asking: Asking, command: AskedCommand): Promise<void> {
  const answer = await send(house, asking, { method: 'POST', url: command.url, body: command.body, key: command.key })
  if (answer === null || answer.status >= 500 || codeOf(answer) === 'idempotency.in_flight') {
    command.heard = answer === null ? 'nothing' : `${answer.status} ${JSON.stringify(answer.body)}`
    return
  }
  const settledBefore = command.kind === 'survey' && /invitation_settled|case\.closed/.test(codeOf(answer))
  command.outcome = answer.status < 300 ? 'answered' : 'refused'
  if (command.outcome === 'refused' && !settledBefore) command.wrong = `${answer.status} ${JSON.stringify(answer.body)}`
  command.caseId = String(answer.body['case'] ?? (answer.body['ids'] as Record<string, unknown> | undefined)?.['case'] ?? '')
  learn(asking, command)
}

function learn(asking: Asking, command: AskedCommand): void {
  const known = command.case
  if (command.kind === 'open' && command.caseId !== null) remember(asking, { id: command.caseId, byMail: false, stage: 'intake', busy: false })
  if (known === null) return
  known.busy = false
  if (command.kind === 'step') known.stage = known.stage === 'intake' ? 'work' : 'rating'
  if (command.kind === 'survey') known.stage = 'done'
}

/** Keeps the newest cases. One that was put aside is not met again: how far it has come would be forgotten. */
export function remember({ cases, met }: Asking, known: KnownCase): void {
  if (met.has(known.id)) return
  met.add(known.id)
  cases.push(known)
  const spare = cases.findIndex(({ busy }) => !busy)
  if (cases.length > KNOWN_MAX && spare >= 0) cases.splice(spare, 1)
}

type Request = { readonly method: 'GET' | 'POST'; readonly url: string; readonly body?: object; readonly key?: string }
const codeOf = ({ body }: Answer): string => String((body['error'] as Record<string, unknown> | undefined)?.['code'] ?? '')
type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

async function send({ processes, apiKey }: DrillHouse, asking: Asking, { method, url, body, key }: Request): Promise<Answer | null> {
  asking.inFlight++
  try {
    const response = await fetch(`${processes.web.address}${url}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  } catch {
    return null
  } finally {
    asking.inFlight--
  }
}
