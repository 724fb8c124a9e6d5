import { BookOutlined, DashboardOutlined, InboxOutlined, SettingOutlined, TeamOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { adminPagesOf } from '../admin/admin-pages.ts'
import type { ConsoleWord } from '../words/zh-cn.ts'

/** Where one can go from everywhere: the side navigation, the palette and the keys read this list. */
export type Place = { readonly to: '/inbox' | '/overview' | '/customers' | '/handbook' | '/admin'; readonly word: ConsoleWord; readonly keys: string; readonly icon: ReactNode; readonly may: (permissions: Me['permissions']) => boolean }

const PLACES: readonly Place[] = [
  { to: '/inbox', word: 'nav.inbox', keys: 'g i', icon: <InboxOutlined />, may: () => true },
  { to: '/overview', word: 'nav.overview', keys: 'g o', icon: <DashboardOutlined />, may: (permissions) => permissions['report.read'] !== undefined },
  { to: '/customers', word: 'nav.customers', keys: 'g c', icon: <TeamOutlined />, may: (permissions) => permissions['customer.read'] !== undefined },
  { to: '/handbook', word: 'nav.handbook', keys: 'g h', icon: <BookOutlined />, may: () => true },
  { to: '/admin', word: 'nav.admin', keys: 'g a', icon: <SettingOutlined />, may: (permissions) => adminPagesOf(permissions).length > 0 },
]

/** The places somebody has something to do in. */
export const placesOf = (permissions: Me['permissions']): readonly Place[] => PLACES.filter(({ may }) => may(permissions))
