import { cleanHtml } from '#channels/email/clean-html.ts'
import { attempt } from '#capabilities/access/server/throttle-store.ts'
import { customerPages } from '#capabilities/case/server/customer-pages/customer-pages.ts'
import type { PageDeps } from '#capabilities/case/server/customer-pages/linked-case.ts'
import { runDueCases } from '#capabilities/case/server/due-cases.ts'
import { caseRoutes } from '#capabilities/case/server/routes.ts'
import { MINUTE } from '#kernel/instant.ts'
import { keepWorking } from '#platform/outbox/keep-working.ts'
import { tokenSheet } from '#ui/theme/token-sheet.ts'
import { companyName, companyPhone } from './company.ts'
import type { House } from './house.ts'
import type { Opened, Part } from './part.ts'

const IDLE_MS = 500

/** Cases: their routes, and the worker that carries time to them. */
export const cases: Part = {
  name: 'cases',
  role: 'both',
  open: async (house, http) => {
    if (http !== null) {
      caseRoutes(http, house.cases, { showHtml: (html, enclosed) => cleanHtml(html, { enclosed, showRemote: false }), publicUrl: house.config.publicUrl, companyName: () => companyName(house.db) })
      await customerPages(http, pagesOf(house))
    }
    return house.config.role === 'web' ? null : carryTime(house)
  },
}

/** A customer taps a few times at most; whoever hammers on a link waits. */
const TAPS = { attemptsMax: 10, window: MINUTE } as const

const pagesOf = ({ cases: deps, config }: House): PageDeps => ({
  ...deps,
  publicUrl: config.publicUrl,
  companyName: () => companyName(deps.db),
  companyPhone: () => companyPhone(deps.db),
  tokens: tokenSheet(),
  attempt: (key) => attempt(deps.db, [{ key, limit: TAPS }], deps.now()),
})

const carryTime = ({ cases: deps, log }: House): Opened => keepWorking({ work: () => runDueCases(deps, log), idleMs: IDLE_MS, log, waits: 'due cases wait' })
