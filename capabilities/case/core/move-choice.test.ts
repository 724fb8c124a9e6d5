import { expect, test } from 'vitest'
import type { MovedCase, RunningCase } from '../move-contract.ts'
import { chosenToMove, inPieces, readTrial } from './move-choice.ts'

const running = (id: string, scenario: string, step: string, teamId: string | null): RunningCase => ({ id, number: id, subject: null, scenario, steps: [step], teamId })
const cases = [running('1', 'after-sales', 'intake', 'a'), running('2', 'after-sales', 'diagnosis', null), running('3', 'second-handling', 'review', 'a')]
const ids = (found: readonly RunningCase[]) => found.map(({ id }) => id)

test('cases are chosen by scenario, step and team; those of nobody too', () => {
  expect(ids(chosenToMove(cases, { scenario: 'after-sales', step: null, team: null }))).toEqual(['1', '2'])
  expect(ids(chosenToMove(cases, { scenario: 'after-sales', step: 'intake', team: 'a' }))).toEqual(['1'])
  expect(ids(chosenToMove(cases, { scenario: 'after-sales', step: null, team: 'none' }))).toEqual(['2'])
})

test('a trial names each step that the new version lacks, with how many cases stand there', () => {
  const moved = (caseId: string, ok: boolean, unmapped: readonly string[], endedClocks: readonly string[] = []): MovedCase => ({ caseId, ok, code: null, message: null, steps: [], unmapped: [...unmapped], endedClocks: [...endedClocks] })
  const trial = readTrial([moved('1', true, [], ['dispatch']), moved('2', false, ['dispatch']), moved('3', false, ['dispatch', 'plan']), moved('4', true, [])])
  expect(trial).toMatchObject({ unmapped: [{ key: 'dispatch', count: 2 }, { key: 'plan', count: 1 }], endedClocks: 1 })
  expect([trial.ok.length, trial.not.length]).toEqual([2, 2])
})

test('many cases are asked in pieces, none twice and none left out', () => {
  expect(inPieces([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inPieces([], 2)).toEqual([])
})
