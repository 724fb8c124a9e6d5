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

/** The addresses of the administration. */
export const adminRoutes = admin.addChildren([start, people])
