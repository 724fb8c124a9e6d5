import type { FlowBox, FlowDrawing, FlowLine, FlowWay, Point } from './flow-chart.ts'
import { linesIn, widthOf } from './measure-text.ts'
import type { Placed } from './place-boxes.ts'

const MARGIN = 16
const SLOT = 14
const LABEL_SLOT = 26
const CHANNEL_MIN = 34
const TRACK_APART = 14
const LABEL_CHARACTER = 12.5
/** A longer one breaks into lines; as flow-line.module.css has it. */
const LABEL_MAX = 260
const LABEL_LINE = 18
const HEAD = 44

/** A way between rows: it leaves below its source into a channel, runs down or up a track beside the boxes, and enters its target from above. */
type Course = { readonly way: FlowWay; readonly from: FlowBox; readonly to: FlowBox; readonly out: number; readonly into: number; readonly track: number | null }
type Ported = Course & { readonly leaves: number; readonly enters: number }
type Stretch = { readonly course: Ported; readonly channel: number; readonly left: number; readonly right: number; readonly tall: number; readonly straight: boolean; slot: number }

/** Draws every way with right angles between placed boxes: none runs through a box, and none runs along another. */
export function routeWays({ boxes, bands, rows }: Placed, ways: readonly FlowWay[]): FlowDrawing {
  const at = new Map(boxes.map((box) => [box.key, box]))
  const joined = ways.flatMap((way) => {
    const [from, to] = [at.get(way.from), at.get(way.to)]
    return from === undefined || to === undefined ? [] : [{ way, from, to }]
  })
  const courses = withPorts(withTracks(joined.filter(({ from, to }) => from !== to), boxes))
  const stretches = inSlots(courses.flatMap(stretchesOf))
  const channels = [-1, ...rows.keys()].map((channel) => Math.max(CHANNEL_MIN, MARGIN + stretches.filter((each) => each.channel === channel).reduce((most, { slot, tall }) => Math.max(most, slot + tall), 0)))
  const tops = rows.map((_height, row) => HEAD + channels.slice(0, row + 1).reduce((sum, height) => sum + height, 0) + rows.slice(0, row).reduce((sum, height) => sum + height, 0))
  const placed = boxes.map((box) => ({ ...box, y: (tops[box.row] ?? 0) + ((rows[box.row] ?? 0) - box.height) / 2 }))
  const space = { channelTop: (channel: number): number => (channel < 0 ? HEAD : (tops[channel] ?? 0) + (rows[channel] ?? 0)), boxes: new Map(placed.map((box) => [box.key, box])) }
  const lines = [...courses.map((course) => lineOf(course, stretches, space)), ...joined.filter(({ from, to }) => from === to).map(({ way }) => loopOf(way, space.boxes))]
  const height = space.channelTop(rows.length - 1) + (channels.at(-1) ?? 0)
  const width = bands.reduce((sum, band) => sum + band.width, 0)
  return { boxes: placed, bands, lines, width, height }
}

type Joined = { readonly way: FlowWay; readonly from: FlowBox; readonly to: FlowBox }
const centre = ({ x, width }: FlowBox): number => x + width / 2

/** Ways that cross rows get a track of their own, short ones first. */
function withTracks(joined: readonly Joined[], boxes: readonly FlowBox[]): readonly Course[] {
  const taken: { readonly x: number; readonly top: number; readonly bottom: number }[] = []
  const span = ({ from, to }: Joined): number => Math.abs(to.row - 1 - from.row)
  return joined.toSorted((a, b) => span(a) - span(b)).map((each): Course => {
    const [out, into] = [each.from.row, each.to.row - 1]
    if (out === into) return { ...each, out, into, track: null }
    const [top, bottom] = [Math.min(out, into), Math.max(out, into)]
    const crossed = boxes.filter(({ row }) => row > top && row <= bottom)
    const free = (x: number): boolean =>
      crossed.every((box) => x < box.x - MARGIN || x > box.x + box.width + MARGIN) && taken.every((other) => Math.abs(other.x - x) >= TRACK_APART || other.bottom < top || other.top > bottom)
    const x = nearestFree(each, free)
    taken.push({ x, top, bottom })
    return { ...each, out, into, track: x }
  })
}

function nearestFree({ from, to }: Joined, free: (x: number) => boolean): number {
  const [a, b] = [centre(from), centre(to)]
  const [left, right] = [Math.min(from.x, to.x) - 400, Math.max(from.x + from.width, to.x + to.width) + 400]
  let best = left
  let least = Number.POSITIVE_INFINITY
  for (let x = left; x <= right; x += 2) {
    const cost = Math.abs(x - a) + Math.abs(x - b)
    if (cost >= least || !free(x)) continue
    best = x
    least = cost
  }
  return best
}

/** Ways leave and enter a box side by side, in the order of where they go and come from. */
function withPorts(courses: readonly Course[]): readonly Ported[] {
  const spread = (box: FlowBox, mine: readonly Course[], course: Course, toward: (each: Course) => number): number => {
    const ordered = mine.toSorted((a, b) => toward(a) - toward(b))
    return box.x + (box.width * (ordered.indexOf(course) + 1)) / (ordered.length + 1)
  }
  return courses.map((course) => {
    const leaving = courses.filter(({ from }) => from === course.from)
    const entering = courses.filter(({ to }) => to === course.to)
    const leaves = spread(course.from, leaving, course, (each) => each.track ?? centre(each.to))
    const enters = spread(course.to, entering, course, (each) => each.track ?? centre(each.from))
    // A port above and a port below on one line would run along each other.
    return { ...course, leaves, enters: entering.length > 1 || leaving.length > 1 ? enters + 5 : enters }
  })
}

const labelWidth = (label: string): number => Math.min(LABEL_MAX, widthOf(label, LABEL_CHARACTER) + 12)
const labelHeight = (label: string): number => LABEL_SLOT + (linesIn(label, LABEL_CHARACTER, LABEL_MAX - 12) - 1) * LABEL_LINE

/** What a way needs of its channels: a level stretch in the one below its source (with its words) and in the one above its target. */
function stretchesOf(course: Ported): readonly Stretch[] {
  const { way: { label }, leaves, enters, track, out, into } = course
  const wide = label === '' ? 0 : labelWidth(label)
  const stretch = (channel: number, a: number, b: number, words: number): Stretch => {
    const middle = (a + b) / 2
    return { course, channel, left: Math.min(a, b, middle - words / 2), right: Math.max(a, b, middle + words / 2), tall: words > 0 ? labelHeight(label) : SLOT, straight: Math.abs(a - b) < 1, slot: 0 }
  }
  return track === null ? [stretch(out, leaves, enters, wide)] : [stretch(out, leaves, track, wide), stretch(into, track, enters, 0)]
}

/** Stretches of a channel lie one under the other where they would touch: those that go on downwards from the left first. */
function inSlots(stretches: readonly Stretch[]): readonly Stretch[] {
  const settled: Stretch[] = []
  for (const stretch of stretches.toSorted((a, b) => a.channel - b.channel || a.right - a.left - (b.right - b.left))) {
    if (stretch.straight && stretch.right - stretch.left < 1) continue
    const beside = settled.filter((other) => other.channel === stretch.channel && other.left < stretch.right + MARGIN && other.right > stretch.left - MARGIN)
    let slot = 0
    for (const other of beside.toSorted((a, b) => a.slot - b.slot)) if (other.slot < slot + stretch.tall && slot < other.slot + other.tall) slot = other.slot + other.tall
    settled.push({ ...stretch, slot })
  }
  return settled
}

type Space = { readonly channelTop: (channel: number) => number; readonly boxes: ReadonlyMap<string, FlowBox> }

function lineOf(course: Ported, stretches: readonly Stretch[], { channelTop, boxes }: Space): FlowLine {
  const { way, leaves, enters, track, out, into } = course
  const [from, to] = [boxes.get(way.from), boxes.get(way.to)]
  const level = (channel: number): number => {
    const mine = stretches.find((each) => each.course === course && each.channel === channel)
    return channelTop(channel) + MARGIN / 2 + (mine === undefined ? SLOT / 2 : mine.slot + mine.tall / 2)
  }
  const start = { x: leaves, y: (from?.y ?? 0) + (from?.height ?? 0) }
  const end = { x: enters, y: to?.y ?? 0 }
  const first = level(out)
  if (track === null) return { ...way, points: tidy([start, { x: leaves, y: first }, { x: enters, y: first }, end]), labelAt: { x: (leaves + enters) / 2, y: first } }
  const last = level(into)
  const points = [start, { x: leaves, y: first }, { x: track, y: first }, { x: track, y: last }, { x: enters, y: last }, end]
  return { ...way, points: tidy(points), labelAt: { x: (leaves + track) / 2, y: first } }
}

/** A step that follows itself: a small loop at its right side. */
function loopOf(way: FlowWay, boxes: ReadonlyMap<string, FlowBox>): FlowLine {
  const box = boxes.get(way.from)
  const [right, top, bottom] = [(box?.x ?? 0) + (box?.width ?? 0), (box?.y ?? 0) + 14, (box?.y ?? 0) + (box?.height ?? 0) - 14]
  const out = right + 22
  return { ...way, points: [{ x: right, y: bottom }, { x: out, y: bottom }, { x: out, y: top }, { x: right, y: top }], labelAt: { x: right + MARGIN / 2, y: bottom + 14 + MARGIN - 2 } }
}

/** Without points on one spot, and without such as lie on a straight line. */
function tidy(points: readonly Point[]): readonly Point[] {
  const apart = points.filter((point, at) => at === 0 || point.x !== points[at - 1]?.x || point.y !== points[at - 1]?.y)
  return apart.filter((point, at) => {
    const [before, after] = [apart[at - 1], apart[at + 1]]
    return before === undefined || after === undefined || !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y))
  })
}
