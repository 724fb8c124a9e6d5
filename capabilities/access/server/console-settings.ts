import type { Id } from '#kernel/id.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ConsoleSettings } from '../account-contract.ts'
import { scopeOf } from '../core/viewer.ts'
import type { AccessDeps } from './deps.ts'
import { appendEvent } from './event-store.ts'
import { contextOf, viewerOf } from './register-access.ts'

const tags = ['access'] as const
const WATERMARK = 'console.watermark'
/** The screens of everybody are one thing with one history. */
const STREAM = '00000000-0000-7000-8000-00000000c051' as Id

/** What holds for everybody's screens: read by all who sign in, changed by those who manage everybody. */
export function consoleSettingsRoutes(app: Http, deps: AccessDeps): void {
  app.get('/api/v1/console-settings', { schema: { tags, summary: '界面设置', response: { 200: ConsoleSettings } } }, async () => ({ watermark: await hasWatermark(deps.db) }))
  app.put('/api/v1/console-settings', { schema: { tags, summary: '修改界面设置', body: ConsoleSettings, response: { 200: ConsoleSettings } } }, async (request) => {
    if (scopeOf(viewerOf(request), 'staff.manage') !== 'all') throw forbidden('staff.manage')
    const context = contextOf(request, deps, 'changeConsoleSettings')
    const { watermark } = request.body
    await deps.db.write([keepWatermark(watermark), appendEvent(context, deps.newId, { kind: 'console', id: STREAM }, { type: 'console.changed', data: { watermark } }), ...context.settle({ console: STREAM })])
    return { watermark }
  })
}

async function hasWatermark(db: Db): Promise<boolean> {
  const { rows } = await db.query({ name: 'access.watermark', text: 'select value from settings where key = $1', values: [WATERMARK] })
  return rows[0]?.['value'] === true
}

const keepWatermark = (on: boolean): Statement => ({
  name: 'access.keep_watermark',
  text: 'insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
  values: [WATERMARK, JSON.stringify(on)],
})
