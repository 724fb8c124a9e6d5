/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */
import { Button, Skeleton } from 'antd'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ContactItem } from './contact-item.tsx'
import { MessageItem, type MessageActions } from './message-item.tsx'
import styles from './message-list.module.css'
import type { ThreadEntry } from './thread-entries.ts'
import { useThreadWords } from './use-thread-words.ts'

const NEAR_PX = 120

type ListProps = { readonly entries: readonly ThreadEntry[]; readonly loaded: boolean; readonly older: { readonly more: boolean; readonly loading: boolean; readonly ask: () => void }; readonly actions: MessageActions; readonly downTo: number }

/** The newest stands at the bottom. Who reads further up stays where they are, and is told that something came; `downTo` counts how often one wanted to go down. */
export function MessageList({ entries, loaded, older, actions, downTo }: ListProps) {
  const say = useThreadWords()
  const { frame, news, goDown, onScroll } = useStanding(entries, downTo)
  return (
    <div className={styles['around']}>
      <div ref={frame} className={styles['frame']} tabIndex={0} role="log" aria-label={say('thread.label')} onScroll={onScroll}>
        <div className={styles['list']}>
          {!loaded && <Skeleton active avatar paragraph={{ rows: 3 }} />}
          {loaded && entries.length === 0 && <EmptyNote title={say('thread.empty.title')} text={say('thread.empty.text')} />}
          {older.more && <Button className={styles['older'] ?? ''} size="small" loading={older.loading} onClick={older.ask}>{say('thread.older')}</Button>}
          {loaded && !older.more && entries.length > 0 && <p className={styles['begin']}>{say('thread.begin')}</p>}
          {entries.map((entry) => ('message' in entry ? <MessageItem key={entry.id} message={entry.message} actions={actions} /> : <ContactItem key={entry.id} contact={entry.contact} />))}
        </div>
      </div>
      {news && <Button type="primary" shape="round" size="small" className={styles['news'] ?? ''} onClick={goDown}>{say('thread.news')}</Button>}
    </div>
  )
}

/** Keeps the reader's place: at the bottom they stay there, above they are not moved, and older messages grow upwards. */
function useStanding(entries: readonly ThreadEntry[], downTo: number) {
  const frame = useRef<HTMLDivElement>(null)
  const place = useRef({ atBottom: true, fromBottom: 0 })
  const known = useRef<{ readonly first: string | undefined; readonly last: string | undefined }>({ first: undefined, last: undefined })
  const [news, setNews] = useState(false)
  const goDown = (): void => {
    setNews(false)
    frame.current?.scrollTo({ top: frame.current.scrollHeight })
  }
  const first = entries[0]?.id
  const last = entries.at(-1)?.id
  useLayoutEffect(() => {
    const box = frame.current
    if (box === null) return
    const before = known.current
    known.current = { first, last }
    if (place.current.atBottom) box.scrollTop = box.scrollHeight
    else if (before.first !== undefined && before.first !== first) box.scrollTop = box.scrollHeight - place.current.fromBottom
    if (!place.current.atBottom && before.last !== undefined && before.last !== last) setNews(true)
  }, [first, last])
  // The scrolling itself tells that one is down.
  useEffect(() => {
    if (downTo > 0) frame.current?.scrollTo({ top: frame.current.scrollHeight })
  }, [downTo])
  // Pictures and laid-out mails grow after they are shown.
  useEffect(() => {
    const box = frame.current
    const list = box?.firstElementChild
    if (box === null || list === null || list === undefined) return
    const watch = new ResizeObserver(() => {
      if (place.current.atBottom) box.scrollTop = box.scrollHeight
    })
    watch.observe(list)
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  const onScroll = (): void => {
    const box = frame.current
    if (box === null) return
    const fromBottom = box.scrollHeight - box.scrollTop
    place.current = { atBottom: fromBottom - box.clientHeight < NEAR_PX, fromBottom }
    if (place.current.atBottom) setNews(false)
  }
  return { frame, news, goDown, onScroll }
}
