import { may, type Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { openCasesSeen, visibleCase } from '#capabilities/access/server/visibility.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { CustomerBriefs, CustomerBriefsQuery, type CustomerBrief } from '../brief-contract.ts'
import { counted, COUNTED_MAX } from '../core/counted.ts'
import type { CaseDeps } from './case-deps.ts'

/** Of a customer with more cases or messages than this, of those the viewer sees, the newest are looked at. */
const LOOKED_AT_MAX = 200

/** What stands beside a customer in a list: open cases, the last word, the last score. */
export function registerCustomerBriefs(app: Http, deps: CaseDeps): void {
  app.route({
    method: 'GET',
    url: '/api/v1/customer-briefs',
    schema: { tags: ['case'], summary: '客户近况：未关闭的工单数、最近往来、最近评分', querystring: CustomerBriefsQuery, response: { 200: CustomerBriefs } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      if (!may(viewer, 'customer.read')) throw forbidden('customer.read')
      const { rows } = await deps.db.query(briefsOf(viewer, request.query.ids))
      return { items: rows.map(presentBrief), next: null }
    },
  })
}

/** Each customer with those merged into them; everything is read through cases the viewer sees. */
function briefsOf(viewer: Viewer, ids: readonly string[]): Statement {
  const open = openCasesSeen(viewer, { customerIds: 'family.ids', most: COUNTED_MAX + 1, firstParameter: 2 })
  const [told, scored] = [visibleCase(viewer, { caseId: 'messages.case_id', firstParameter: 3 }), visibleCase(viewer, { caseId: 'cases.id', firstParameter: 4 })]
  return {
    name: 'case.customer_briefs',
    text: `with recursive member as (select asked.id as root, asked.id from unnest($1::uuid[]) asked (id) union select member.root, customers.id from customers join member on customers.merged_into = member.id),
      family as (select root, array_agg(id) as ids from member group by root)
      select family.root as customer_id, ${open.text} as open, word.at, word.direction, scored.score
      from family
      left join lateral (select near.at, near.direction from (
          select direction, coalesce(sent_at, created_at) as at from messages
          where customer_id = any(family.ids) and (direction = 'in' or (direction = 'out' and state = 'sent')) and ${told.text} order by created_at desc limit ${LOOKED_AT_MAX}) near
        order by near.at desc limit 1) word on true
      left join lateral (select given.score from (
          select id, opened_at from cases where customer_id = any(family.ids) and ${scored.text} order by opened_at desc limit ${LOOKED_AT_MAX}) near
        cross join lateral (select state -> 'facts' -> 'score' as said from cases where cases.id = near.id) fact
        cross join lateral (select case when json_typeof(fact.said) = 'number' then (fact.said #>> '{}')::numeric::int end as score) given
        where given.score is not null order by near.opened_at desc limit 1) scored on true`,
    values: [ids, ...open.values, ...told.values, ...scored.values],
  }
}

function presentBrief(row: Readonly<Record<string, unknown>>): CustomerBrief {
  const { count, more } = counted(row['open'])
  return {
    customerId: String(row['customer_id']), open: count, more,
    contact: row['at'] === null ? null : { at: formatInstant(row['at'] as Instant), direction: row['direction'] === 'in' ? 'in' : 'out' },
    score: row['score'] === null ? null : Number(row['score']),
  }
}
