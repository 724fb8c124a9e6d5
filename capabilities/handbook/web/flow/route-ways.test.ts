import { expect, test } from 'vitest'
import type { FlowchartView } from '../../contract.ts'
import { joinWays, type FlowDrawing, type Point } from './flow-chart.ts'
import { placeBoxes } from './place-boxes.ts'
import { routeWays } from './route-ways.ts'

const step = (key: string, lane: string | null) => ({ key, kind: 'task', name: key, lane, output: null, clauses: [], clocks: [], resolves: false, optional: false })
const way = (from: string, to: string, when: string | null = null, why = 'next') => ({ from, to, on: [], when, why })
const chart: FlowchartView = {
  key: 'after-sales', name: '售后问题处理', lanes: [{ key: 'agent', name: '客服专员' }, { key: 'tech_support', name: '技术支持' }], clocks: [],
  nodes: [step('start', null), step('intake', 'agent'), step('answer', 'agent'), step('diagnosis', 'tech_support'), step('closing', 'agent'), step('end', null)],
  edges: [way('start', 'intake', null, 'start'), way('intake', 'diagnosis', '紧急度：紧急'), way('intake', 'answer'), way('answer', 'closing'), way('diagnosis', 'closing'), way('closing', 'answer', '否定'), way('diagnosis', 'diagnosis', '未完'), way('closing', 'end'), way('end', 'answer', null, 'reopening')],
}
const ranked = ['start', 'intake', 'answer', 'diagnosis', 'closing', 'end'].map((key, at) => ({ key, x: key === 'diagnosis' ? 300 : 0, y: at * 100 }))
const ways = joinWays(chart.edges, { outcome: (key) => key, reopened: '重新打开', or: '，或' })
const drawing: FlowDrawing = routeWays(placeBoxes(chart, ranked), ways)

const crosses = ([a, b]: readonly [Point, Point], box: FlowDrawing['boxes'][number]): boolean =>
  Math.max(a.x, b.x) > box.x + 1 && Math.min(a.x, b.x) < box.x + box.width - 1 && Math.max(a.y, b.y) > box.y + 1 && Math.min(a.y, b.y) < box.y + box.height - 1

test('every step stands in the lane of its role, beginning and end with the step beside them', () => {
  const bandOf = (key: string) => drawing.bands.find(({ x, width }) => drawing.boxes.some((box) => box.key === key && box.x >= x && box.x + box.width <= x + width))?.key
  expect(['start', 'intake', 'answer', 'diagnosis', 'closing', 'end'].map(bandOf)).toEqual(['agent', 'agent', 'agent', 'tech_support', 'agent', 'agent'])
})

test('every way is drawn from its step to the next with right angles, and through no other step', () => {
  expect(drawing.lines.map(({ id }) => id).toSorted()).toEqual(ways.map(({ id }) => id).toSorted())
  for (const { id, points } of drawing.lines) {
    const pieces = points.slice(1).map((point, at) => [points[at] ?? point, point] as const)
    expect(pieces.every(([a, b]) => a.x === b.x || a.y === b.y), id).toBe(true)
    expect(drawing.boxes.filter((box) => pieces.some((piece) => crosses(piece, box))).map(({ key }) => key), id).toEqual([])
  }
})

test('ways that join the same two steps are one line, which needs no words where one of them is always open', () => {
  const joined = joinWays([way('intake', 'need', '紧急度：紧急'), way('intake', 'need')], { outcome: (key) => key, reopened: '重新打开', or: '，或' })
  expect(joined).toMatchObject([{ from: 'intake', to: 'need', label: '' }])
})
