import { join } from 'node:path'
import { moveIn } from '#apps/server/house.ts'
import { runCases } from '#capabilities/case/server/run-cases.ts'
import type { Id } from '#kernel/id.ts'
import { HOUR, later } from '#kernel/instant.ts'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log/log.ts'
import { openRuntime, systemTime } from '#platform/runtime.ts'
import type { BenchHouse } from './bench-house.ts'

/** Cases that the product itself made, to be copied: some at work, some that are over. */
export type TemplateCases = { readonly open: readonly Id[]; readonly closed: readonly Id[] }

const OF_EACH = 4
/** Of twenty that are over, so many never were a case for us: two clocks each where a solved case has four, so that ten million go on one disk. */
const DISMISSED = 18
const SOLVED = 2

type Course = (house: BenchHouse, at: string) => Promise<unknown>

/** Plays each course several times over HTTP, as a colleague would; the call-back of what is solved is made when its day has come. */
export async function playTemplateCases(house: BenchHouse): Promise<TemplateCases> {
  const open = await playAll(house, OPEN, OF_EACH * OPEN.length)
  const dismissed = await playAll(house, [dismiss], DISMISSED)
  const called = await playAll(house, [solve], SOLVED)
  await callBack(house, called)
  return { open, closed: [...dismissed, ...called] }
}

async function playAll(house: BenchHouse, courses: readonly Course[], count: number): Promise<readonly Id[]> {
  const ids: Id[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const id = await house.openCase()
    await courses[turn % courses.length]!(house, `/api/v1/cases/${id}`)
    ids.push(id)
  }
  return ids
}

const INTAKE = { codes: { urgency: 'ordinary', type: 'question', complexity: 'simple' }, words: { symptom: '开机报错 E-042', need: '恢复打印' } }

const takeIn = ({ askAsAgent: ask }: BenchHouse, at: string, codes: object = {}) => ask('POST', `${at}/steps/intake/completion`, { form: { ...INTAKE, codes: { ...INTAKE.codes, ...codes } } })
const answer = ({ askAsAgent: ask }: BenchHouse, at: string) => ask('POST', `${at}/steps/answer/completion`, { form: { codes: { result: 'answered' }, words: { answer: '已更换定影组件' } } })

/** The customer says on the telephone that it works. */
async function confirm({ askAsAgent: ask }: BenchHouse, at: string): Promise<void> {
  const { steps } = (await ask('GET', at)) as { readonly steps: readonly { readonly status: string; readonly confirmationId: Id | null }[] }
  for (const { status, confirmationId } of steps) if (status === 'active' && confirmationId !== null) await ask('POST', `${at}/confirmations/${confirmationId}/answer`, { confirmed: true, note: '客户在电话里确认' })
}

const dismiss: Course = ({ askAsAgent: ask }, at) => ask('POST', `${at}/dismissal`, { dismissal: 'withdrawn' })

const solve: Course = async (house, at) => {
  await takeIn(house, at)
  await house.askAsAgent('POST', `${at}/contacts`, { reached: true })
  await answer(house, at)
  await confirm(house, at)
}

/** Just arrived; taken in; waiting to be handed on; answered, and the customer is asked. */
const OPEN: readonly Course[] = [
  async () => undefined,
  (house, at) => takeIn(house, at),
  (house, at) => takeIn(house, at, { urgency: 'urgent', type: 'fault' }),
  async (house, at) => {
    await takeIn(house, at)
    await answer(house, at)
  },
]

/** A day later: every second customer is reached and gives a score. */
async function callBack({ database, agent }: BenchHouse, ids: readonly Id[]): Promise<void> {
  const runtime = await openRuntime(readConfig({ DATABASE_URL: database.url, CARELOOP_DATA: join(database.folder, 'house') }), createLog('error'))
  try {
    const at = later(systemTime(), 30 * HOUR)
    const { cases } = await moveIn({ ...runtime, now: () => at }, async () => [])
    const { newId } = runtime
    const results = await runCases(cases, ids.map((caseId, index) => {
      const reached = index % 2 === 0
      const form = { recordId: newId(), codes: { reached: reached ? 'answered' : 'unreached' }, fields: [] }
      return {
        caseId, commandId: newId(), requestId: null, actor: { kind: 'staff', id: agent.id, roles: ['agent'], overrides: false } as const,
        command: { type: 'completeStep', at, step: 'callback', form, assign: null, answer: reached ? { score: 5, aspects: {} } : null } as const,
      }
    }))
    for (const result of results) if (!result.ok) throw new Error(`a template does not close: ${result.refusal.code}`)
  } finally {
    await runtime.connection.close()
  }
}
