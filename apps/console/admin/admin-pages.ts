import type { Me } from '#capabilities/access/contract.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { AdminWord } from './words/zh-cn.ts'

/** A page of the administration: where it is, what it is called, under which head, and who has something to do there. */
type AdminPage = { readonly to: string; readonly word: AdminWord; readonly group: AdminGroup; readonly may: readonly Permission[] }
export type AdminGroup = 'company' | 'people' | 'channels' | 'safety'

const ADMIN_PAGES = [
  { to: '/admin/company', word: 'page.company', group: 'company', may: ['handbook.publish', 'staff.manage'] },
  { to: '/admin/calendars', word: 'page.calendars', group: 'company', may: ['calendar.manage'] },
  { to: '/admin/people', word: 'page.people', group: 'people', may: ['staff.manage'] },
  { to: '/admin/teams', word: 'page.teams', group: 'people', may: ['team.manage'] },
  { to: '/admin/roles', word: 'page.roles', group: 'people', may: ['staff.manage'] },
  { to: '/admin/mailboxes', word: 'page.mailboxes', group: 'channels', may: ['mailbox.manage'] },
  { to: '/admin/api-keys', word: 'page.api_keys', group: 'safety', may: ['apikey.manage'] },
  { to: '/admin/audit', word: 'page.audit', group: 'safety', may: ['audit.read'] },
  { to: '/admin/quarantine', word: 'page.quarantine', group: 'safety', may: ['quarantine.manage'] },
  { to: '/admin/health', word: 'page.health', group: 'safety', may: ['outbox.manage'] },
] as const satisfies readonly AdminPage[]

type OnePage = (typeof ADMIN_PAGES)[number]

/** The pages somebody has something to do on, by group. */
export function adminPagesOf(permissions: Me['permissions']): readonly { readonly group: AdminGroup; readonly pages: readonly OnePage[] }[] {
  const groups: readonly AdminGroup[] = ['company', 'people', 'channels', 'safety']
  return groups
    .map((group) => ({ group, pages: ADMIN_PAGES.filter((page) => page.group === group && page.may.some((permission) => permissions[permission] !== undefined)) }))
    .filter(({ pages }) => pages.length > 0)
}
