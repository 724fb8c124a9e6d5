import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { instant } from '#kernel/instant.ts'
import type { CaseEvent } from './case-event.ts'
import { replayCase } from './replay-case.ts'
import type { CaseAggregate } from './unfolding.ts'
import { upcastEvent, type KeptEvent } from './upcast-event.ts'

type KeptCase = { readonly story: string; readonly events: readonly KeptEvent[]; readonly ends: CaseAggregate }

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../../tests/data/events/${file}.json`, import.meta.url), 'utf8')) as readonly KeptCase[]
const stored = ['case-v1', 'case-v1-handed-and-told-afterwards'].flatMap(read)
const at = instant(Date.UTC(2026, 10, 23, 2))

function present(kept: KeptEvent): CaseEvent {
  const read = upcastEvent(kept)
  return must(read.ok ? read.event : null, `${kept.type} ${kept.v} can be read`)
}

test.each(stored.map((it) => [it.story, it.ends.state.number, it] as const))('a log stored in version 1 still leads to the case it led to: %s %s', (_story, _number, { events, ends }) => {
  expect(replayCase(events.map(present))).toEqual(ends)
})

test.each(['"contactedAt":', '"asOf":', '"unsent":true', '"via":"handed"', '"type":"case.link_given"'])('the stored log has %s', (what) => {
  expect(stored.some(({ events }) => JSON.stringify(events).includes(what))).toBe(true)
})

test('the stored log knows nearly everything that can happen to a case', () => {
  expect(new Set(stored.flatMap(({ events }) => events.map(({ type }) => type))).size).toBeGreaterThanOrEqual(53)
})

test.each([
  ['a version of tomorrow', { type: 'case.noted', v: 2 }],
  ['a version nobody wrote', { type: 'case.noted', v: 0 }],
  ['half a version', { type: 'case.noted', v: 1.5 }],
  ['an event of tomorrow', { type: 'case.praised', v: 1 }],
  ['a name that every object has', { type: 'constructor', v: 1 }],
])('%s is refused by name, not guessed at', (_title, { type, v }) => {
  expect(upcastEvent({ type, v, at, data: {} })).toEqual({ ok: false, refusal: { code: 'case.event_unknown', params: { type, v } } })
})

test('what a stored event says of its type and time cannot be overruled by its data', () => {
  expect(upcastEvent({ type: 'case.resolved', v: 1, at, data: { type: 'case.closed', at: 0 } })).toEqual({ ok: true, event: { type: 'case.resolved', at } })
})
