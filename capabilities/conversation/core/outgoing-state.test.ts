import { expect, test } from 'vitest'
import { isMoving, outgoingState } from './outgoing-state.ts'

const WRITTEN = '2026-11-23T01:00:00.000Z'
const NOW = Date.parse(WRITTEN)
const planned = (sendAt: string, now = NOW) => outgoingState({ state: 'planned', createdAt: WRITTEN, sendAt }, now)

test('a reply can be taken back while its seconds run', () => {
  expect(planned('2026-11-23T01:00:10.000Z')).toEqual({ kind: 'going', seconds: 10 })
  expect(planned('2026-11-23T01:00:10.000Z', NOW + 9_200)).toEqual({ kind: 'going', seconds: 1 })
  expect(planned('2026-11-23T01:00:10.000Z', NOW + 10_000)).toEqual({ kind: 'sending' })
})

test('what was wanted for later is scheduled until its hour', () => {
  expect(planned('2026-11-23T10:00:00.000Z')).toEqual({ kind: 'scheduled' })
  expect(planned('2026-11-23T10:00:00.000Z', Date.parse('2026-11-23T10:00:01.000Z'))).toEqual({ kind: 'sending' })
})

test('what the channel or a person has said stands, and what the customer wrote has no such state', () => {
  expect(['claimed', 'sent', 'failed', 'uncertain', 'cancelled'].map((state) => outgoingState({ state, createdAt: WRITTEN, sendAt: WRITTEN }, NOW)?.kind)).toEqual(['sending', 'sent', 'failed', 'uncertain', 'cancelled'])
  expect(outgoingState({ state: null, createdAt: WRITTEN, sendAt: null }, NOW)).toBeNull()
})

test('only what is about to change is looked at again', () => {
  expect([planned('2026-11-23T01:00:10.000Z'), planned('2026-11-23T10:00:00.000Z'), null].map(isMoving)).toEqual([true, false, false])
})
