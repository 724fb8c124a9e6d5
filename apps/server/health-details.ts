import { scopeOf } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { searchLag } from '#capabilities/case/server/search-lag.ts'
import { HealthDetails } from '#capabilities/conversation/health-contract.ts'
import { mailboxHealth, quarantinedCount, readMailboxHealth } from '#capabilities/conversation/server/mailbox-health.ts'
import { formatInstant, later, MINUTE, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import { sealingLag } from '#platform/audit/sealing-lag.ts'
import type { Statement } from '#platform/db/database.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { outboxCounts } from '#platform/outbox/outbox-health.ts'
import type { House } from './house.ts'
import { processBeats, readBeats } from './process-beat.ts'
import { VERSION } from './version.ts'

const LATE = 5 * MINUTE

/** How the server is, for whoever keeps it: read in one moment, and written nowhere. */
export function healthDetails(app: Http, house: House): void {
  const startedAt = house.now()
  app.get('/api/v1/health/details', { schema: { tags: ['system'], summary: '运行状况：数据库、发件箱、收信、审计链、各进程', response: { 200: HealthDetails } } }, async (request) => {
    const viewer = viewerOf(request)
    if (scopeOf(viewer, 'outbox.manage') !== 'all' && scopeOf(viewer, 'audit.read') !== 'all') throw forbidden('outbox.manage')
    return readHealth(house, startedAt, localeOfHeader(request.headers['accept-language']))
  })
}

function readHealth({ db, now, room }: House, startedAt: Instant, locale: Locale): Promise<HealthDetails> {
  const at = now()
  return db.read(async ({ query }) => {
    const [database, outbox, quarantined, mailboxes, sealing, search, beats] = await Promise.all([
      query(databaseFacts), query(outboxCounts(at, later(at, -LATE))), query(quarantinedCount), query(mailboxHealth), query(sealingLag), query(searchLag), query(processBeats),
    ])
    const [facts, counts, seals, index] = [database, outbox, sealing, search].map(({ rows }) => rows[0] ?? {})
    return {
      at: formatInstant(at),
      version: VERSION,
      startedAt: formatInstant(startedAt),
      database: { version: String(facts?.['version']), bytes: Number(facts?.['bytes']), connections: Number(facts?.['connections']) },
      room: !room.full(),
      outbox: { waiting: Number(counts?.['waiting']), late: Number(counts?.['late']), failed: Number(counts?.['failed']), oldestDueAt: written(counts?.['oldest']) },
      quarantined: Number(quarantined.rows[0]?.['count']),
      mailboxes: readMailboxHealth(mailboxes, locale),
      sealing: { lastSealedAt: written(seals?.['sealed_at']), oldestUnsealedAt: written(seals?.['unsealed_at']) },
      search: { oldestUnindexedAt: written(index?.['unindexed_at']), rebuilding: index?.['rebuilding'] === true },
      processes: readBeats(beats),
    }
  })
}

const databaseFacts: Statement = {
  name: 'health.database',
  text: `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
    (select count(*)::int from pg_stat_activity where datname = current_database() and backend_type = 'client backend') as connections`,
  values: [],
}

const written = (at: unknown): string | null => (typeof at === 'number' ? formatInstant(at as Instant) : null)
