import { InboxOutlined, MenuOutlined, SettingOutlined } from '@ant-design/icons'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState, type ReactNode } from 'react'
import { OwnPasswordScreen } from '#capabilities/access/web/screens/own-password-screen.tsx'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { adminPagesOf } from '../admin/admin-pages.ts'
import { useSessionEnded } from '../session-end.ts'
import styles from './console-frame.module.css'
import { SessionEnded } from './session-ended.tsx'
import { useConsoleWords } from './use-console-words.ts'
import { UserMenu } from './user-menu.tsx'

/** What is around every screen: where one can go, and who one is. */
export function ConsoleFrame() {
  const say = useConsoleWords()
  const me = useMe()
  const ended = useSessionEnded()
  const [open, setOpen] = useState(false)
  if (me.mustChangePassword) return <OwnPasswordScreen />
  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#content">{say('skip')}</a>
      <header className={styles['head']}>
        <Button className={styles['burger'] ?? ''} type="text" icon={<MenuOutlined />} aria-label={say('nav.open')} onClick={() => setOpen(true)} />
        <Link to="/inbox" search={{ view: 'mine' }} className={styles['brand']}><img src="/mark.svg" alt="" width={24} height={24} /><span>{say('product')}</span></Link>
        <span className={styles['gap']} />
        <UserMenu me={me} />
      </header>
      <nav className={styles['side']} aria-label={say('nav.label')}><Places /></nav>
      <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={240} title={say('product')}>
        <nav aria-label={say('nav.label')}><Places onGo={() => setOpen(false)} /></nav>
      </Drawer>
      <main id="content" className={styles['content']} tabIndex={-1}><Outlet /></main>
      {ended && <SessionEnded />}
    </div>
  )
}

function Places({ onGo }: { readonly onGo?: () => void }) {
  const say = useConsoleWords()
  const administers = adminPagesOf(useMe().permissions).length > 0
  return (
    <ul className={styles['places']}>
      <Place to="/inbox" icon={<InboxOutlined />} name={say('nav.inbox')} onGo={onGo} />
      {administers && <Place to="/admin" icon={<SettingOutlined />} name={say('nav.admin')} onGo={onGo} />}
    </ul>
  )
}

type PlaceProps = { readonly to: '/inbox' | '/admin'; readonly icon: ReactNode; readonly name: string; readonly onGo: (() => void) | undefined }

function Place({ to, icon, name, onGo }: PlaceProps) {
  const here = useRouterState({ select: ({ location }) => location.pathname.startsWith(to) })
  return (
    <li>
      <Link to={to} search={to === '/inbox' ? { view: 'mine' } : {}} className={styles['place']} data-here={here} aria-current={here ? 'page' : undefined} {...(onGo === undefined ? {} : { onClick: onGo })}>
        <span aria-hidden>{icon}</span>
        <span>{name}</span>
      </Link>
    </li>
  )
}
