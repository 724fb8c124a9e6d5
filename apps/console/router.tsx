import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { SETUP_STEPS, type SetupStep } from '#capabilities/access/core/setup-step.ts'
import { readSearchAddress } from '#capabilities/case/web/search/search-address.ts'
import { InboxScreen } from '#capabilities/case/web/screens/inbox-screen.tsx'
import { readInboxSearch } from '#capabilities/case/web/inbox/inbox-search.ts'
import { readCustomersAsked } from '#capabilities/customer/web/pieces/customers-asked.ts'
import { adminRoutes } from './admin/admin-routes.tsx'
import { readDemoSign } from './demo-sign.ts'
import { handbookRoutes } from './handbook/handbook-routes.tsx'
import { insideRoute, rootRoute } from './inside-route.tsx'
import { beginSession } from './session-end.ts'
import { MissingPage } from './shell/missing-page.tsx'
import { StartPage } from './start-page.tsx'

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ to }: Readonly<Record<string, unknown>>): { readonly to?: string } => (typeof to === 'string' && /^\/(?!\/)/.test(to) ? { to } : {}),
  component: lazyRouteComponent(async () => {
    const { SignInScreen } = await import('#capabilities/access/web/screens/sign-in-screen.tsx')
    return {
      default: function SignInPage() {
        const { to = '/' } = signIn.useSearch()
        const navigate = signIn.useNavigate()
        return <SignInScreen guests={readDemoSign(document)} onSignedIn={() => { beginSession(); void navigate({ href: to, replace: true }) }} />
      },
    }
  }),
})

/** Where an invitation leads; nobody is signed in yet. */
const invitation = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitations/$token',
  component: lazyRouteComponent(async () => {
    const { InvitationScreen } = await import('#capabilities/access/web/screens/invitation-screen.tsx')
    return {
      default: function InvitationPage() {
        const { token } = invitation.useParams()
        const navigate = invitation.useNavigate()
        return <InvitationScreen token={token} onInside={() => { beginSession(); void navigate({ to: '/inbox', search: { view: 'mine' }, replace: true }) }} />
      },
    }
  }),
})

const start = createRoute({ getParentRoute: () => insideRoute, path: '/', component: StartPage })

/** The first run; a step of it can be come back to. */
const welcome = createRoute({
  getParentRoute: () => insideRoute,
  path: '/welcome',
  validateSearch: ({ step }: Readonly<Record<string, unknown>>): { readonly step?: SetupStep } => {
    const known = SETUP_STEPS.find((each) => each === step)
    return known === undefined ? {} : { step: known }
  },
  component: lazyRouteComponent(async () => {
    const { WelcomeScreen } = await import('./welcome/welcome-screen.tsx')
    return { default: () => <WelcomeScreen step={welcome.useSearch().step} /> }
  }),
})

const inbox = createRoute({
  getParentRoute: () => insideRoute,
  path: '/inbox',
  validateSearch: readInboxSearch,
  // Where everybody begins: it comes with the program and not after it.
  component: function Inbox() {
    return <InboxScreen search={inbox.useSearch()} />
  },
})

const oneCase = createRoute({
  getParentRoute: () => insideRoute,
  path: '/cases/$id',
  component: lazyRouteComponent(async () => {
    const { CaseScreen } = await import('#capabilities/case/web/screens/case-screen.tsx')
    return { default: () => <CaseScreen key={oneCase.useParams().id} id={oneCase.useParams().id} /> }
  }),
})

const customers = createRoute({
  getParentRoute: () => insideRoute,
  path: '/customers',
  validateSearch: readCustomersAsked,
  component: lazyRouteComponent(async () => {
    const { CustomersScreen } = await import('#capabilities/case/web/screens/customers-screen.tsx')
    return {
      default: function Customers() {
        const navigate = customers.useNavigate()
        return <CustomersScreen asked={customers.useSearch()} onAsk={(asked) => void navigate({ search: asked, replace: true })} />
      },
    }
  }),
})

/** What a lead looks at each morning. */
const overview = createRoute({
  getParentRoute: () => insideRoute,
  path: '/overview',
  component: lazyRouteComponent(async () => {
    const { OverviewScreen } = await import('#capabilities/insight/web/screens/overview-screen.tsx')
    return { default: OverviewScreen }
  }),
})

const oneCustomer = createRoute({
  getParentRoute: () => insideRoute,
  path: '/customers/$id',
  component: lazyRouteComponent(async () => {
    const { CustomerScreen } = await import('#capabilities/case/web/screens/customer-screen.tsx')
    return { default: () => <CustomerScreen key={oneCustomer.useParams().id} id={oneCustomer.useParams().id} /> }
  }),
})

const search = createRoute({
  getParentRoute: () => insideRoute,
  path: '/search',
  validateSearch: readSearchAddress,
  component: lazyRouteComponent(async () => {
    const { SearchScreen } = await import('#capabilities/case/web/screens/search-screen.tsx')
    return { default: () => <SearchScreen {...search.useSearch()} /> }
  }),
})

const settings = createRoute({
  getParentRoute: () => insideRoute,
  path: '/settings',
  component: lazyRouteComponent(async () => {
    const { SettingsScreen } = await import('./settings/settings-screen.tsx')
    return { default: SettingsScreen }
  }),
})

/** An address that leads nowhere: whoever is inside stays inside. */
const nowhere = createRoute({ getParentRoute: () => insideRoute, path: '$', component: MissingPage })

const routes = rootRoute.addChildren([signIn, invitation, insideRoute.addChildren([start, welcome, inbox, overview, oneCase, customers, oneCustomer, search, settings, ...handbookRoutes, adminRoutes, nowhere])])

/** All addresses of the console. What a page does not know of its address never reaches it. */
export function createConsoleRouter(cache: QueryClient) {
  return createRouter({ routeTree: routes, context: { cache }, defaultPreload: 'intent', defaultPreloadStaleTime: 0, scrollRestoration: true, search: { strict: true } })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
