import type { FlowchartView } from '../../contract.ts'
import { boxSize, BOX_WIDTH, laneOf, type FlowBand, type FlowBox } from './flow-chart.ts'

/** Where the layout of the graph alone put a node; only the order matters, rows from above and places from the left. */
export type Ranked = { readonly key: string; readonly x: number; readonly y: number }
/** Nodes in the lanes of their roles; rows have no height between them yet. */
export type Placed = { readonly boxes: readonly FlowBox[]; readonly bands: readonly FlowBand[]; readonly rows: readonly number[] }

const GAP = 64
const SAME_ROW = 8

/**
 * Puts every node into the lane of its role, in its row; those of one lane and row stand side by side. `rows` holds the height of each.
 * The lanes take the whole `width` where they need less.
 */
export function placeBoxes(chart: FlowchartView, ranked: readonly Ranked[], width = 0): Placed {
  const rowYs = ranked.map(({ y }) => y).toSorted((a, b) => a - b).filter((y, at, all) => at === 0 || y - (all[at - 1] ?? 0) > SAME_ROW)
  const rowOf = ({ y }: Ranked): number => rowYs.findLastIndex((top) => y >= top - 0.5)
  const cells = Map.groupBy(ranked.toSorted((a, b) => a.x - b.x), (node) => `${rowOf(node)} ${laneOf(chart, node.key) ?? ''}`)
  const bands = bandsOf(chart, cells, width)
  const rows = rowYs.map((_y, row) => Math.max(...ranked.filter((node) => rowOf(node) === row).map(({ key }) => sizeOf(chart, key).height)))
  const boxes = [...cells.values()].flatMap((cell) => {
    const sizes = cell.map(({ key }) => sizeOf(chart, key))
    const used = sizes.reduce((sum, size) => sum + size.width, 0)
    const band = bands.find(({ key }) => key === (laneOf(chart, cell[0]?.key ?? '') ?? ''))
    const gap = ((band?.width ?? 0) - used) / (cell.length + 1)
    let x = (band?.x ?? 0) + gap
    return cell.map((node, at): FlowBox => {
      const size = sizes[at] ?? { width: 0, height: 0 }
      const box = { key: node.key, x, y: 0, row: rowOf(node), ...size }
      x += size.width + gap
      return box
    })
  })
  return { boxes, bands, rows }
}

function sizeOf(chart: FlowchartView, key: string): { readonly width: number; readonly height: number } {
  const node = chart.nodes.find((each) => each.key === key)
  return node === undefined ? { width: 0, height: 0 } : boxSize(node, chart.clocks)
}

function bandsOf({ lanes }: FlowchartView, cells: ReadonlyMap<string, readonly Ranked[]>, width: number): readonly FlowBand[] {
  const needed = lanes.map(({ key }) => {
    const most = Math.max(1, ...[...cells].filter(([cell]) => cell.split(' ')[1] === key).map(([, nodes]) => nodes.length))
    return most * BOX_WIDTH + (most + 1) * GAP
  })
  const stretch = Math.max(1, width / needed.reduce((sum, each) => sum + each, 0))
  let x = 0
  return lanes.map(({ key, name }, at) => {
    const band = { key, name, x, width: Math.floor((needed[at] ?? 0) * stretch) }
    x += band.width
    return band
  })
}
