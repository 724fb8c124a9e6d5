import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { CustomerItem } from '../../contract.ts'
import { askCustomer, customerKeys } from '../pieces/customer-api.ts'
import { CustomerDialog } from '../pieces/customer-dialog.tsx'
import type { CustomersAsked } from '../pieces/customers-asked.ts'
import { useCustomerWords } from '../pieces/use-customer-words.ts'
import { useTierName, useTiers } from '../pieces/use-tiers.ts'
import styles from './customers-screen.module.css'

const PAGE = 50

/** 客户: everybody one may see, by name and tier; what is asked for stands in the address. */
export function CustomersScreen({ asked, onAsk }: { readonly asked: CustomersAsked; readonly onAsk: (asked: CustomersAsked) => void }) {
  const say = useCustomerWords()
  const navigate = useNavigate()
  const mayEdit = useMay('customer.edit') !== undefined
  const [creating, setCreating] = useState(false)
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: customerKeys.list({ ...asked, pages: true }),
    queryFn: async ({ pageParam, signal }) => askCustomer.call('GET /api/v1/customers', { query: { limit: PAGE, ...asked, ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const customers = data?.pages.flatMap(({ items }) => items) ?? []
  const narrowed = asked.tier !== undefined || asked.archived === true
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{say('list.title')}</h1>
        <Filters asked={asked} onAsk={onAsk} />
        {mayEdit && <Button type="primary" onClick={() => setCreating(true)}>{say('create.button')}</Button>}
      </header>
      <ProblemNote problem={error} />
      {data !== undefined && customers.length === 0 && <EmptyNote title={say('list.none')} text={say(narrowed ? 'list.none_filtered' : asked.q === undefined ? 'list.none_text' : 'list.none_found')} />}
      {customers.length > 0 && <ul className={styles['rows']} aria-label={say('list.title')}>{customers.map((customer) => <li key={customer.id}><CustomerLine customer={customer} /></li>)}</ul>}
      {hasNextPage && <div><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{say('list.more')}</Button></div>}
      {creating && <CustomerDialog customer={null} onClose={() => setCreating(false)} onDone={(id) => void navigate({ to: '/customers/$id', params: { id } })} />}
    </div>
  )
}

function Filters({ asked: { q, tier, archived }, onAsk }: { readonly asked: CustomersAsked; readonly onAsk: (asked: CustomersAsked) => void }) {
  const say = useCustomerWords()
  const tiers = useTiers()
  const rest = { ...(q === undefined ? {} : { q }), ...(tier === undefined ? {} : { tier }), ...(archived === true ? { archived } : {}) }
  const without = (name: keyof CustomersAsked): CustomersAsked => Object.fromEntries(Object.entries(rest).filter(([key]) => key !== name))
  return (
    <>
      <Input.Search className={styles['search'] ?? ''} defaultValue={q ?? ''} allowClear placeholder={say('list.search')} aria-label={say('list.search')} onSearch={(wanted) => onAsk({ ...without('q'), ...(wanted.trim() === '' ? {} : { q: wanted.trim() }) })} />
      {tiers.length > 0 && (
        <Select
          className={styles['tier'] ?? ''} aria-label={say('list.tier')} value={tier ?? ''} popupMatchSelectWidth={false} options={[{ value: '', label: say('list.all_tiers') }, ...tiers.map(({ key, name }) => ({ value: key, label: name }))]}
          onChange={(wanted) => onAsk({ ...without('tier'), ...(wanted === '' ? {} : { tier: wanted }) })}
        />
      )}
      <Checkbox checked={archived === true} onChange={({ target }) => onAsk({ ...without('archived'), ...(target.checked ? { archived: true } : {}) })}>{say('list.archived')}</Checkbox>
    </>
  )
}

function CustomerLine({ customer: { id, kind, name, company, tier } }: { readonly customer: CustomerItem }) {
  const say = useCustomerWords()
  const tierName = useTierName()(tier)
  return (
    <Link to="/customers/$id" params={{ id }} className={styles['row']}>
      <strong className={styles['name']}>{name}</strong>
      <span className={styles['small']}>{company ?? say(`kind.${kind}`)}</span>
      {tierName !== null && <ToneChip tone="calm">{tierName}</ToneChip>}
    </Link>
  )
}
