import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { newKey } from './call.ts'
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
  const intention = useRef<{ readonly input: string; readonly key: string } | null>(null)
  const underWay = useRef(new Set<string>())
  const mutation = useMutation<A, Problem, I>({
    mutationFn: (input) => {
      const said = saidOf(input)
      if (intention.current?.input !== said) intention.current = { input: said, key: newKey() }
      return run(input, intention.current.key)
    },
    retry: (tried, problem) => problem.unanswered && tried < TRIES_MAX,
    onSuccess: async (answer, input) => {
      intention.current = null
      underWay.current.delete(saidOf(input))
      onDone?.(answer, input)
      await Promise.all((changes?.(input, answer) ?? []).map((queryKey) => cache.invalidateQueries({ queryKey })))
    },
    onError: (problem, input) => {
      underWay.current.delete(saidOf(input))
      if (!(problem instanceof Problem) || !problem.unanswered) intention.current = null
    },
  })
  const { mutate: send } = mutation
  const mutate = useCallback<typeof send>((...asked) => {
    const said = saidOf(asked[0])
    if (underWay.current.has(said)) return
    underWay.current.add(said)
    send(...asked)
  }, [send])
  return { ...mutation, mutate }
}

const saidOf = (input: unknown): string => JSON.stringify(input) ?? ''
