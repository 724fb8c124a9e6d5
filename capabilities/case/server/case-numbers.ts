import type { Db } from '#platform/db/database.ts'
import { caseNumber } from '../core/case-number.ts'
import { takeSerials } from './store.ts'

/** Gives out case numbers. */
export type CaseNumbers = { readonly next: (prefix: string, day: string, digits: number) => Promise<string> }

const BLOCK_MAX = 64

type Block = { next: number; last: number; size: number; refill: Promise<void> | null }

/**
 * Numbers in blocks that grow with demand, reserved outside the case's transaction: no shared row is waited for,
 * and a restart leaves a gap (GEN-15 asks for a serial, not for one without gaps).
 */
export function createCaseNumbers(db: Db): CaseNumbers {
  const blocks = new Map<string, Block>()
  return {
    next: async (prefix, day, digits) => {
      const key = `${prefix} ${day}`
      const block = blocks.get(key) ?? { next: 1, last: 0, size: 1, refill: null }
      if (!blocks.has(key)) forgetOtherDays(blocks, prefix, key, block)
      while (block.next > block.last) await (block.refill ??= refill(db, prefix, day, block))
      return caseNumber(prefix, day, { number: block.next++, digits })
    },
  }
}

function forgetOtherDays(blocks: Map<string, Block>, prefix: string, key: string, block: Block): void {
  const stale = [...blocks.keys()].filter((other) => other.startsWith(`${prefix} `))
  if (stale.length > 2) blocks.delete(stale[0]!)
  blocks.set(key, block)
}

async function refill(db: Db, prefix: string, day: string, block: Block): Promise<void> {
  try {
    const { size } = block
    const answer = await db.query(takeSerials(prefix, day, size))
    block.last = Number(answer.rows[0]!['last'])
    block.next = block.last - size + 1
    block.size = Math.min(size * 2, BLOCK_MAX)
  } finally {
    block.refill = null
  }
}
