import { describe, expect, it } from 'vitest'
import { HOUR, instant, later, MINUTE, type Instant } from '#kernel/instant.ts'
import { brokenLimit, SEND_LIMITS } from './send-limits.ts'

const monday = instant(Date.UTC(2026, 10, 23, 1))
const minutes = (amount: number) => amount * MINUTE
/** What happens when somebody tries to send every `gap` for `span`: how many went out within each limit at the worst moment. */
function sentEvery(gap: number, span: number): readonly Instant[] {
  const sent: Instant[] = []
  for (let at = monday; at < later(monday, span); at = later(at, gap)) {
    if (brokenLimit((within) => sent.filter((one) => one > later(at, -within)).length) === null) sent.push(at)
  }
  return sent
}

describe('automatic mails to one recipient of one case', () => {
  it.each([[10, 10], [15, 30], [25, 60], [50, 180], [100, 600]])('%i in %i minutes go, one more does not', (most, within) => {
    const sent = (count: number) => brokenLimit((asked) => (asked === minutes(within) ? count : 0))
    expect(sent(most - 1)).toBeNull()
    expect(sent(most)).toEqual({ most, within: minutes(within) })
  })

  it('two machines that answer each other every five seconds stay within every limit at every moment', () => {
    const sent = sentEvery(5_000, 11 * HOUR)
    for (const { most, within } of SEND_LIMITS) {
      for (const at of sent) expect(sent.filter((one) => one <= at && one > later(at, -within)).length).toBeLessThanOrEqual(most)
    }
    expect(sent.filter((at) => at < later(monday, minutes(600)))).toHaveLength(100)
  })

  it('a mail every quarter of an hour is never held back', () => {
    expect(sentEvery(minutes(15), 24 * HOUR)).toHaveLength(96)
  })
})
