import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { hideCustomerLinks } from '#capabilities/conversation/core/hide-customer-links.ts'
import { failureIn, threadOf } from '#capabilities/conversation/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { FIRST_ID, LAST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCase, MessagePage, ThreadQuery } from '../contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { timeIn } from './queries.ts'
import { requireSeen } from './read-routes.ts'

/** Cleans a stored HTML body once more before it is shown: what was clean by yesterday's rules may not be by today's. */
export type ShowHtml = (html: string, enclosed: (contentId: string) => string | undefined) => string

/** Everything that was said on a case: mails, notes that are never mistaken for replies, what is still to be sent. */
export function registerThread(app: Http, deps: CaseDeps, showHtml: ShowHtml): void {
  app.route({
    method: 'GET',
    url: '/api/v1/cases/:id/messages',
    schema: { tags: ['case'], summary: '会话记录', params: ByCase, querystring: ThreadQuery, response: { 200: MessagePage } },
    handler: async (request) => {
      const id = request.params.id as Id
      await requireSeen(deps, viewerOf(request), id)
      const backwards = request.query.order === 'newest'
      const { limit, after } = pageAsked(request.query, backwards ? { at: 'infinity', id: LAST_ID } : { at: '-infinity', id: FIRST_ID })
      const { rows } = await deps.db.query(threadOf(id, { ...after, limit, backwards }))
      const locale = localeOfHeader(request.headers['accept-language'])
      const at = (row: Readonly<Record<string, unknown>>): string => must(timeIn(row['created_at']), 'a message has its time')
      return {
        items: rows.map((row) => ({
          id: String(row['id']),
          direction: String(row['direction']),
          channel: String(row['channel']),
          authorKind: String(row['author_kind']),
          authorId: row['author_id'] as string | null,
          authorName: row['author_name'] as string | null,
          fromName: row['from_name'] as string | null,
          subject: row['subject'] as string | null,
          text: hideCustomerLinks(String(row['text'])),
          html: row['html'] === null ? null : hideCustomerLinks(showHtml(String(row['html']), enclosedIn(filesOf(row)))),
          replyText: row['reply_text'] === null ? null : hideCustomerLinks(String(row['reply_text'])),
          auto: String(row['auto']),
          wording: row['wording'] as string | null,
          state: row['state'] as string | null,
          failureCode: row['failure_code'] as string | null,
          createdAt: at(row),
          sendAt: timeIn(row['send_at']),
          sentAt: timeIn(row['sent_at']),
          failedAt: timeIn(row['failed_at']),
          failure: failureIn(row['failure_code'] as string | null, locale),
          files: filesOf(row).map(({ contentId: _contentId, ...file }) => file),
        })),
        next: nextOf(rows, limit, (last) => ({ at: at(last), id: String(last['id']) })),
      }
    },
  })
}

type Enclosed = { readonly id: string; readonly name: string; readonly type: string; readonly bytes: number; readonly contentId: string | null }

const filesOf = (row: Readonly<Record<string, unknown>>): readonly Enclosed[] => row['files'] as readonly Enclosed[]

/** Pictures that came with a mail are shown where they stand in it, by our own address. */
function enclosedIn(files: readonly Enclosed[]): (contentId: string) => string | undefined {
  const byContentId = new Map(files.flatMap(({ contentId, id }) => (contentId === null ? [] : [[contentId, `/api/v1/attachments/${id}`] as const])))
  return (contentId) => byContentId.get(contentId)
}
