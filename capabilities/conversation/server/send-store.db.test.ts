import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { HOUR, instant, later, MINUTE, type Instant } from '#kernel/instant.ts'
import { parseMasterKeys } from '#platform/crypto/master-key.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import { systemIds } from '#platform/runtime.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { planOutbound, sealAddresses } from './commands.ts'
import { claimOutbound, hindranceOf, markBounced, releaseOutbound, settleOutbound, suppressAddress } from './send-store.ts'

const sealing = createSealing(parseMasterKeys(Buffer.alloc(32, 9).toString('base64')))
const monday = instant(Date.UTC(2026, 10, 23, 1))

describe('what is on its way to a customer', () => {
  let fresh: FreshDatabase
  beforeAll(async () => void (fresh = await freshDatabase()))
  afterAll(() => fresh.drop())

  async function plan(caseId: Id, address: string, author: 'system' | 'staff' = 'system'): Promise<Id> {
    const id = systemIds()
    const addresses = sealAddresses(sealing, id, { to: [{ name: '', address }], cc: [] })
    await fresh.db.write(planOutbound({ id, caseId, customerId: null, direction: 'out', channel: 'email', author: { kind: author, id: null }, subject: '提醒', text: '您好', addresses, sendAt: monday }, monday, systemIds()))
    return id
  }
  async function send(id: Id, at: Instant): Promise<string | null> {
    const hindrance = await hindranceOf(fresh.db, sealing, id, at)
    if (hindrance !== null) return hindrance
    await claimOutbound(fresh.db, id, at)
    await fresh.db.query(settleOutbound(id, { state: 'sent', mailId: `<${id}@care.example>` }, at))
    return null
  }

  it('of eleven automatic mails of a case in ten minutes the last is held back; ten minutes later it goes, and a person’s own words always go', async () => {
    const caseId = systemIds()
    const outcomes = []
    for (let n = 0; n < 11; n++) outcomes.push(await send(await plan(caseId, 'wangli@example.com'), later(monday, n * 1000)))
    expect(outcomes).toEqual([...Array.from({ length: 10 }, () => null), 'mail.loop_limit'])
    expect(await send(await plan(caseId, 'wangli@example.com', 'staff'), later(monday, 20_000))).toBeNull()
    expect(await send(await plan(systemIds(), 'wangli@example.com'), later(monday, 20_000))).toBeNull()
    expect(await send(await plan(caseId, 'wangli@example.com'), later(monday, 10 * MINUTE + 9_000))).toBeNull()
  })

  it('of a case with many recipients each has a limit of their own, and the case has one too', async () => {
    const caseId = systemIds()
    const to = async (address: string, times: number, from: number) => {
      const outcomes = []
      for (let n = 0; n < times; n++) outcomes.push(await send(await plan(caseId, address), later(monday, from + n * 1000)))
      return outcomes
    }
    expect((await to('li@example.com', 11, 0)).at(-1)).toBe('mail.loop_limit')
    expect(await to('Sun@example.com', 10, 20_000)).not.toContain('mail.loop_limit')
    expect(await to('sun@EXAMPLE.com', 1, 31_000)).toEqual(['mail.loop_limit'])
    expect(await to('zhao@example.com', 10, 40_000)).toEqual(Array.from({ length: 10 }, () => null))
    expect(await to('qian@example.com', 1, 60_000)).toEqual(['mail.case_limit'])
    expect(await to('qian@example.com', 1, 10 * MINUTE + 1000)).toEqual([null])
  })

  it('what came back for good has failed since it came back, not since it was read', async () => {
    const id = await plan(systemIds(), 'lost@example.com')
    await send(id, monday)
    await fresh.db.query(markBounced(id, 'mail.bounced', later(monday, MINUTE)))
    expect((await fresh.db.query({ text: 'select state, failure_code, sent_at, failed_at from messages where id = $1', values: [id] })).rows).toEqual([{ state: 'failed', failure_code: 'mail.bounced', sent_at: monday, failed_at: later(monday, MINUTE) }])
  })

  it('an address that came back for good is written to no more, by nobody', async () => {
    await fresh.db.query(suppressAddress(sealing, 'Gone@Example.com', 'bounce', monday))
    expect(await send(await plan(systemIds(), 'gone@example.com', 'staff'), later(monday, HOUR))).toBe('mail.suppressed')
  })

  it('of two senders one claims it; given back, it can be claimed again, and what was sent stays sent', async () => {
    const id = await plan(systemIds(), 'sunhao@example.com')
    const claims = await Promise.all([claimOutbound(fresh.db, id, monday), claimOutbound(fresh.db, id, monday)])
    expect(claims.toSorted()).toEqual([false, true])
    await fresh.db.query(releaseOutbound(id))
    expect(await send(id, monday)).toBeNull()
    await fresh.db.query(settleOutbound(id, { state: 'uncertain', code: 'mail.no_answer' }, monday))
    expect(await claimOutbound(fresh.db, id, monday)).toBe(false)
    expect((await fresh.db.query({ text: 'select type from events where stream_id = $1', values: [id] })).rows).toEqual([{ type: 'message.sent' }])
  })
})
