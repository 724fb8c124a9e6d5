import { createHash } from 'node:crypto'
import { must } from '#kernel/assert.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Rows, Statement } from '#platform/db/database.ts'

/** The start of every chain. */
const GENESIS = Buffer.alloc(32)
const PAGE = 5_000
/** One link: `hash` = SHA-256 over `previous` and the events with xidFrom ≤ xid < xidTo in the order (xid, seq). */
export type Seal = { readonly number: number; readonly xidFrom: string; readonly xidTo: string; readonly events: number; readonly previous: Buffer; readonly hash: Buffer }
/** What verifying found: all well, or the first seal that does not hold. `unsealed` counts committed events behind the last seal. */
export type Verification = { readonly ok: boolean; readonly seals: number; readonly events: number; readonly unsealed: number; readonly brokenSeal: number | null; readonly brokenSeqs: readonly [number, number] | null }
type Range = { readonly from: string; readonly to: string }
type Query = (statement: Statement) => Promise<Rows>

/** Everything an entry says, in one canonical text: jsonb and timestamptz print the same wherever they are read in UTC. */
const ENTRY = `jsonb_build_array(id, seq, stream_kind, stream_id, version, type, v, extract(epoch from occurred_at), extract(epoch from recorded_at),
  actor_kind, actor_id, command, command_id, request_id, data, xid::text)::text`

/** Seals the events committed since the last seal; null when there are none. At most one program gets to add a link. */
export async function sealCommitted(db: Db, now: Instant): Promise<Seal | null> {
  const lock: Statement = { text: `select pg_advisory_xact_lock(hashtext('careloop sealer'))`, values: [] }
  return db.transaction([lock, lastSeal, horizon], async ([, last, edge], tx) => {
    const row = last?.rows[0]
    const range = { from: String(row?.['xid_to'] ?? '0'), to: String(must(edge?.rows[0], 'there is always a horizon')['xmin']) }
    const previous = (row?.['hash'] as Buffer | undefined) ?? GENESIS
    const link = await hashRange(tx.query, range, previous)
    if (link.events === 0) return { abandon: true, answer: null }
    const seal: Seal = { number: Number(row?.['number'] ?? 0) + 1, xidFrom: range.from, xidTo: range.to, events: link.events, previous, hash: link.hash }
    return { writes: [insertSeal(seal, link, now)], answer: seal }
  })
}

const lastSeal: Statement = { name: 'audit.last_seal', text: 'select number, xid_to::text, hash from event_seals order by number desc limit 1', values: [] }
/** Below this transaction number nothing can be committed any more; sequence order is not commit order. */
const horizon: Statement = { name: 'audit.horizon', text: 'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin', values: [] }

type Link = { readonly hash: Buffer; readonly events: number; readonly seqs: readonly [number, number] | null }

async function hashRange(query: Query, range: Range, previous: Buffer): Promise<Link> {
  const hash = createHash('sha256').update(previous)
  let events = 0
  let seqs: readonly [number, number] | null = null
  for (let after: readonly [string, number] = [range.from, 0]; ; ) {
    const { rows } = await query(pageOf(range, after))
    for (const row of rows) {
      const seq = Number(row['seq'])
      hash.update(String(row['entry'])).update('\n')
      seqs = [Math.min(seqs?.[0] ?? seq, seq), Math.max(seqs?.[1] ?? seq, seq)]
    }
    events += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return { hash: hash.digest(), events, seqs }
    after = [String(last['xid']), Number(last['seq'])]
  }
}

const pageOf = ({ to }: Range, [xid, seq]: readonly [string, number]): Statement => ({
  name: 'audit.page',
  text: `select xid::text as xid, seq, ${ENTRY} as entry from events where (xid, seq) > ($1::xid8, $2) and xid < $3::xid8 order by xid, seq limit ${PAGE}`,
  values: [xid, seq, to],
})

const insertSeal = ({ number, xidFrom, xidTo, events, previous, hash }: Seal, { seqs }: Link, now: Instant): Statement => ({
  name: 'audit.seal',
  text: `insert into event_seals (number, xid_from, xid_to, events, seq_from, seq_to, sealed_at, previous, hash)
    values ($1, $2::xid8, $3::xid8, $4, $5, $6, $7, $8, $9)`,
  values: [number, xidFrom, xidTo, events, seqs?.[0] ?? null, seqs?.[1] ?? null, formatInstant(now), previous, hash],
})

/** Recomputes the whole chain: an event or a seal changed, added or removed behind it breaks it from there on. */
export function verifyChain(db: Db): Promise<Verification> {
  return db.read(async (tx) => {
    const { rows } = await tx.query({ text: 'select number, xid_from::text, xid_to::text, events, seq_from, seq_to, previous, hash from event_seals order by number', values: [] })
    let previous: Buffer = GENESIS
    let from = '0'
    let events = 0
    for (const [index, row] of rows.entries()) {
      const link = await hashRange(tx.query, { from, to: String(row['xid_to']) }, previous)
      const hash = row['hash'] as Buffer
      const holds = row['number'] === index + 1 && row['xid_from'] === from && previous.equals(row['previous'] as Buffer) && link.hash.equals(hash)
      const seqs = link.seqs ?? [Number(row['seq_from']), Number(row['seq_to'])]
      if (!holds) return { ok: false, seals: rows.length, events, unsealed: 0, brokenSeal: index + 1, brokenSeqs: seqs }
      events += link.events
      previous = hash
      from = String(row['xid_to'])
    }
    const tail = await tx.query({ text: 'select count(*) as n from events where xid >= $1::xid8', values: [from] })
    return { ok: true, seals: rows.length, events, unsealed: Number(tail.rows[0]?.['n']), brokenSeal: null, brokenSeqs: null }
  })
}
