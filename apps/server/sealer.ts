import { startSealer } from '#platform/audit/sealer.ts'
import type { Part } from './part.ts'

/** Chains committed events, at most a second behind. */
export const sealer: Part = {
  name: 'sealer',
  role: 'worker',
  open: async ({ db, now, log }) => startSealer({ db, now, log }),
}
