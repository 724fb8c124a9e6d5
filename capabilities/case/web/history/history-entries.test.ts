import { expect, test } from 'vitest'
import { entriesOf, type HistoryEvent } from './history-entries.ts'

const event = (id: string, type: string, command: string, more: Partial<HistoryEvent> = {}): HistoryEvent =>
  ({ id, type, command, occurredAt: '2026-11-20T09:30:00Z', recordedAt: '2026-11-20T09:30:00Z', actorKind: 'staff', actorId: 'lin-fang', commandId: command, data: {}, ...more })

test('a reply and the promise it kept are one entry, the next command another', () => {
  const entries = entriesOf([event('1', 'case.replied', 'reply'), event('2', 'clock.stopped', 'reply'), event('3', 'case.noted', 'note')], false)
  expect(entries.map(({ event: { type }, followed }) => [type, followed.map((each) => each.event.type)])).toEqual([['case.replied', ['clock.stopped']], ['case.noted', []]])
})

test('inner workings are left out until somebody asks for everything', () => {
  const events = [event('1', 'case.waiting_started', 'wait'), event('2', 'case.timer_set', 'wait')]
  expect(entriesOf(events, false)[0]?.followed).toEqual([])
  expect(entriesOf(events, true)[0]?.followed).toHaveLength(1)
})
