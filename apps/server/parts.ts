import { administration } from './administration.ts'
import { cases } from './cases.ts'
import { consolePart } from './console.ts'
import { health } from './health.ts'
import { housekeeping } from './housekeeping.ts'
import { live } from './live.ts'
import { mailFetching } from './mail.ts'
import { outboxWorker } from './outbox-worker.ts'
import { people } from './people.ts'
import { processBeat } from './process-beat.ts'
import { searchIndex } from './search-index.ts'
import { sealer } from './sealer.ts'
import type { Part } from './part.ts'

/** What the server is made of: opened from top to bottom, stopped from bottom to top. */
export const PARTS: readonly Part[] = [
  health,
  people,
  cases,
  administration,
  live,
  consolePart,
  outboxWorker,
  mailFetching,
  sealer,
  searchIndex,
  processBeat,
  housekeeping,
]
