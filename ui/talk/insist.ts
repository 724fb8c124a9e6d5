import { Problem } from './problem.ts'

/** Each time one waits for longer: a server that starts again, or is still at the first try, has its answer by then. */
const WAITS_MS = [1_000, 3_000, 9_000]

/** Asks again where no answer came. `ask` names one key whenever it asks, so that what it wants happens once. */
export async function insist<A>(ask: () => Promise<A>, signal?: AbortSignal): Promise<A> {
  for (const wait of WAITS_MS) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Problem) || !error.unanswered) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
    signal?.throwIfAborted()
  }
  return ask()
}
