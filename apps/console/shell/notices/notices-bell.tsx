import { BellOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useShellWords } from '../use-shell-words.ts'
import { useUnreadCount } from './use-notices.ts'

const NoticesPanel = lazy(async () => ({ default: (await import('./notices-panel.tsx')).NoticesPanel }))

/** How many notices are unread; pressed, it shows them. */
export function NoticesBell() {
  const say = useShellWords()
  const unread = useUnreadCount()
  const [open, setOpen] = useState(false)
  const label = unread === 0 ? say('notices.button_none') : say('notices.button', { count: unread > 99 ? '99+' : unread })
  return (
    <>
      <Button type="text" aria-label={label} aria-expanded={open} onClick={() => setOpen(true)} icon={<Badge count={unread} overflowCount={99} size="small" offset={[6, -2]}><BellOutlined /></Badge>} />
      <Drawer open={open} onClose={() => setOpen(false)} placement="right" size={400} title={say('notices.title')} destroyOnHidden>
        <Suspense fallback={null}><NoticesPanel onGo={() => setOpen(false)} /></Suspense>
      </Drawer>
    </>
  )
}
