import { expect, it } from 'vitest'
import { instant } from '#kernel/instant.ts'
import { systemIds } from '#platform/runtime.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import { appendEvents } from './append-events.ts'
import type { NewEvent } from './append-events.ts'

const at = instant(Date.UTC(2026, 10, 23, 1))

it('events stand in the log in the order given, and no stream has two of one version', async () => {
  const { db, drop } = await freshDatabase()
  const streamId = systemIds()
  const event = (version: number, type: string): NewEvent => ({
    id: systemIds(), streamKind: 'case', streamId, version, type, v: 1, occurredAt: at, recordedAt: at,
    actor: { kind: 'user', id: null }, command: 'openCase', commandId: streamId, requestId: null, data: { class: 'urgent' },
  })
  await db.write([appendEvents([event(1, 'case.opened'), event(2, 'clock.started'), event(3, 'case.assigned')])])
  const { rows } = await db.query({ text: 'select type, version, data from events order by seq', values: [] })
  expect(rows.map(({ type }) => type)).toEqual(['case.opened', 'clock.started', 'case.assigned'])
  expect(rows[0]).toMatchObject({ version: 1, data: { class: 'urgent' } })
  await expect(db.write([appendEvents([event(3, 'case.closed')])])).rejects.toMatchObject({ code: 'db.conflict', params: { constraint: 'events_stream_version' } })
  await drop()
})
