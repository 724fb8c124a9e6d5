import { afterAll, beforeAll, expect, test } from 'vitest'
import { replayCase } from '#capabilities/case/core/replay-case.ts'
import { upcastEvent } from '#capabilities/case/core/upcast-event.ts'
import { must } from '#kernel/assert.ts'
import type { Instant } from '#kernel/instant.ts'
import { stories } from '#scenarios/stories.ts'
import { instantOf } from '#sim/stage.ts'
import { defaultManual } from '#tests/conformance/default-handbook.ts'
import { openShadow, shadowed, type Shadow } from '#tests/conformance/shell-shadow.ts'

const manual = await defaultManual()
let shadow: Shadow
beforeAll(async () => {
  shadow = await openShadow(instantOf('2026-01-05T09:00:00+08:00'))
})
afterAll(() => shadow?.house.close())

const rows = async (text: string, ...values: readonly unknown[]) => (await shadow.house.fresh.db.query({ text, values: [...values] })).rows

test.each(['late-low-score', 'reply-reopens', 'merge-and-undo', 'class-changed-while-paused'])('the events in the database, replayed, are exactly the rows of its cases and clocks: %s', async (key) => {
  await shadowed(shadow, must(stories.find((story) => story.key === key), `there is a story ${key}`), manual)
  const cases = await rows('select id, version, state from cases order by number')
  expect(cases.length).toBeGreaterThan(0)
  for (const { id, version, state } of cases) {
    const kept = await rows('select type, v, occurred_at, data from events where stream_id = $1 order by version', id)
    const clocks = await rows('select state from clocks where case_id = $1 order by started_at, id', id)
    const history = kept.map((row) => {
      const read = upcastEvent({ type: String(row['type']), v: Number(row['v']), at: row['occurred_at'] as Instant, data: row['data'] as Record<string, unknown> })
      return must(read.ok ? read.event : null, 'what the product wrote it can read')
    })
    const replayed = replayCase(history)
    expect(kept).toHaveLength(Number(version))
    expect(replayed.state).toEqual(state)
    expect(replayed.clocks.toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))).toEqual(clocks.map((row) => row['state']))
  }
})
