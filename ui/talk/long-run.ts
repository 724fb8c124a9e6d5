import { useSyncExternalStore } from 'react'
import { newKey } from './call.ts'
import { insist } from './insist.ts'

/** A piece of what is done to many, with a key of its own: however often it is asked, it happens once. */
export type Piece<R> = () => Promise<R>

export function keyed<R>(ask: (key: string) => Promise<R>): Piece<R> {
  const key = newKey()
  return async () => ask(key)
}

/** Asks piece by piece; `told` after each of them. Whoever aborts it ends it before the next. */
export async function askEach<R>(pieces: readonly Piece<R>[], told: (report: R) => void, signal?: AbortSignal): Promise<void> {
  for (const piece of pieces) {
    signal?.throwIfAborted()
    told(await insist(piece, signal))
  }
}

/**
 * Something that is done to `total` of them, piece by piece. `rest`: the pieces without an answer. Of the first of them nobody knows
 * whether it was done: it is asked again under its key. `problem`: why it stopped.
 */
export type LongRun<R> = { readonly state: 'running' | 'done' | 'stopped'; readonly total: number; readonly reports: readonly R[]; readonly rest: readonly Piece<R>[]; readonly problem: unknown }

/** What is about to begin. */
export const begun = <R>(total: number, rest: readonly Piece<R>[]): LongRun<R> => ({ state: 'running', total, reports: [], rest, problem: null })

/** Runs that go on by themselves while one looks at something else; there is one at a time, and the last one stays until it is forgotten. */
export function longRuns<R, Run extends LongRun<R>>() {
  let run: Run | null = null
  const watchers = new Set<() => void>()
  const keep = (next: Run | null): void => {
    run = next
    for (const watcher of watchers) watcher()
  }
  const watch = (watcher: () => void): (() => void) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }
  return {
    /** Begins it, or goes on where it was interrupted; `ended` reads again what it changed. */
    goOn: async (from: Run, ended: () => void): Promise<void> => {
      let sofar: Run = { ...from, state: 'running', problem: null }
      keep(sofar)
      try {
        await askEach(from.rest, (report) => {
          sofar = { ...sofar, reports: [...sofar.reports, report], rest: sofar.rest.slice(1) }
          keep(sofar)
        })
        keep({ ...sofar, state: 'done' })
      } catch (problem) {
        keep({ ...sofar, state: 'stopped', problem })
      }
      ended()
    },
    forget: (): void => keep(null),
    useRun: (): Run | null => useSyncExternalStore(watch, () => run),
  }
}
