import { viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { CaseClocks, type ClockRow } from '../clock-contract.ts'
import { ByCase } from '../contract.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import type { CaseDeps } from './case-deps.ts'
import { loadVisible } from './read-routes.ts'

/** The clocks of a case and the calendars they run by, for screens that measure them. */
export function registerClocks(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases/:id/clocks',
    schema: { tags: ['case'], summary: '工单的时限及其日历（供界面自行倒计时）', params: ByCase, response: { 200: CaseClocks } },
    handler: async (request) => {
      const { loaded, handbook, scenario } = await loadVisible(deps, viewerOf(request), request.params.id as Id)
      const { clocks } = loaded.aggregate
      const locale = localeOfHeader(request.headers['accept-language'])
      const { from, to } = spanOf(clocks, deps.now())
      const keys = [...new Set(clocks.flatMap(({ policies }) => policies.map(({ policy }) => policy.calendar)))]
      return {
        items: clocks.map((clock) => rowOf(clock, scenario, locale)),
        calendars: keys.map((key) => ({ key, laidOut: handbook.layOut(key, from, to) })),
        reasons: reasonsOf(scenario, locale),
      }
    },
  })
}

/** From the first start to the last thing that is due, now included. */
function spanOf(clocks: readonly Clock[], now: Instant): { readonly from: Instant; readonly to: Instant } {
  const instants = clocks.flatMap(({ startedAt, dueAt, manual, endedAt }) => [startedAt, dueAt, manual?.dueAt ?? null, endedAt]).filter((at) => at !== null)
  return { from: Math.min(now, ...instants) as Instant, to: Math.max(now, ...instants) as Instant }
}

function rowOf({ id, key, clause, status, startedAt, endedAt, policies, pauses, dueAt, manual, provisional, missedAt }: Clock, { definition }: Scenario, locale: Locale): ClockRow {
  const rule = definition.clocks.find((it) => it.key === key)
  return { id, key, name: rule === undefined ? key : textIn(rule.name, locale), clause, status, startedAt, endedAt, policies, pauses: [...pauses], dueAt, manual, provisional, missedAt }
}

const reasonsOf = ({ definition }: Scenario, locale: Locale) => [
  ...Object.entries(definition.waits).map(([key, { name }]) => ({ key, name: textIn(name, locale) })),
  ...definition.steps.map(({ key, name }) => ({ key, name: textIn(name, locale) })),
]
