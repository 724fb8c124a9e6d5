import { useSyncExternalStore } from 'react'
import { newKey } from '#ui/talk/call.ts'
import { inPieces } from '../../core/move-choice.ts'
import type { MovedCase } from '../../move-contract.ts'
import { askCase } from '../pieces/case-api.ts'

/** So many cases go with one request. */
const PIECE = 50

export type MoveAsked = { readonly caseIds: readonly string[]; readonly handbookId: string; readonly steps: Readonly<Record<string, string | null>> }

/** Tries or does a move piece by piece; `told` after each of them. */
export async function runMove({ caseIds, handbookId, steps }: MoveAsked, dryRun: boolean, told: (items: readonly MovedCase[]) => void): Promise<readonly MovedCase[]> {
  const items: MovedCase[] = []
  for (const piece of inPieces(caseIds, PIECE)) {
    const report = await askCase('POST /api/v1/version-moves', { body: { caseIds: [...piece], handbookId, steps: { ...steps }, dryRun } }, { key: newKey() })
    items.push(...report.items)
    told(items)
  }
  return items
}

/** A move that goes on while one looks at something else; there is one at a time. */
export type MoveRun = { readonly total: number; readonly number: number; readonly items: readonly MovedCase[]; readonly state: 'running' | 'done' | 'stopped'; readonly problem: unknown }

let run: MoveRun | null = null
const watchers = new Set<() => void>()
const keep = (next: MoveRun | null): void => {
  run = next
  for (const watcher of watchers) watcher()
}

/** Begins a move and lets it go on by itself; `number` is that of the version, `onEnd` reads again what it changed. */
export async function beginMove(asked: MoveAsked, number: number, onEnd: () => void): Promise<void> {
  const begun: MoveRun = { total: asked.caseIds.length, number, items: [], state: 'running', problem: null }
  keep(begun)
  try {
    const items = await runMove(asked, false, (so) => keep({ ...begun, items: [...so] }))
    keep({ ...begun, items, state: 'done' })
  } catch (problem) {
    keep({ ...begun, items: run?.items ?? [], state: 'stopped', problem })
  }
  onEnd()
}

export const forgetMove = (): void => keep(null)

/** The move that goes on, or the last one until it is forgotten. */
export const useMoveRun = (): MoveRun | null =>
  useSyncExternalStore((watcher) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }, () => run)
