import { begun, keyed, longRuns, type LongRun, type Piece } from '#ui/talk/long-run.ts'
import { inPieces } from '../../core/move-choice.ts'
import type { MovedCase, MoveReport } from '../../move-contract.ts'
import { askCase } from '../pieces/case-api.ts'

/** So many cases go with one request. */
const PIECE = 50

export type MoveAsked = { readonly caseIds: readonly string[]; readonly handbookId: string; readonly steps: Readonly<Record<string, string | null>> }

/** A move that is done, or only tried. */
export const piecesOfMove = ({ caseIds, handbookId, steps }: MoveAsked, dryRun: boolean): readonly Piece<MoveReport>[] =>
  inPieces(caseIds, PIECE).map((piece) => keyed(async (key) => askCase('POST /api/v1/version-moves', { body: { caseIds: [...piece], handbookId, steps: { ...steps }, dryRun } }, { key })))

export const movedIn = (reports: readonly MoveReport[]): readonly MovedCase[] => reports.flatMap(({ items }) => items)

/** A move under way. */
export type MoveRun = LongRun<MoveReport>

const moves = longRuns<MoveReport, MoveRun>()

/** Begins a move and lets it go on by itself. */
export const beginMove = async (asked: MoveAsked, ended: () => void): Promise<void> => moves.goOn(begun(asked.caseIds.length, piecesOfMove(asked, false)), ended)

/** Goes on where it was interrupted. */
export const continueMove = moves.goOn
export const forgetMove = moves.forget
/** The move that goes on, or the last one until it is forgotten. */
export const useMoveRun = moves.useRun
