import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useRef } from 'react'
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
 */
export function useCommand<I, A>({ run, changes, onDone }: CommandOptions<I, A>): UseMutationResult<A, Problem, I> {
  const cache = useQueryClient()
  const intention = useRef<{ readonly input: string; readonly key: string } | null>(null)
  return useMutation<A, Problem, I>({
    mutationFn: (input) => {
      const said = JSON.stringify(input) ?? ''
      if (intention.current?.input !== said) intention.current = { input: said, key: newKey() }
      return run(input, intention.current.key)
    },
    retry: (tried, problem) => problem.unanswered && tried < TRIES_MAX,
    onSuccess: async (answer, input) => {
      intention.current = null
      onDone?.(answer, input)
      await Promise.all((changes?.(input, answer) ?? []).map((queryKey) => cache.invalidateQueries({ queryKey })))
    },
    onError: (problem) => {
      if (!(problem instanceof Problem) || !problem.unanswered) intention.current = null
    },
  })
}
