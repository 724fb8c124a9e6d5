import { expect, test } from 'vitest'
import { pathOf, type Lived, type PathWay } from './case-path.ts'

const steps = ['intake', 'answer', 'dispatch', 'diagnosis', 'consent', 'closing', 'callback']
const way = (from: string, to: string, more: Partial<PathWay> = {}): PathWay => ({ from, to, on: [], when: null, why: 'next', ...more })
const ways: readonly PathWay[] = [
  way('start', 'intake', { why: 'start' }),
  way('intake', 'dispatch', { when: { urgency: 'urgent' } }),
  way('intake', 'answer'),
  way('answer', 'dispatch', { when: { 'answer.result': 'unsolved' } }),
  way('answer', 'closing'),
  way('dispatch', 'diagnosis'),
  way('diagnosis', 'consent'),
  way('consent', 'diagnosis', { on: ['declined'] }),
  way('consent', 'closing'),
  way('closing', 'answer', { on: ['declined'] }),
  way('closing', 'callback'),
  way('callback', 'end'),
]
const lived = (key: string, status = 'done', round = 1): Lived => ({ key, status, round, form: key })
const path = (lives: readonly Lived[], facts = {}, over = false) => pathOf({ steps, ways, lived: lives, facts, over }).map(({ key, state }) => `${key} ${state}`)

test('before the intake is done, only what every course passes is sure to come', () => {
  expect(path([lived('intake', 'active')])).toEqual(['intake active', 'answer maybe', 'dispatch maybe', 'diagnosis maybe', 'consent maybe', 'closing ahead', 'callback ahead'])
})

test('an urgent matter goes by way of dispatch', () => {
  expect(path([lived('intake', 'active')], { urgency: 'urgent' })).toEqual(['intake active', 'answer maybe', 'dispatch ahead', 'diagnosis ahead', 'consent ahead', 'closing ahead', 'callback ahead'])
})

test('a solution that was declined begins a second round, and the rest still comes', () => {
  const lives = [lived('intake'), lived('dispatch'), lived('diagnosis', 'active', 2), lived('consent')]
  expect(pathOf({ steps, ways, lived: lives, facts: { urgency: 'urgent' }, over: false }).find(({ key }) => key === 'diagnosis')).toEqual({ key: 'diagnosis', state: 'active', round: 2 })
  expect(path(lives, { urgency: 'urgent' })).toEqual(['intake done', 'answer maybe', 'dispatch done', 'diagnosis active', 'consent ahead', 'closing ahead', 'callback ahead'])
})

test('what an open form said in an earlier round settles nothing now', () => {
  expect(path([lived('intake'), lived('answer', 'active', 2)], { urgency: 'ordinary', 'answer.result': 'unsolved' })).toContain('dispatch maybe')
})

test('a side branch that only goes round when the customer declines promises nothing, and brings nothing back', () => {
  const aside = [...ways, way('intake', 'need'), way('need', 'restate', { on: ['declined'] }), way('restate', 'need')]
  const seen = pathOf({ steps: ['intake', 'need', 'restate', 'answer'], ways: aside, lived: [lived('intake'), lived('need', 'active')], facts: { urgency: 'ordinary' }, over: false })
  expect(seen.map(({ key, state }) => `${key} ${state}`)).toEqual(['intake done', 'need active', 'restate maybe'])
})

test('nothing comes any more when the case is over', () => {
  expect(path([lived('intake'), lived('answer', 'dropped')], {}, true)).toEqual(['intake done', 'answer dropped'])
})
