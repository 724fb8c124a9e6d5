import { BellOutlined } from '@ant-design/icons'
import { Badge, Button, Popover } from 'antd'
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
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" arrow={false} destroyOnHidden content={<Suspense fallback={null}><NoticesPanel onGo={() => setOpen(false)} /></Suspense>}>
      <Button type="text" aria-label={label} aria-expanded={open} icon={<Badge count={unread} overflowCount={99} size="small"><BellOutlined /></Badge>} />
    </Popover>
  )
}
