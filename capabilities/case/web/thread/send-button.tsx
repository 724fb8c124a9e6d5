import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown, Space } from 'antd'
import { useState } from 'react'
import type { CaseView } from '../../contract.ts'
import { useGuide } from '../pieces/use-guide.ts'
import type { Way } from './use-send.ts'
import { useThreadWords } from './use-thread-words.ts'

type SendProps = { readonly view: CaseView; readonly ready: boolean; readonly busy: boolean; readonly onSend: (way: Way) => void; readonly onLater: () => void }

const WAIT = 'wait:'

/** Sends a reply; beside it the other ways: later, or so that the case then waits for the customer. */
export function SendButton({ view, ready, busy, onSend, onLater }: SendProps) {
  const say = useThreadWords()
  const [open, setOpen] = useState(false)
  const mayWait = view.permissions.includes('case.wait') && view.wait === null
  const guide = useGuide(view.scenario.key, view.handbookId)
  const waits = mayWait ? (guide.data?.waits ?? []) : []
  const items = [{ key: 'later', label: say('write.later') }, ...waits.map((wait) => ({ key: `${WAIT}${wait.key}`, label: say('write.and_wait', { reason: wait.name }) }))]
  return (
    <Space.Compact>
      <Button type="primary" disabled={!ready} loading={busy} onClick={() => onSend({})}>{say('write.send')}</Button>
      <Dropdown trigger={['click']} placement="topRight" open={open} onOpenChange={setOpen} disabled={!ready} menu={{ items, onClick: ({ key: chosen }) => (chosen === 'later' ? onLater() : onSend({ wait: chosen.slice(WAIT.length) })) }}>
        <Button type="primary" disabled={!ready} icon={<DownOutlined />} aria-label={say('write.more')} />
      </Dropdown>
    </Space.Compact>
  )
}
