import { followFolding } from '#capabilities/case/server/search-anew.ts'
import { indexRound } from '#capabilities/case/server/search-index.ts'
import { keepWorking } from '#platform/outbox/keep-working.ts'
import type { Part } from './part.ts'

const IDLE_MS = 500

/** Keeps what search looks in: at most a second behind what was committed. */
export const searchIndex: Part = {
  name: 'search index',
  role: 'worker',
  open: async ({ db, now, log }) => {
    await followFolding(db)
    return keepWorking({ work: () => indexRound({ db, now }), idleMs: IDLE_MS, log, waits: 'the search index waits' })
  },
}
