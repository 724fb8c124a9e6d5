import type { FlowchartView } from '../../contract.ts'
import type { SayHandbook } from '../pieces/use-handbook-words.ts'
import { joinWays, type FlowWay } from './flow-chart.ts'

const OUTCOMES = ['confirmed', 'declined', 'lapsed', 'answered', 'done', 'unreached'] as const

/** The ways of a drawing with their words. */
export const waysInWords = (chart: FlowchartView, say: SayHandbook): readonly FlowWay[] =>
  joinWays(chart.edges, { outcome: (key) => sayOutcome(key, say), reopened: say('flow.reopened'), or: say('flow.or') })

function sayOutcome(key: string, say: SayHandbook): string {
  const known = OUTCOMES.find((outcome) => outcome === key)
  return known === undefined ? key : say(`outcome.${known}`)
}
