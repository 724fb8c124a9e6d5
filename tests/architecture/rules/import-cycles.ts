import { findImports } from '../find-imports.ts'
import type { Breach, SourceFile } from '../source-file.ts'

/** No file reaches itself through its imports. Imports of types alone are let pass: they vanish before the code runs. */
export function importCycles(files: readonly SourceFile[]): readonly Breach[] {
  const paths = new Set(files.map((file) => file.path))
  const graph = new Map<string, readonly string[]>()
  for (const file of files) {
    const targets = findImports(file).flatMap((found) => (!found.typeOnly && found.target !== null && paths.has(found.target) ? [found.target] : []))
    graph.set(file.path, targets)
  }
  const seen = new Set<string>()
  const cycles = new Map<string, readonly string[]>()
  for (const path of graph.keys()) walk({ path, trail: [], graph, seen, cycles })
  return [...cycles.values()].map((cycle) => ({
    path: cycle[0] ?? '',
    line: 1,
    what: `imports itself: ${[...cycle, cycle[0]].join(' → ')}`,
    remedy: 'move what both need into a file of its own below them',
  }))
}

type Walk = {
  readonly path: string
  readonly trail: readonly string[]
  readonly graph: ReadonlyMap<string, readonly string[]>
  readonly seen: Set<string>
  readonly cycles: Map<string, readonly string[]>
}

function walk({ path, trail, graph, seen, cycles }: Walk): void {
  const start = trail.indexOf(path)
  if (start !== -1) {
    const cycle = trail.slice(start)
    cycles.set([...cycle].sort().join(), cycle)
    return
  }
  if (seen.has(path)) return
  for (const next of graph.get(path) ?? []) walk({ path: next, trail: [...trail, path], graph, seen, cycles })
  seen.add(path)
}
