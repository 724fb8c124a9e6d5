import { expect, test } from 'vitest'
import { instant, type Instant } from '#kernel/instant.ts'
import { clocksInTurn } from './clocks-in-turn.ts'

const clock = (id: string, more: { readonly dueIn?: number; readonly endedIn?: number; readonly byHand?: number }) => ({
  id, key: id, dueAt: at(more.dueIn), endedAt: at(more.endedIn), manual: more.byHand === undefined ? null : { dueAt: instant(more.byHand) },
})
const at = (moment: number | undefined): Instant | null => (moment === undefined ? null : instant(moment))

test('the promises of a case stand in one order, however they come: due next first, then what stands still, then what has ended', () => {
  const clocks = [clock('ended-late', { dueIn: 1, endedIn: 9 }), clock('still', {}), clock('later', { dueIn: 7 }), clock('ended-early', { dueIn: 30, endedIn: 2 }), clock('by-hand', { dueIn: 50, byHand: 6 }), clock('next', { dueIn: 5 }), clock('same-time', { dueIn: 5 })]
  const order = ['next', 'same-time', 'by-hand', 'later', 'still', 'ended-early', 'ended-late']
  expect(clocksInTurn(clocks).map(({ id }) => id)).toEqual(order)
  expect(clocksInTurn(clocks.toReversed()).map(({ id }) => id)).toEqual(order)
})
