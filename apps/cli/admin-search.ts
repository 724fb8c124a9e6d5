import { indexAnew } from '#capabilities/case/server/search-anew.ts'
import type { Config } from '#platform/config/config.ts'
import { withDatabase } from '#platform/db/connect.ts'
import { systemTime } from '#platform/runtime.ts'

/** `bin/admin reindex search`: the words under which everything is found, made anew from what stands in the database. */
export async function adminSearch(config: Config, { english, say }: { readonly english: boolean; readonly say: (line: string) => void }): Promise<void> {
  await withDatabase(config, async ({ db }) => {
    let told = 0
    const done = await indexAnew({ db, now: systemTime, say: (count) => {
      if (count < told + STEP) return
      told = count
      say(english ? `${count} done` : `已完成 ${count} 条`)
    } })
    say(english ? `The search index was made anew: ${done} cases, messages and customers` : `搜索索引已重建，共 ${done} 条工单、消息与客户`)
  })
}

const STEP = 50_000
