import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { askCustomer, customerKeys } from '../pieces/customer-api.ts'
import { CustomerDialog } from '../pieces/customer-dialog.tsx'
import { useCustomerWords } from '../pieces/use-customer-words.ts'
import styles from './customers-screen.module.css'

const PAGE = 50

/** 客户: everybody one may see, by name; `q` stands in the address. */
export function CustomersScreen({ q }: { readonly q: string }) {
  const say = useCustomerWords()
  const navigate = useNavigate()
  const mayEdit = useMay('customer.edit') !== undefined
  const [creating, setCreating] = useState(false)
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: customerKeys.list({ q, pages: true }),
    queryFn: async ({ pageParam, signal }) => askCustomer.call('GET /api/v1/customers', { query: { limit: PAGE, ...(q === '' ? {} : { q }), ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const customers = data?.pages.flatMap(({ items }) => items) ?? []
  const open = (id: string): void => void navigate({ to: '/customers/$id', params: { id } })
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{say('list.title')}</h1>
        <Input.Search className={styles['search'] ?? ''} defaultValue={q} allowClear placeholder={say('list.search')} aria-label={say('list.search')} onSearch={(wanted) => void navigate({ to: '/customers', search: wanted.trim() === '' ? {} : { q: wanted.trim() }, replace: true })} />
        {mayEdit && <Button type="primary" onClick={() => setCreating(true)}>{say('create.button')}</Button>}
      </header>
      <ProblemNote problem={error} />
      {data !== undefined && customers.length === 0 && <EmptyNote title={say('list.none')} text={say(q === '' ? 'list.none_text' : 'list.none_found')} />}
      <ul className={styles['rows']} aria-label={say('list.title')}>
        {customers.map(({ id, name, company, tier }) => (
          <li key={id}>
            <Link to="/customers/$id" params={{ id }} className={styles['row']}>
              <strong>{name}</strong>
              <span className={styles['small']}>{[company, tier].filter((part) => part !== null).join(' · ')}</span>
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && <div><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{say('list.more')}</Button></div>}
      {creating && <CustomerDialog customer={null} onClose={() => setCreating(false)} onDone={open} />}
    </div>
  )
}
