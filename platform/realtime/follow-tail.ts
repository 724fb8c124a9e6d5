import type { Log } from '#platform/log/log.ts'
import { openBellLine } from './bell-line.ts'
import { pause } from './pause.ts'

/** What was committed by transactions from ≤ xid < to; xid8 as text. */
export type TailRange = { readonly from: string; readonly to: string }

export type TailOptions = {
  readonly url: string
  /** Tables with an indexed column `xid` in which something new is worth a ring. */
  readonly tables: readonly string[]
  /** Called for each stretch of the tail in order, never two at once; a stretch that failed comes again, longer. */
  readonly onChange: (range: TailRange) => Promise<void>
  /** Called instead where what came between has been swept already. */
  readonly onMissed: () => void
  readonly log: Log
}

const AGAIN_MS = 500

/**
 * Hears of everything committed from now on, at most ten times a second and without asking the tables itself. Of all processes that follow, one holds
 * the bell and rings for all; when it dies another takes over. A ring says only how far the tail is certain (`pg_snapshot_xmin`: sequence order is not
 * commit order), and each process goes there from where it was itself: a lost ring, or a lost connection, loses nothing.
 */
export async function followTail({ url, tables, onChange, onMissed, log }: TailOptions): Promise<{ stop(): Promise<void> }> {
  let position: string | null = null
  let target = '0'
  let going: Promise<void> | null = null
  let stopped = false
  const { promise: stopping, resolve: stop } = Promise.withResolvers<void>()

  const go = async (): Promise<void> => {
    while (!stopped && position !== null && isBefore(position, target)) {
      const range = { from: position, to: target }
      try {
        await onChange(range)
        position = range.to
      } catch (error) {
        log.warn({ err: error }, 'live changes wait')
        await pause(AGAIN_MS, stopping)
      }
    }
  }
  const certainUpTo = (xid: string): void => {
    position ??= xid
    if (isBefore(target, xid)) target = xid
    going ??= go().finally(() => (going = null))
  }

  const line = await openBellLine({ url, tables, heardUpTo: () => position ?? '0', certainUpTo, missed: onMissed, log })
  return {
    stop: async () => {
      stopped = true
      stop()
      await line.close()
      await going
    },
  }
}

const isBefore = (one: string, other: string): boolean => BigInt(one) < BigInt(other)
