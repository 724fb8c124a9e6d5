/** One measured line: the value, and what it is to something measured in the same run. `goal` is in words; a bench never fails on time. */
export type BenchRow = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly ratio?: number
  readonly against?: string
  readonly goal?: string
}

/** How big a run is: `quick` for CI, `full` for the numbers that are quoted. */
export type Scale = 'quick' | 'full'

/** Lines that belong to a bench but are no numbers: plans and counts. */
export type Say = (line: string) => void
