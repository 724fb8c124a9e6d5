import { MenuOutlined } from '@ant-design/icons'
import { Link, Outlet } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { BatchGoingOn } from '#capabilities/case/web/pieces/batch-going-on.tsx'
import { useLiveConnection } from '#capabilities/case/web/pieces/live.ts'
import { endSession, useSessionEnded } from '../session-end.ts'
import styles from './console-frame.module.css'
import { DemoNote } from './demo-note.tsx'
import { HeadSearch } from './head-search.tsx'
import { LiveState } from './live-state.tsx'
import { NoticesBell } from './notices/notices-bell.tsx'
import { useRememberOpened } from './palette/recent.ts'
import { SessionEnded } from './session-ended.tsx'
import { SidePlaces } from './side-places.tsx'
import { useConsoleWords } from './use-console-words.ts'
import { useShellKeys, type Shown } from './use-shell-keys.ts'
import { UserMenu } from './user-menu.tsx'
import { ScreenWatermark } from './screen-watermark.tsx'

// What lies over the screen now and then comes when it is first asked for.
const OwnPasswordScreen = lazy(async () => ({ default: (await import('#capabilities/access/web/screens/own-password-screen.tsx')).OwnPasswordScreen }))
const Palette = lazy(async () => ({ default: (await import('./palette/palette.tsx')).Palette }))
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }))
const NewCaseDialog = lazy(async () => ({ default: (await import('#capabilities/case/web/inbox/new-case-dialog.tsx')).NewCaseDialog }))

/** What is around every screen: where one can go, what one can look for, what is new, and who one is. */
export function ConsoleFrame() {
  const me = useMe()
  return me.mustChangePassword ? <Suspense fallback={null}><OwnPasswordScreen /></Suspense> : <Inside me={me} />
}

function Inside({ me }: { readonly me: Me }) {
  const say = useConsoleWords()
  const ended = useSessionEnded()
  const [navigating, setNavigating] = useState(false)
  const [shown, show] = useState<Shown>(null)
  useLiveConnection(endSession)
  useShellKeys(me, show)
  useRememberOpened()
  const close = (): void => show(null)
  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#content">{say('skip')}</a>
      <header className={styles['head']}>
        <Button className={styles['burger'] ?? ''} type="text" icon={<MenuOutlined />} aria-label={say('nav.open')} onClick={() => setNavigating(true)} />
        <Link to="/inbox" search={{ view: 'mine' }} className={styles['brand']} aria-label={say('product')}><img src="/mark.svg" alt="" width={24} height={24} /><span>{say('product')}</span></Link>
        <HeadSearch onOpen={() => show('palette')} />
        <span className={styles['gap']} />
        <DemoNote />
        <LiveState />
        <NoticesBell />
        <UserMenu me={me} />
      </header>
      <nav className={styles['side']} aria-label={say('nav.label')}><SidePlaces /></nav>
      <Drawer open={navigating} onClose={() => setNavigating(false)} placement="left" size={240} title={say('product')}>
        <nav aria-label={say('nav.label')}><SidePlaces onGo={() => setNavigating(false)} /></nav>
      </Drawer>
      <main id="content" className={styles['content']} tabIndex={-1}><Outlet /></main>
      <Suspense fallback={null}>
        {shown === 'palette' && <Palette me={me} onClose={close} onShow={show} />}
        {shown === 'help' && <KeyHelp onClose={close} />}
        {shown === 'new-case' && <NewCaseDialog onClose={close} />}
      </Suspense>
      <BatchGoingOn />
      <ScreenWatermark me={me} />
      {ended && <SessionEnded />}
    </div>
  )
}
