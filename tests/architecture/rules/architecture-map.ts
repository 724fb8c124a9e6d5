import type { Breach, SourceFile } from '../source-file.ts'

const MAP = 'ARCHITECTURE.md'
const DEPTH_MAX = 2

/** ARCHITECTURE.md names every folder two levels deep, and names none that is gone. Rooms to come stand under a heading of their own. */
export function architectureMap(files: readonly SourceFile[]): readonly Breach[] {
  const map = files.find((file) => file.path === MAP)
  if (map === undefined) return [{ path: MAP, line: 1, what: 'is missing', remedy: 'draw the annotated tree there' }]
  const existing = new Set(files.flatMap((file) => foldersOf(file.path)))
  const drawn = readMap(map.text)
  const unnamed = [...existing].filter((folder) => !drawn.some((entry) => entry.folder === folder)).map((folder) => ({
    path: MAP, line: 1, what: `does not name ${folder}/`, remedy: `add a line for ${folder}/ that says what lives there`,
  }))
  const gone = drawn.filter((entry) => !entry.toCome && !existing.has(entry.folder)).map((entry) => ({
    path: MAP, line: entry.line, what: `names ${entry.folder}/, which does not exist`, remedy: 'remove the line, or move it to the rooms to come',
  }))
  return [...unnamed, ...gone]
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1).slice(0, DEPTH_MAX)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

type Drawn = { readonly folder: string; readonly line: number; readonly toCome: boolean }

/** Reads the fenced trees: two spaces of indent per level, the folder ends in a slash, the rest is its annotation. */
function readMap(text: string): readonly Drawn[] {
  const drawn: Drawn[] = []
  let fenced = false
  let toCome = false
  let trail: string[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('## ')) toCome = /to come|之后/i.test(line)
    if (line.startsWith('```')) fenced = !fenced
    const entry = fenced ? /^(?<indent> *)(?<path>[\w.-]+(?:\/[\w.-]+)*)\/(?:\s|$)/.exec(line)?.groups : undefined
    if (entry === undefined) continue
    const level = Math.floor((entry['indent'] ?? '').length / 2)
    trail = [...trail.slice(0, level), entry['path'] ?? '']
    drawn.push({ folder: trail.join('/'), line: index + 1, toCome })
  }
  return drawn
}
