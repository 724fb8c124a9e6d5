import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTierName } from '#capabilities/customer/web/pieces/use-tiers.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import type { SearchFound } from '../../search-contract.ts'
import { MarkedText } from './marked-text.tsx'
import styles from './search.module.css'
import { useSearchWords } from './use-search-words.ts'
import type { SearchWord } from './words/zh-cn.ts'

type SectionProps = { readonly kind: 'cases' | 'customers' | 'messages'; readonly onMore: (() => void) | undefined; readonly count: number; readonly children: ReactNode }

function Section({ kind, onMore, count, children }: SectionProps) {
  const say = useSearchWords()
  if (count === 0) return null
  return (
    <section aria-label={say(`kind.${kind}`)}>
      <h2 className={styles['head']}>{say(`kind.${kind}`)}</h2>
      <ul className={styles['lines']}>{children}</ul>
      {onMore !== undefined && <Button type="link" onClick={onMore}>{say('more_of', { kind: say(`kind.${kind}`) })}</Button>}
    </section>
  )
}

type FoundProps<K extends 'cases' | 'customers' | 'messages'> = { readonly items: SearchFound[K]; readonly onMore: (() => void) | undefined }

/** The cases that were found. */
export function FoundCases({ items, onMore }: FoundProps<'cases'>) {
  const say = useSearchWords()
  return (
    <Section kind="cases" count={items.length} onMore={onMore}>
      {items.map(({ id, number, subject, status, openedAt }) => (
        <li key={id}>
          <Link to="/cases/$id" params={{ id }} className={styles['line']}>
            <span className={styles['main']}>{subject === null ? say('no_subject') : <MarkedText {...subject} />}</span>
            <span className={styles['meta']}><MarkedText {...number} /> · {say(`status.${status}` as SearchWord)} · <TimeText past at={openedAt} /></span>
          </Link>
        </li>
      ))}
    </Section>
  )
}

/** The customers that were found. */
export function FoundCustomers({ items, onMore }: FoundProps<'customers'>) {
  const say = useSearchWords()
  const tierName = useTierName()
  return (
    <Section kind="customers" count={items.length} onMore={onMore}>
      {items.map(({ id, name, company, tier, by, archivedAt }) => (
        <li key={id}>
          <Link to="/customers/$id" params={{ id }} className={styles['line']}>
            <span className={styles['main']}><MarkedText {...name} /></span>
            <span className={styles['meta']}>
              {company !== null && <MarkedText {...company} />} {tierName(tier)} {by === 'address' && say('by_address')} {archivedAt !== null && say('archived')}
            </span>
          </Link>
        </li>
      ))}
    </Section>
  )
}

/** The messages that were found, by the line around what was looked for. */
export function FoundMessages({ items, onMore }: FoundProps<'messages'>) {
  const say = useSearchWords()
  const who = (direction: string): string => (direction === 'note' ? say('from.note') : direction === 'in' ? say('from.customer') : say('from.us'))
  return (
    <Section kind="messages" count={items.length} onMore={onMore}>
      {items.map(({ id, caseId, number, direction, fromName, subject, snippet, createdAt }) => (
        <li key={id}>
          <Link to="/cases/$id" params={{ id: caseId }} className={styles['line']}>
            <span className={styles['main']}>{subject !== null && <><MarkedText {...subject} />　</>}<span className={styles['snippet']}><MarkedText {...snippet} /></span></span>
            <span className={styles['meta']}>{number} · {fromName ?? who(direction)} · <TimeText past at={createdAt} /></span>
          </Link>
        </li>
      ))}
    </Section>
  )
}
