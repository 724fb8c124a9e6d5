import { describe, expect, it } from 'vitest'
import { HOUR, instant, later, MINUTE, SECOND } from '#kernel/instant.ts'
import { brokenLimit, CASE_LIMITS, RECIPIENT_LIMITS, type SendLimit, type SentMail } from './send-limits.ts'

const monday = instant(Date.UTC(2026, 10, 23, 1))
const minutes = (amount: number) => amount * MINUTE
const wangLi = 'wang.li@example.cn'
const sunHao = 'sun.hao@example.cn'

/** What goes out when somebody tries to send every `gap` for `span`, to each of the recipients in turn. */
function sentEvery(gap: number, span: number, recipients: readonly string[] = [wangLi]): readonly SentMail[] {
  const sent: SentMail[] = []
  for (let at = monday, n = 0; at < later(monday, span); at = later(at, gap), n++) {
    const to = [recipients[n % recipients.length] ?? wangLi]
    if (brokenLimit(sent, to, at) === null) sent.push({ at, to })
  }
  return sent
}

function mostWithin(sent: readonly SentMail[], { within }: SendLimit): number {
  return Math.max(...sent.map(({ at }) => sent.filter((one) => one.at <= at && one.at > at - within).length))
}

describe('automatic mails to one recipient of one case', () => {
  it.each([[10, 10], [15, 30], [25, 60], [50, 180], [100, 600]])('%i in %i minutes go, one more does not', (most, within) => {
    const first = later(monday, 1 - minutes(within))
    const spread = (count: number): readonly SentMail[] => Array.from({ length: count }, (_, n) => ({ at: instant(first + Math.floor((n * (minutes(within) - 1)) / most)), to: [wangLi] }))
    expect(brokenLimit(spread(most - 1), [wangLi], monday)).toBeNull()
    expect(brokenLimit(spread(most), [wangLi], monday)).toBe('mail.loop_limit')
    expect(brokenLimit(spread(most), [wangLi], later(monday, minutes(within)))).toBeNull()
  })

  it('two machines that answer each other every five seconds stay within every limit at every moment', () => {
    const sent = sentEvery(5 * SECOND, 11 * HOUR)
    for (const limit of RECIPIENT_LIMITS) expect(mostWithin(sent, limit)).toBeLessThanOrEqual(limit.most)
    expect(sent.filter(({ at }) => at < later(monday, minutes(600)))).toHaveLength(100)
  })

  it('a mail every quarter of an hour is never held back', () => {
    expect(sentEvery(minutes(15), 24 * HOUR)).toHaveLength(96)
  })

  it('one who is written to too often does not keep another from being written to; a mail to both is held back', () => {
    const sent = Array.from({ length: 10 }, (): SentMail => ({ at: monday, to: [wangLi] }))
    expect(brokenLimit(sent, [sunHao], monday)).toBeNull()
    expect(brokenLimit(sent, [sunHao, wangLi], monday)).toBe('mail.loop_limit')
  })
})

describe('automatic mails of one case', () => {
  const crowd = Array.from({ length: 200 }, (_, n) => `customer${n}@example.cn`)

  it('to two hundred recipients stay within three times the limits of one, at every moment', () => {
    const sent = sentEvery(5 * SECOND, 2 * HOUR, crowd)
    for (const limit of CASE_LIMITS) expect(mostWithin(sent, limit)).toBeLessThanOrEqual(limit.most)
    expect(sent.filter(({ at }) => at < later(monday, minutes(10)))).toHaveLength(30)
    expect(brokenLimit(sent.slice(0, 30), [sunHao], later(monday, 200 * SECOND))).toBe('mail.case_limit')
  })

  it('to three recipients are held back by the limit of each, not by that of the case', () => {
    const three = crowd.slice(0, 3)
    const sent = sentEvery(5 * SECOND, minutes(10), three)
    expect(three.map((address) => sent.filter(({ to }) => to.includes(address)).length)).toEqual([10, 10, 10])
  })
})
