/** Nearest-rank percentile of measured times; 0 when nothing was measured. */
export function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0
}

/** Milliseconds that some work took, and its answer. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly answer: T }> {
  const start = performance.now()
  const answer = await work()
  return { ms: performance.now() - start, answer }
}

/** Repeats synchronous work until about `ms` have passed; answers how often a second. The clock is read once in `block` turns. */
export function perSecond(ms: number, work: (turn: number) => void, block = 1_000): number {
  for (let turn = 0; turn < block * 5; turn += 1) work(turn)
  const start = performance.now()
  let turns = 0
  while (performance.now() - start < ms) {
    for (let turn = 0; turn < block; turn += 1) work(turns + turn)
    turns += block
  }
  return turns / ((performance.now() - start) / 1_000)
}
