import type { FilledHouse } from './filled-house.ts'

/** A page that people look at: who sees it, where it is. A new screen is one line here, and every run over all pages sees it. */
export type SeenPage = { readonly name: string; readonly by: 'staff' | 'anybody'; readonly at: (filled: FilledHouse, words: string) => string }

const staff = (name: string, at: SeenPage['at']): SeenPage => ({ name, by: 'staff', at })
const anybody = (name: string, at: SeenPage['at']): SeenPage => ({ name, by: 'anybody', at })

/** The staff's screens. `words`: what stands where an address takes words. */
export const CONSOLE_PAGES: readonly SeenPage[] = [
  anybody('sign-in', (_, words) => `/sign-in?to=${encodeURIComponent(words)}`),
  anybody('invitation', ({ invitation }) => `/invitations/${invitation}`),
  anybody('invitation that is none', (_, words) => `/invitations/${encodeURIComponent(words)}`),
  staff('inbox', (_, words) => `/inbox?view=all&q=${encodeURIComponent(words)}`),
  staff('inbox of one view', (_, words) => `/inbox?view=${encodeURIComponent(words)}`),
  staff('case, new', ({ cases }) => `/cases/${cases.fresh}`),
  staff('case, worked on', ({ cases }) => `/cases/${cases.worked}`),
  staff('case, solved', ({ cases }) => `/cases/${cases.solved}`),
  staff('case that is none', (_, words) => `/cases/${encodeURIComponent(words)}`),
  staff('search', (_, words) => `/search?q=${encodeURIComponent(words)}`),
  staff('customers', (_, words) => `/customers?q=${encodeURIComponent(words)}`),
  staff('customer', ({ customerId }) => `/customers/${customerId}`),
  staff('overview', () => '/overview'),
  staff('settings', () => '/settings'),
  staff('start', () => '/'),
  staff('welcome', () => '/welcome'),
  staff('handbook', () => '/handbook'),
  staff('scenario', () => '/handbook/scenarios/after-sales'),
  staff('scenario that is none', (_, words) => `/handbook/scenarios/${encodeURIComponent(words)}`),
  staff('clause', () => '/handbook/clauses/AFT-01'),
  staff('clause that is none', (_, words) => `/handbook/clauses/${encodeURIComponent(words)}`),
  staff('versions', () => '/handbook/versions'),
  staff('moving cases', () => '/handbook/versions/moves'),
  staff('administration: company', () => '/admin/company'),
  staff('administration: calendars', () => '/admin/calendars'),
  staff('administration: people', () => '/admin/people'),
  staff('administration: teams', () => '/admin/teams'),
  staff('administration: roles', () => '/admin/roles'),
  staff('administration: mailboxes', () => '/admin/mailboxes'),
  staff('administration: api-keys', () => '/admin/api-keys'),
  staff('administration: audit', () => '/admin/audit'),
  staff('administration: quarantine', () => '/admin/quarantine'),
  staff('administration: health', () => '/admin/health'),
  staff('API keys', () => '/admin/api-keys'),
  staff('audit log', () => '/admin/audit'),
  staff('quarantine', () => '/admin/quarantine'),
  staff('health', () => '/admin/health'),
  staff('a place that is none', (_, words) => `/${encodeURIComponent(words)}`),
]

/** What customers open from a mail. */
export const CUSTOMER_PAGES: readonly SeenPage[] = [
  anybody('confirm the need', ({ links }) => links.need),
  anybody('confirm the result', ({ links }) => links.result),
  anybody('confirmed', ({ links }) => links.confirmed),
  anybody('score', ({ links }) => links.score),
  anybody('scored', ({ links }) => links.scored),
  anybody('promises', () => '/promises'),
  anybody('link that is none', (_, words) => `/c/${encodeURIComponent(words)}`),
]
