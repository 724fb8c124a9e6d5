import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { intentionsOf } from './intentions.ts'
import { Problem } from './problem.ts'

const TRIES_MAX = 3

/** What a screen does to the server. `changes` names what is to be read again afterwards. */
export type CommandOptions<I, A> = {
  readonly run: (input: I, key: string) => Promise<A>
  readonly changes?: (input: I, answer: A) => readonly (readonly unknown[])[]
  readonly onDone?: (answer: A, input: I) => void
}

/**
 * One intention of the user: tried again, with the same key, where no answer came; afterwards everything it changed is read again.
 * The key lives until the intention has been answered, so that pressing the button again after a lost connection does it once.
 * While it is under way, the second press of a double click is none: its answer would come without what is shown only once.
 */
export function useCommand<I, A>({ run, changes, onDone }: CommandOptions<I, A>): UseMutationResult<A, Problem, I> {
  const cache = useQueryClient()
  const [intentions] = useState(() => intentionsOf<A>())
  const mutation = useMutation<A, Problem, I>({
    mutationFn: (input) => run(input, intentions.keyOf(input)),
    retry: (tried, problem) => problem.unanswered && tried < TRIES_MAX,
    onSuccess: async (answer, input) => {
      intentions.answered(input)
      onDone?.(answer, input)
      await Promise.all((changes?.(input, answer) ?? []).map((queryKey) => cache.invalidateQueries({ queryKey })))
    },
    onError: (problem, input) => {
      if (problem instanceof Problem && problem.unanswered) intentions.unanswered(input)
      else intentions.answered(input)
    },
  })
  const { mutateAsync: send } = mutation
  const mutateAsync = useCallback<typeof send>(async (...asked) => intentions.once(asked[0], () => send(...asked)), [intentions, send])
  const mutate = useCallback<typeof mutation.mutate>((...asked) => void mutateAsync(...asked).catch(() => undefined), [mutateAsync])
  return { ...mutation, mutate, mutateAsync }
}
