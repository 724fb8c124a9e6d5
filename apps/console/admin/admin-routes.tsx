import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { meQuery } from '#capabilities/access/web/pieces/use-me.ts'
import { insideRoute } from '../inside-route.tsx'
import { adminPagesOf } from './admin-pages.ts'

const admin = createRoute({
  getParentRoute: () => insideRoute,
  path: '/admin',
  component: lazyRouteComponent(async () => {
    const { AdminFrame } = await import('./admin-frame.tsx')
    return { default: AdminFrame }
  }),
})

/** The administration opens on the first page one has something to do on. */
const start = createRoute({
  getParentRoute: () => admin,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { permissions } = await context.cache.ensureQueryData(meQuery)
    const first = adminPagesOf(permissions)[0]?.pages[0]
    if (first !== undefined) throw redirect({ to: first.to })
  },
})

const people = createRoute({
  getParentRoute: () => admin,
  path: 'people',
  component: lazyRouteComponent(async () => {
    const { PeopleScreen } = await import('#capabilities/access/web/screens/people-screen.tsx')
    return { default: PeopleScreen }
  }),
})

const company = createRoute({
  getParentRoute: () => admin,
  path: 'company',
  component: lazyRouteComponent(async () => {
    const { CompanyPage } = await import('./company-page.tsx')
    return { default: CompanyPage }
  }),
})

const teams = createRoute({
  getParentRoute: () => admin,
  path: 'teams',
  component: lazyRouteComponent(async () => {
    const { TeamsScreen } = await import('#capabilities/access/web/screens/teams-screen.tsx')
    return { default: TeamsScreen }
  }),
})

const roles = createRoute({
  getParentRoute: () => admin,
  path: 'roles',
  component: lazyRouteComponent(async () => {
    const { RolesScreen } = await import('#capabilities/access/web/screens/roles-screen.tsx')
    return { default: RolesScreen }
  }),
})

const mailboxes = createRoute({
  getParentRoute: () => admin,
  path: 'mailboxes',
  component: lazyRouteComponent(async () => {
    const { MailboxesPage } = await import('./mailboxes-page.tsx')
    return { default: MailboxesPage }
  }),
})

const apiKeys = createRoute({
  getParentRoute: () => admin,
  path: 'api-keys',
  component: lazyRouteComponent(async () => {
    const { ApiKeysScreen } = await import('#capabilities/access/web/screens/api-keys-screen.tsx')
    return { default: ApiKeysScreen }
  }),
})

const audit = createRoute({
  getParentRoute: () => admin,
  path: 'audit',
  component: lazyRouteComponent(async () => {
    const { AuditScreen } = await import('./audit/audit-screen.tsx')
    return { default: AuditScreen }
  }),
})

const quarantine = createRoute({
  getParentRoute: () => admin,
  path: 'quarantine',
  component: lazyRouteComponent(async () => {
    const { QuarantineScreen } = await import('#capabilities/conversation/web/screens/quarantine-screen.tsx')
    return { default: QuarantineScreen }
  }),
})

const health = createRoute({
  getParentRoute: () => admin,
  path: 'health',
  component: lazyRouteComponent(async () => {
    const { HealthScreen } = await import('#capabilities/conversation/web/screens/health-screen.tsx')
    return { default: HealthScreen }
  }),
})

const calendars = createRoute({
  getParentRoute: () => admin,
  path: 'calendars',
  component: lazyRouteComponent(async () => {
    const { CalendarsScreen } = await import('#capabilities/calendar/web/screens/calendars-screen.tsx')
    return { default: CalendarsScreen }
  }),
})

/** The addresses of the administration. */
export const adminRoutes = admin.addChildren([start, company, people, teams, roles, mailboxes, calendars, apiKeys, audit, quarantine, health])
