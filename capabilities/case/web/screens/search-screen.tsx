import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Input, Segmented, Spin } from 'antd'
import { useState } from 'react'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { SEARCH_KINDS, type SearchKind } from '../../core/search-kind.ts'
import { FoundCases, FoundCustomers, FoundMessages } from '../search/found-lines.tsx'
import styles from '../search/search.module.css'
import { askable } from '../search/askable.ts'
import type { SearchAddress } from '../search/search-address.ts'
import { useFound } from '../search/use-found.ts'
import { useSearchWords } from '../search/use-search-words.ts'

/** Everything that was found: a few of each kind, or all of one. */
export function SearchScreen({ q = '', kind }: SearchAddress) {
  const say = useSearchWords()
  const navigate = useNavigate()
  const go = (next: SearchAddress): void => void navigate({ to: '/search', search: next })
  const found = useFound(q, kind)
  const pages = found.data?.pages ?? []
  const shown: readonly SearchKind[] = kind === undefined ? SEARCH_KINDS : [kind]
  const nothing = found.isSuccess && pages.every((page) => page.cases.length + page.customers.length + page.messages.length === 0)
  const moreOf = (one: SearchKind) => (kind === undefined && pages[0]?.more[one] === true ? () => go({ q, kind: one }) : undefined)
  return (
    <div className={styles['page']}>
      <h1 className={styles['title']}>{say('title')}</h1>
      <SearchField q={q} onSearch={(wanted) => go({ ...(kind === undefined ? {} : { kind }), ...(wanted === '' ? {} : { q: wanted }) })} />
      <Segmented<SearchKind | 'all'> value={kind ?? 'all'} onChange={(chosen) => go({ ...(q === '' ? {} : { q }), ...(chosen === 'all' ? {} : { kind: chosen }) })} options={(['all', ...SEARCH_KINDS] as const).map((value) => ({ value, label: say(`kind.${value}`) }))} />
      <ProblemNote problem={found.error} />
      {q === '' && <EmptyNote title={say('start')} text={say('hint')} />}
      {found.isLoading && <Spin />}
      {pages.at(-1)?.incomplete === true && <Alert type="info" showIcon title={say('incomplete')} />}
      {nothing && <EmptyNote title={say('nothing', { q })} text={say('nothing_text')} />}
      {shown.includes('cases') && <FoundCases items={pages.flatMap(({ cases }) => cases)} onMore={moreOf('cases')} />}
      {shown.includes('customers') && <FoundCustomers items={pages.flatMap(({ customers }) => customers)} onMore={moreOf('customers')} />}
      {shown.includes('messages') && <FoundMessages items={pages.flatMap(({ messages }) => messages)} onMore={moreOf('messages')} />}
      {found.hasNextPage && <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{say('more')}</Button>}
    </div>
  )
}

function SearchField({ q, onSearch }: { readonly q: string; readonly onSearch: (q: string) => void }) {
  const say = useSearchWords()
  const [typed, setTyped] = useState({ q, text: q })
  const text = typed.q === q ? typed.text : q
  return <Input.Search size="large" className={styles['field'] ?? ''} aria-label={say('label')} placeholder={say('label')} value={text} maxLength={200} allowClear onChange={({ target }) => setTyped({ q, text: target.value })} onSearch={(wanted) => onSearch(askable(wanted))} />
}
