import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from './problem.ts'

const FRESH_MS = 30_000
const TRIES_MAX = 2

/** What the server said, kept; `onSignedOut` is told when it no longer knows who asks. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const notice = (error: unknown): void => {
    if (error instanceof Problem && error.status === 401 && error.code === 'access.unauthenticated') onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (tried, error) => error instanceof Problem && error.unanswered && tried < TRIES_MAX,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
