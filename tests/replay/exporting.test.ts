import { expect, it } from 'vitest'
import { traceOf } from '#apps/cli/export-xes-write.ts'
import { readPeriod, sayPeriodMistake } from '#apps/cli/period.ts'
import { instant } from '#kernel/instant.ts'

it('a trace holds ids, codes and the class of the moment, and whatever XML has no letter for is left out', () => {
  const actor = { kind: 'staff', id: 'a1' }
  const xml = traceOf({
    caseId: 'c1', number: 'SH-20261120-0001', scenario: 'after-sales', externalId: 'a<b>&"\u0001\n客',
    events: [
      { type: 'case.opened', at: instant(0), actor, data: { facts: { urgency: 'ordinary', 'customer.tier': 'gold' } } },
      { type: 'case.classified', at: instant(1_500), actor, data: { codes: { urgency: 'urgent' } } },
      { type: 'case.contacted', at: instant(2_000), actor, data: { reached: false } },
      { type: 'case.recorded', at: instant(3_000), actor: { kind: 'system', id: null }, data: { tells: true } },
    ],
  })
  expect(xml).toContain('value="a&lt;b&gt;&amp;&quot;&#10;客"')
  expect(xml.match(/<event>.*<\/event>/g)?.map((event) => [...event.matchAll(/key="([^"]*)" value="([^"]*)"/g)].map(([, key, value]) => `${key}=${value}`).join(' '))).toEqual([
    'concept:name=case.opened time:timestamp=1970-01-01T00:00:00.000Z org:resource=a1 class:urgency=ordinary',
    'concept:name=case.classified time:timestamp=1970-01-01T00:00:01.500Z org:resource=a1 class:urgency=urgent',
    'concept:name=case.contact_attempted time:timestamp=1970-01-01T00:00:02.000Z org:resource=a1 class:urgency=urgent',
    'concept:name=case.recorded_and_told time:timestamp=1970-01-01T00:00:03.000Z org:resource=system class:urgency=urgent',
  ])
})

it.each([
  [{ from: '2026-11-01', to: '2026-11-30' }, { from: Date.UTC(2026, 9, 31, 16), to: Date.UTC(2026, 10, 30, 16) }],
  [{ from: '2026-11-01T09:00:00+08:00', to: undefined }, { from: Date.UTC(2026, 10, 1, 1), to: null }],
  [{ from: '2026-02-30', to: undefined }, { option: '--from', found: '2026-02-30' }],
  [{ from: undefined, to: 'yesterday' }, { option: '--to', found: 'yesterday' }],
  [{ from: '2026-12-01', to: '2026-11-30' }, 'backwards'],
])('the period %j', (words, expected) => {
  expect(readPeriod(words, 'Asia/Shanghai')).toEqual(expected)
})

it('a bad date is told with an example', () => {
  expect(sayPeriodMistake({ option: '--to', found: 'yesterday' }, false)).toBe('--to 的“yesterday”不是日期，请写成例如 2026-11-30')
  expect(sayPeriodMistake('backwards', true)).toBe('--from is later than --to')
})
