import { attempt } from '#capabilities/access/server/throttle-store.ts'
import { calendarsOf } from '#capabilities/calendar/definition.ts'
import { calendarRoutes, type CalendarDeps } from '#capabilities/calendar/server/routes.ts'
import { caseBelongings } from '#capabilities/case/server/case-belongings.ts'
import { registerNotifications } from '#capabilities/case/server/notification-routes.ts'
import { checkMailbox } from '#channels/email/check-mailbox.ts'
import type { ConversationDeps } from '#capabilities/conversation/server/conversation-deps.ts'
import { conversationRoutes } from '#capabilities/conversation/server/routes.ts'
import { tiersOf } from '#capabilities/customer/definition.ts'
import type { CustomerDeps } from '#capabilities/customer/server/customer-deps.ts'
import { customerRoutes } from '#capabilities/customer/server/routes.ts'
import { bookRoutes, draftRoutes } from '#capabilities/handbook/server/book-routes.ts'
import { handbookRoutes, type HandbookDeps } from '#capabilities/handbook/server/routes.ts'
import { insightRoutes } from '#capabilities/insight/server/routes.ts'
import { must } from '#kernel/assert.ts'
import { millis, MINUTE } from '#kernel/instant.ts'
import { removeArchived } from '#platform/files/remove-archived.ts'
import { auditTrail } from './audit-trail.ts'
import { noticeKeeping } from './calendar-change.ts'
import { calendarPublishing } from './calendar-publishing.ts'
import { drawScenario } from './draw-scenario.ts'
import { healthDetails } from './health-details.ts'
import type { House } from './house.ts'
import type { Part } from './part.ts'
import { overviewPage, scenarioPage } from './scenario-page.ts'
import { setupRoutes } from './setup.ts'

/** Callers of other teams whom one colleague looks up: enough for a busy telephone, too few to try numbers. */
const LOOK_UPS = { attemptsMax: 20, window: millis(15 * MINUTE) } as const

const customerDeps = (house: House): CustomerDeps => ({
  ...house,
  belongings: caseBelongings,
  tiers: async () => tiersOf((await inForce(house)).handbook),
  clearFiles: () => removeArchived(house.db, house.files, house.now()).catch((error: unknown) => house.log.warn({ err: error }, 'given up files are carried away later')),
  attempt: (key) => attempt(house.db, [{ key, limit: LOOK_UPS }], house.now()),
})

/** What stands around the cases: customers, messages and mailboxes, calendars, the handbook, notices, the history. */
export const administration: Part = {
  name: 'administration',
  role: 'web',
  open: async (house, http) => {
    if (http === null) return null
    customerRoutes(http, customerDeps(house))
    conversationRoutes(http, conversationDeps(house))
    calendarRoutes(http, calendarDeps(house))
    handbookRoutes(http, handbookDeps(house))
    bookRoutes(http, handbookDeps(house))
    draftRoutes(http, handbookDeps(house))
    registerNotifications(http, house.cases)
    insightRoutes(http, { db: house.db, now: house.now, calendarsOf: async (handbook) => (await house.live.version(handbook)).calendars })
    auditTrail(http, house)
    setupRoutes(http, house)
    healthDetails(http, house)
    return null
  },
}

const conversationDeps = (house: House): ConversationDeps => ({
  ...house,
  scenarioKnown: async (key) => (await house.live.current()).scenario(key) !== undefined,
  checkMailbox: (mailbox) => checkMailbox(mailbox, { log: house.log }),
})

const inForce = async ({ live, handbooks }: House) => must(await handbooks.byId((await live.current()).id), 'the version in force was published')

function calendarDeps(house: House): CalendarDeps {
  const { db, now, newId, live, corrections } = house
  return {
    db, now, newId,
    inForce: async () => {
      const { calendars } = await live.current()
      return calendarsOf((await inForce(house)).handbook).map((definition) => ({ definition, calendar: calendars(definition.key) }))
    },
    corrections: corrections.current,
    ...calendarPublishing(house, async () => (await inForce(house)).files),
    keep: noticeKeeping(house),
    corrected: async () => {
      await corrections.reload()
      live.refresh()
    },
  }
}

const handbookDeps = (house: House): HandbookDeps => ({
  now: house.now,
  newId: house.newId,
  handbooks: house.handbooks,
  inForce: () => inForce(house),
  draw: drawScenario,
  overview: overviewPage,
  page: scenarioPage,
  published: house.live.refresh,
})
