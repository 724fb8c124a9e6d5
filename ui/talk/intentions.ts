import { must } from '#kernel/assert.ts'
import { newKey } from './call.ts'

/** One thing the user wants done. `answer`: while it is under way. */
type Intention<A> = { readonly key: string; readonly answer: Promise<A> | null }

/** What the user wants done by one command, told apart by its input: each under one key until it has been answered, however often it is asked. */
export function intentionsOf<A>() {
  const kept = new Map<string, Intention<A>>()
  const keyOf = (input: unknown): string => must(kept.get(saidOf(input)), 'what is sent was begun').key
  return {
    keyOf,
    /** Sends it, unless it is under way: whoever asks for it once more then has the same answer. What had no answer before something else was wanted is not meant any more. */
    once: (input: unknown, send: () => Promise<A>): Promise<A> => {
      const said = saidOf(input)
      const known = kept.get(said)
      if (known !== undefined && known.answer !== null) return known.answer
      for (const [other, { answer }] of kept) if (other !== said && answer === null) kept.delete(other)
      const key = known?.key ?? newKey()
      kept.set(said, { key, answer: null })
      const answer = send()
      kept.set(said, { key, answer })
      return answer
    },
    answered: (input: unknown): void => void kept.delete(saidOf(input)),
    /** Nobody knows whether it was done: wanted again, it is the same intention. */
    unanswered: (input: unknown): void => void kept.set(saidOf(input), { key: keyOf(input), answer: null }),
  }
}

const saidOf = (input: unknown): string => JSON.stringify(input) ?? ''
