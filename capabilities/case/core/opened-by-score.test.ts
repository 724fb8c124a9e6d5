import { expect, test } from 'vitest'
import { openedByScore } from './opened-by-score.ts'

const guide = { children: [{ key: 'second-handling', name: '二次处理', onScore: [{ score: { below: 4 } }] }, { key: 'after-sales', name: '售后问题处理', onScore: [] }] }

test.each([
  ['second-handling', 2, true],
  ['second-handling', 5, false],
  ['after-sales', 2, false],
])('a child of %s beside a score of %i came of the score: %s', (scenario, score, came) => {
  expect(openedByScore(guide, { scenario, score, facts: {} })).toBe(came)
})
