import { expect, test } from 'vitest'
import { boxSize, BOX_WIDTH } from './flow-chart.ts'
import { linesIn, widthOf } from './measure-text.ts'

const step = (name: string, limits: readonly string[] = []) => ({
  node: { key: 'step', kind: 'task', name, lane: 'agent', output: null, clauses: [], clocks: limits.length === 0 ? [] : ['clock'], resolves: false, optional: false },
  clocks: limits.length === 0 ? [] : [{ key: 'clock', name: '派单', clauses: [], limits: [...limits] }],
})

test('a Chinese character is as wide as it is high, a Latin one narrower', () => {
  expect(widthOf('派单', 13)).toBe(26)
  expect(widthOf('ab', 10)).toBe(12)
  expect(linesIn('派单', 13, 100)).toBe(1)
})

test('a step is drawn as high as its words need: a long name and long limits take a second line', () => {
  const [short, long, clocked] = [step('派单'), step('请客户在收到方案后的三个工作日之内书面确认方案'), step('派单', ['10 分钟（自然时间）', '10 分钟（工作时间，上班后起算）'])]
  const height = ({ node, clocks }: ReturnType<typeof step>): number => boxSize(node, clocks).height
  expect(height(long)).toBeGreaterThan(height(short))
  expect(height(clocked)).toBe(height(short) + 44)
  expect(boxSize(short.node, short.clocks).width).toBe(BOX_WIDTH)
})
