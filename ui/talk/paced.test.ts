import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from './paced.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

test('a tab that comes back with fifty cases says so without being sent away: never more than ten within a second', () => {
  const said: { key: number; at: number }[] = []
  const pace = paced<number, string>((key) => said.push({ key, at: performance.now() }), 10)
  for (let key = 0; key < 50; key += 1) pace.ask(key, 'viewing')
  vi.advanceTimersByTime(10_000)
  expect(said.map(({ key }) => key)).toEqual(Array.from({ length: 50 }, (_none, key) => key))
  for (const { at } of said) expect(said.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(10)
})

test('of what changed while waiting only the last is said', () => {
  const said: string[] = []
  const pace = paced<string, string>((key, value) => said.push(`${key} ${value}`), 1)
  pace.ask('a', 'viewing')
  pace.ask('b', 'viewing')
  pace.ask('b', 'replying')
  vi.advanceTimersByTime(5_000)
  expect(said).toEqual(['a viewing', 'b replying'])
})

test('what belongs to a connection that is gone is forgotten', () => {
  const said: string[] = []
  const pace = paced<string, string>((key) => said.push(key), 1)
  pace.ask('a', 'viewing')
  pace.ask('b', 'viewing')
  pace.clear()
  vi.advanceTimersByTime(5_000)
  expect(said).toEqual(['a'])
})
