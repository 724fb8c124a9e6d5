import { holds, type Condition, type Facts } from '#capabilities/handbook/core/condition.ts'

type Question = { readonly acceptsWord: boolean; readonly writtenWhen: Condition | null; readonly wordIfUnsent: boolean }
type Guide = { readonly steps: readonly { readonly key: string; readonly kind: string }[]; readonly ways: readonly { readonly from: string; readonly to: string }[] }

/** How a question to the customer can be answered: by word, said to a colleague who writes it down, or in writing alone. `unsent`: no message could carry it. */
export function wordCounts({ acceptsWord, writtenWhen, wordIfUnsent }: Question, { facts, unsent }: { readonly facts: Facts; readonly unsent: boolean }): boolean {
  if (!acceptsWord) return false
  return writtenWhen === null || (unsent && wordIfUnsent) || !holds(writtenWhen, facts)
}

/** Whether a step may lead to a question that a message carries to the customer. */
export const leadsToQuestion = ({ steps, ways }: Guide, key: string): boolean =>
  ways.some(({ from, to }) => from === key && steps.some((step) => step.key === to && step.kind === 'confirmation'))
