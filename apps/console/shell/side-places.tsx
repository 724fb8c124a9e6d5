import { Link, useRouterState } from '@tanstack/react-router'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import styles from './console-frame.module.css'
import { placesOf, type Place } from './places.tsx'
import { useConsoleWords } from './use-console-words.ts'

/** Where one can go, and where one is. */
export function SidePlaces({ onGo }: { readonly onGo?: () => void }) {
  const places = placesOf(useMe().permissions)
  return <ul className={styles['places']}>{places.map((place) => <OnePlace key={place.to} place={place} onGo={onGo} />)}</ul>
}

function OnePlace({ place: { to, icon, word }, onGo }: { readonly place: Place; readonly onGo: (() => void) | undefined }) {
  const say = useConsoleWords()
  const here = useRouterState({ select: ({ location }) => location.pathname.startsWith(to) || (to === '/inbox' && location.pathname.startsWith('/cases/')) })
  return (
    <li>
      <Link to={to} search={to === '/inbox' ? { view: 'mine' } : {}} className={styles['place']} data-here={here} aria-current={here ? 'page' : undefined} {...(onGo === undefined ? {} : { onClick: onGo })}>
        <span aria-hidden>{icon}</span>
        <span>{say(word)}</span>
      </Link>
    </li>
  )
}
