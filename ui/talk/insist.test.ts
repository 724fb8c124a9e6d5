import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { insist } from './insist.ts'
import { Problem } from './problem.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** A server that fails so often, for these reasons, and answers then. */
const failing = (...problems: readonly Problem[]) => {
  const tries: number[] = []
  const ask = async (): Promise<string> => {
    tries.push(performance.now())
    const problem = problems[tries.length - 1]
    if (problem !== undefined) throw problem
    return 'done'
  }
  return { tries, ask }
}
const GONE = new Problem(0, 'no_connection')

test('where no answer came it is asked again after one, three and nine seconds; an answer that is still on its way is waited for', async () => {
  const server = failing(GONE, new Problem(409, 'idempotency.in_flight'), new Problem(503, 'http_503'))
  const begun = performance.now()
  const answer = insist(server.ask)
  await vi.advanceTimersByTimeAsync(13_000)
  expect(await answer).toBe('done')
  expect(server.tries.map((at) => at - begun)).toEqual([0, 1_000, 4_000, 13_000])
})

test('a refusal is an answer, and after four tries one gives up', async () => {
  const refused = failing(new Problem(409, 'case_batch.undone_already'))
  await expect(insist(refused.ask)).rejects.toMatchObject({ code: 'case_batch.undone_already' })
  expect(refused.tries).toHaveLength(1)
  const dead = failing(GONE, GONE, GONE, GONE)
  const [answer] = await Promise.allSettled([insist(dead.ask), vi.advanceTimersByTimeAsync(13_000)])
  expect(answer).toEqual({ status: 'rejected', reason: GONE })
  expect(dead.tries).toHaveLength(4)
})

test('whoever has gone meanwhile asks no more', async () => {
  const server = failing(GONE, GONE)
  const going = new AbortController()
  const answer = insist(server.ask, going.signal)
  going.abort()
  const [ended] = await Promise.allSettled([answer, vi.advanceTimersByTimeAsync(1_000)])
  expect(ended).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } })
  expect(server.tries).toHaveLength(1)
})
