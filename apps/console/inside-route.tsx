import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { meQuery } from '#capabilities/access/web/pieces/use-me.ts'
import { Problem } from '#ui/talk/problem.ts'
import { BrokenPage } from './shell/broken-page.tsx'
import { ConsoleFrame } from './shell/console-frame.tsx'
import { MissingPage } from './shell/missing-page.tsx'

type Context = { readonly cache: QueryClient }

/** Where every address begins. */
export const rootRoute = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: MissingPage, errorComponent: BrokenPage })

/** Inside: somebody is signed in. */
export const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  component: ConsoleFrame,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.cache.ensureQueryData(meQuery)
    } catch (error) {
      if (error instanceof Problem && error.status === 401) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
      throw error
    }
  },
})
