import type { FlowchartView } from '../../contract.ts'

/** A drawing with its places, in pixels of the drawing. */
export type Point = { readonly x: number; readonly y: number }
export type FlowBox = Point & { readonly key: string; readonly width: number; readonly height: number; readonly row: number }
export type FlowBand = { readonly key: string; readonly name: string; readonly x: number; readonly width: number }
/** Ways that lead from one node to another, drawn as one line; `label` says when it is gone. */
export type FlowWay = { readonly id: string; readonly from: string; readonly to: string; readonly label: string; readonly aside: boolean }
export type FlowLine = FlowWay & { readonly points: readonly Point[]; readonly labelAt: Point }
export type FlowDrawing = { readonly boxes: readonly FlowBox[]; readonly bands: readonly FlowBand[]; readonly lines: readonly FlowLine[]; readonly width: number; readonly height: number }

type Node = FlowchartView['nodes'][number]

export const BOX_WIDTH = 208
const LINE = 22
const PADDING = 12
const END_HEIGHT = 34

/** How large a node is drawn: a line for its name, one for its output, one for its clauses, one for each clock. */
export function boxSize({ lane, output, clauses, clocks }: Node): { readonly width: number; readonly height: number } {
  if (lane === null) return { width: 96, height: END_HEIGHT }
  const lines = 1 + (output === null ? 0 : 1) + (clauses.length === 0 ? 0 : 1) + clocks.length
  return { width: BOX_WIDTH, height: lines * LINE + PADDING }
}

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
