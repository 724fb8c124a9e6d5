import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { SignInScreen } from '#capabilities/access/web/screens/sign-in-screen.tsx'
import { readInboxSearch } from '#capabilities/case/web/inbox/inbox-search.ts'
import { meQuery } from '#capabilities/access/web/pieces/use-me.ts'
import { Problem } from '#ui/talk/problem.ts'
import { BrokenPage } from './shell/broken-page.tsx'
import { ConsoleFrame } from './shell/console-frame.tsx'
import { MissingPage } from './shell/missing-page.tsx'

type Context = { readonly cache: QueryClient }

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: MissingPage, errorComponent: BrokenPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ to }: Readonly<Record<string, unknown>>): { readonly to?: string } => (typeof to === 'string' && /^\/(?!\/)/.test(to) ? { to } : {}),
  component: function SignInPage() {
    const { to = '/inbox' } = signIn.useSearch()
    const navigate = signIn.useNavigate()
    return <SignInScreen onSignedIn={() => void navigate({ href: to, replace: true })} />
  },
})

/** Inside: somebody is signed in. */
const inside = createRoute({
  getParentRoute: () => root,
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

const start = createRoute({ getParentRoute: () => inside, path: '/', beforeLoad: () => { throw redirect({ to: '/inbox', search: { view: 'mine' } }) } })

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(async () => {
    const { InboxScreen } = await import('#capabilities/case/web/screens/inbox-screen.tsx')
    return { default: () => <InboxScreen search={inbox.useSearch()} /> }
  }),
})

const oneCase = createRoute({
  getParentRoute: () => inside,
  path: '/cases/$id',
  component: lazyRouteComponent(async () => {
    const { CaseScreen } = await import('#capabilities/case/web/screens/case-screen.tsx')
    return { default: () => <CaseScreen key={oneCase.useParams().id} id={oneCase.useParams().id} /> }
  }),
})

const routes = root.addChildren([signIn, inside.addChildren([start, inbox, oneCase])])

/** All addresses of the console. */
export function createConsoleRouter(cache: QueryClient) {
  return createRouter({ routeTree: routes, context: { cache }, defaultPreload: 'intent', defaultPreloadStaleTime: 0, scrollRestoration: true })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
