import type { FlowchartView } from '../../contract.ts'
import { linesIn } from './measure-text.ts'

/** A drawing with its places, in pixels of the drawing. */
export type Point = { readonly x: number; readonly y: number }
export type FlowBox = Point & { readonly key: string; readonly width: number; readonly height: number; readonly row: number }
export type FlowBand = { readonly key: string; readonly name: string; readonly x: number; readonly width: number }
/** Ways that lead from one node to another, drawn as one line; `label` says when it is gone. */
export type FlowWay = { readonly id: string; readonly from: string; readonly to: string; readonly label: string; readonly aside: boolean }
export type FlowLine = FlowWay & { readonly points: readonly Point[]; readonly labelAt: Point }
export type FlowDrawing = { readonly boxes: readonly FlowBox[]; readonly bands: readonly FlowBand[]; readonly lines: readonly FlowLine[]; readonly width: number; readonly height: number }

type Node = FlowchartView['nodes'][number]

export const BOX_WIDTH = 252
const LINE = 22
const PADDING = 12
const END_HEIGHT = 34
/** What is left of the width for words: beside the border, and beside a sign before them. */
const ROOM = BOX_WIDTH - 24
const ROOM_BESIDE_SIGN = ROOM - 20
const SIZE = { name: 13.5, small: 12.5 } as const
const CLAUSES_IN_LINE = 4

/** How large a node is drawn: as many lines as its name, its output, its clauses and each of its clocks need. */
export function boxSize({ lane, name, output, clauses, clocks: keys }: Node, clocks: FlowchartView['clocks']): { readonly width: number; readonly height: number } {
  if (lane === null) return { width: 96, height: END_HEIGHT }
  const lines = [
    linesIn(name, SIZE.name, ROOM_BESIDE_SIGN), output === null ? 0 : linesIn(output, SIZE.small, ROOM), Math.ceil(clauses.length / CLAUSES_IN_LINE),
    ...clocks.filter(({ key }) => keys.includes(key)).map(({ limits }) => linesIn(sayLimits(limits), SIZE.small, ROOM_BESIDE_SIGN)),
  ]
  return { width: BOX_WIDTH, height: lines.reduce((sum, each) => sum + each, 0) * LINE + PADDING }
}

/** The limits of a clock in one line. */
export const sayLimits = (limits: readonly string[]): string => limits.join(' / ')

/** The role in whose lane a node stands: beginning and end stand with the step beside them. */
export function laneOf({ nodes, edges }: FlowchartView, key: string): string | null {
  const laneAt = (other: string | undefined): string | null => nodes.find((node) => node.key === other)?.lane ?? null
  return laneAt(key) ?? laneAt(edges.find(({ from, why }) => from === key && why === 'start')?.to) ?? laneAt(edges.find(({ to }) => to === key)?.from)
}

/** Ways by the two nodes they join. `sayOutcome` names an outcome; a way without conditions beside conditioned ones needs no words. */
export function joinWays(edges: FlowchartView['edges'], words: { readonly outcome: (key: string) => string; readonly reopened: string; readonly or: string }): readonly FlowWay[] {
  const pairs = Map.groupBy(edges, ({ from, to, why }) => `${from} ${to}${why === 'start' || why === 'next' ? '' : ` ${why}`}`)
  return [...pairs].flatMap(([id, ways]) => {
    const [first] = ways
    if (first === undefined) return []
    const said = ways.map(({ on, when, why }) => [...on.map(words.outcome), ...(when === null ? [] : [when]), ...(why === 'reopening' ? [words.reopened] : [])].join(' · '))
    const label = said.includes('') ? '' : [...new Set(said)].join(words.or)
    return [{ id, from: first.from, to: first.to, label, aside: first.why === 'rule' || first.why === 'reopening' }]
  })
}
