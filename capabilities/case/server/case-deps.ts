import type { IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db } from '#platform/db/database.ts'
import type { HandbookSource } from './handbook-source.ts'
import type { CaseNumbers } from './case-numbers.ts'

/** What the shell of a case stands on. Time is read once per command, at the door. */
export type CaseDeps = {
  readonly db: Db
  readonly sealing: Sealing
  readonly newId: IdSource
  readonly now: () => Instant
  readonly handbooks: HandbookSource
  readonly numbers: CaseNumbers
}
