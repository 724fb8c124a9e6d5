import { setTimeout as rest } from 'node:timers/promises'
import type { Instant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import { indexRound } from './search-index.ts'
import { walkAnew, walkFoldedAnew, walksOpen } from './search-progress.ts'

type Anew = { readonly db: Db; readonly now: () => Instant; readonly say: (done: number) => void }

/** After an upgrade that folds texts otherwise, the index is made anew beside the running server, once. */
export const followFolding = async (db: Db): Promise<void> => void (await db.query(walkFoldedAnew))

/** Walks through everything once more, beside a server that may be running; what is found stays found meanwhile. Broken off, it is finished by the server. */
export async function indexAnew({ db, now, say }: Anew): Promise<number> {
  await db.query(walkAnew)
  let done = 0
  for (;;) {
    const round = await indexRound({ db, now })
    done += round
    say(done)
    if (round > 0) continue
    if ((await db.query(walksOpen)).rows[0]?.['count'] === 0) return done
    // A server is at it just now.
    await rest(200)
  }
}
