import type { MovedCase, RunningCase } from '../move-contract.ts'

/** Which running cases are meant: of one scenario, and where given of one step and one team (`none`: of no team). */
export type MoveChoice = { readonly scenario: string; readonly step: string | null; readonly team: string | null }

export const chosenToMove = (cases: readonly RunningCase[], { scenario, step, team }: MoveChoice): readonly RunningCase[] =>
  cases.filter((each) => each.scenario === scenario && (step === null || each.steps.includes(step)) && (team === null || (each.teamId ?? 'none') === team))

/** How often each key comes, the most frequent first. */
export function countEach(keys: readonly string[]): readonly { readonly key: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].map(([key, count]) => ({ key, count })).toSorted((a, b) => b.count - a.count)
}

/** What a trial says: what can move, what cannot, and which steps somebody has to say something about. */
export type MoveTrial = { readonly ok: readonly MovedCase[]; readonly not: readonly MovedCase[]; readonly unmapped: readonly { readonly key: string; readonly count: number }[]; readonly endedClocks: number }

export function readTrial(items: readonly MovedCase[]): MoveTrial {
  const ok = items.filter((item) => item.ok)
  return { ok, not: items.filter((item) => !item.ok), unmapped: countEach(items.flatMap(({ unmapped }) => unmapped)), endedClocks: ok.filter(({ endedClocks }) => endedClocks.length > 0).length }
}

/** Pieces of a list, each small enough for one request. */
export const inPieces = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_nothing, at) => list.slice(at * size, (at + 1) * size))
