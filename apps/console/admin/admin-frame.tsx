import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { bringIntoView } from '#ui/pieces/bring-into-view.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { adminPagesOf } from './admin-pages.ts'
import styles from './admin-frame.module.css'
import { useAdminWords } from './use-admin-words.ts'

/** 管理: the pages one has something to do on, and the one that is open. */
export function AdminFrame() {
  const say = useAdminWords()
  const groups = adminPagesOf(useMe().permissions)
  const here = useRouterState({ select: ({ location }) => location.pathname })
  if (groups.length === 0) return <EmptyNote title={say('nothing.title')} text={say('nothing.text')} />
  return (
    <div className={styles['frame']}>
      <nav className={styles['side']} aria-label={say('nav')}>
        {groups.map(({ group, pages }) => (
          <Fragment key={group}>
            <h2 className={styles['group']}>{say(`group.${group}`)}</h2>
            <ul>
              {pages.map(({ to, word }) => (
                <li key={to}><Link ref={here === to ? bringIntoView : null} to={to} className={styles['page']} data-here={here === to} aria-current={here === to ? 'page' : undefined}>{say(word)}</Link></li>
              ))}
            </ul>
          </Fragment>
        ))}
      </nav>
      <div className={styles['content']} tabIndex={0}><Outlet /></div>
    </div>
  )
}
