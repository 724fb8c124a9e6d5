import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { must } from '#kernel/assert.ts'
import { Problem } from './problem.ts'
import { useCommand } from './use-command.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

type Command = ReturnType<typeof useCommand<string, string>>
type Asked = { readonly input: string; readonly key: string }

/** A button of a screen, and what it asks of a server that fails so often, for these reasons, and answers then. */
function button(...problems: readonly Problem[]) {
  const asked: Asked[] = []
  const run = async (input: string, key: string): Promise<string> => {
    asked.push({ input, key })
    const problem = problems[asked.length - 1]
    if (problem !== undefined) throw problem
    return `${input} done`
  }
  const commands: Command[] = []
  const Screen = ({ hand }: { readonly hand: (command: Command) => void }) => {
    hand(useCommand({ run }))
    return null
  }
  renderToString(createElement(QueryClientProvider, { client: new QueryClient() }, createElement(Screen, { hand: (command) => void commands.push(command) })))
  return { asked, press: must(commands[0], 'the screen has its button') }
}
const keysOf = (asked: readonly Asked[], input: string): number => new Set(asked.flatMap((each) => (each.input === input ? [each.key] : []))).size
const ended = async (...answers: readonly Promise<string>[]) => (await Promise.all([Promise.allSettled(answers), vi.advanceTimersByTimeAsync(60_000)]))[0]
const LOST = new Problem(0, 'no_connection')

test('a double click asks once, and both presses have its answer', async () => {
  const { asked, press } = button()
  press.mutate('save')
  expect(await ended(press.mutateAsync('save'), press.mutateAsync('save'))).toEqual(Array.from({ length: 2 }, () => ({ status: 'fulfilled', value: 'save done' })))
  expect(asked).toHaveLength(1)
})

test('where no answer came it is tried again under the same key, whatever else is asked meanwhile', async () => {
  const { asked, press } = button(LOST)
  await ended(press.mutateAsync('one'), press.mutateAsync('other'))
  expect(asked.map(({ input }) => input)).toEqual(['one', 'other', 'one'])
  expect([keysOf(asked, 'one'), keysOf(asked, 'other')]).toEqual([1, 1])
})

test('a first try that is still under way at the server is waited for, it is no answer', async () => {
  const { asked, press } = button(new Problem(504, 'http_504'), new Problem(409, 'idempotency.in_flight'))
  expect(await ended(press.mutateAsync('save'))).toEqual([{ status: 'fulfilled', value: 'save done' }])
  expect([asked.length, keysOf(asked, 'save')]).toEqual([3, 1])
})

test('pressed again after all tries were lost it is the same intention, until something else was wanted', async () => {
  const { asked, press } = button(LOST, LOST, LOST, LOST)
  await ended(press.mutateAsync('on'))
  await ended(press.mutateAsync('on'))
  expect([asked.length, keysOf(asked, 'on')]).toEqual([5, 1])
  await ended(press.mutateAsync('on'))
  expect(keysOf(asked, 'on')).toBe(2)
})

test('what was lost and then wanted otherwise is a new intention when it is wanted again', async () => {
  const { asked, press } = button(LOST, LOST, LOST, LOST)
  await ended(press.mutateAsync('on'))
  await ended(press.mutateAsync('off'))
  await ended(press.mutateAsync('on'))
  expect(keysOf(asked, 'on')).toBe(2)
})

test('a refusal is an answer: whoever presses again means it anew', async () => {
  const { asked, press } = button(new Problem(409, 'case.closed'))
  await ended(press.mutateAsync('close'))
  await ended(press.mutateAsync('close'))
  expect(keysOf(asked, 'close')).toBe(2)
})
