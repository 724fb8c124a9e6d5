import { CheckOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, Spin } from 'antd'
import { useState } from 'react'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import { useShellWords } from '../use-shell-words.ts'
import styles from './notices-panel.module.css'
import { useNotices, useReadAllNotices, useReadNotice, type Notice } from './use-notices.ts'

/** What one was told, the newest first; pressing one opens its case and reads it. */
export function NoticesPanel({ onGo }: { readonly onGo: () => void }) {
  const say = useShellWords()
  const [unread, setUnread] = useState(false)
  const list = useNotices(unread)
  const readAll = useReadAllNotices()
  const notices = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className={styles['panel']} aria-label={say('notices.title')}>
      <header className={styles['head']}>
        <Segmented<boolean> size="small" value={unread} onChange={setUnread} options={[{ value: false, label: say('notices.all') }, { value: true, label: say('notices.unread') }]} />
        <Button type="link" size="small" loading={readAll.isPending} disabled={notices.every(({ readAt }) => readAt !== null)} onClick={() => readAll.mutate(null)}>{say('notices.read_all')}</Button>
      </header>
      <ProblemNote problem={list.error ?? readAll.error} />
      {list.isPending && <Spin className={styles['spin'] ?? ''} />}
      {list.isSuccess && notices.length === 0 && (unread ? <EmptyNote title={say('notices.none_unread')} /> : <EmptyNote title={say('notices.none')} text={say('notices.none_text')} />)}
      <ul className={styles['list']}>
        {notices.map((notice) => <NoticeLine key={notice.id} notice={notice} onGo={onGo} />)}
      </ul>
      {list.hasNextPage && <Button type="link" block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('notices.more')}</Button>}
    </section>
  )
}

function NoticeLine({ notice, onGo }: { readonly notice: Notice; readonly onGo: () => void }) {
  const say = useShellWords()
  const read = useReadNotice()
  const unread = notice.readAt === null
  const open = (): void => {
    if (unread) read.mutate(notice.id)
    onGo()
  }
  return (
    <li className={styles['line']} data-unread={unread}>
      <Link to="/cases/$id" params={{ id: notice.caseId }} className={styles['link']} onClick={open}>
        <span className={styles['saying']}>{unread && <><span className={styles['dot']} aria-hidden /><span className="unseen">{say('notices.is_unread')}</span></>}{notice.saying}</span>
        <span className={styles['subject']}>{notice.subject ?? say('notices.hidden_subject')}</span>
        <span className={styles['meta']}>{notice.number} · <TimeText past at={notice.createdAt} /></span>
      </Link>
      {unread && <Button type="text" size="small" icon={<CheckOutlined />} aria-label={say('notices.read')} title={say('notices.read')} loading={read.isPending} onClick={() => read.mutate(notice.id)} />}
    </li>
  )
}
