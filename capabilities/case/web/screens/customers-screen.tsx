import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { CustomerListed } from '#capabilities/customer/contract.ts'
import { askCustomer, customerKeys } from '#capabilities/customer/web/pieces/customer-api.ts'
import { CustomerDialog } from '#capabilities/customer/web/pieces/customer-dialog.tsx'
import type { CustomersAsked } from '#capabilities/customer/web/pieces/customers-asked.ts'
import { useCustomerWords } from '#capabilities/customer/web/pieces/use-customer-words.ts'
import { useTierName, useTiers } from '#capabilities/customer/web/pieces/use-tiers.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import type { CustomerBrief } from '../../brief-contract.ts'
import { askCase } from '../pieces/case-api.ts'
import styles from './customers-screen.module.css'

const PAGE = 50

/** 客户: everybody one may see, how they are reached and how it stands with them; what is asked for stands in the address. */
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
  const briefs = useBriefs(data?.pages.map(({ items }) => items.map(({ id }) => id)) ?? [])
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{say('list.title')}</h1>
        <Filters asked={asked} onAsk={onAsk} />
        {mayEdit && <Button type="primary" onClick={() => setCreating(true)}>{say('create.button')}</Button>}
      </header>
      <ProblemNote problem={error} />
      {data !== undefined && customers.length === 0 && !hasNextPage && <Nobody asked={asked} onAsk={onAsk} />}
      {customers.length > 0 && (
        <div className={styles['rows']}>
          <p className={styles['columns']} aria-hidden><span>{say('list.title')}</span><span>{say('list.tier')}</span><span>{say('list.open_cases')}</span><span>{say('list.last_word')}</span><span>{say('list.last_score')}</span></p>
          <ul aria-label={say('list.title')}>{customers.map((customer) => <li key={customer.id}><CustomerLine customer={customer} brief={briefs.get(customer.id)} /></li>)}</ul>
        </div>
      )}
      {hasNextPage && <div><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{say('list.more')}</Button></div>}
      {creating && <CustomerDialog customer={null} onClose={() => setCreating(false)} onDone={(id) => void navigate({ to: '/customers/$id', params: { id } })} />}
    </div>
  )
}

/** How it stands with them, asked page by page: the list is there before it. */
function useBriefs(pages: readonly (readonly string[])[]): ReadonlyMap<string, CustomerBrief> {
  const answers = useQueries({
    queries: pages.filter((ids) => ids.length > 0).map((ids) => ({
      queryKey: [...customerKeys.lists, 'briefs', ids], queryFn: async ({ signal }: { readonly signal: AbortSignal }) => askCase('GET /api/v1/customer-briefs', { query: { ids: [...ids] } }, { signal }),
    })),
  })
  return new Map(answers.flatMap(({ data }) => data?.items ?? []).map((brief) => [brief.customerId, brief]))
}

/** Why nobody is shown, and the way to more. */
function Nobody({ asked, onAsk }: { readonly asked: CustomersAsked; readonly onAsk: (asked: CustomersAsked) => void }) {
  const say = useCustomerWords()
  const narrowed = asked.tier !== undefined || asked.archived === true || asked.open === true
  const why = narrowed ? (asked.open === true && asked.tier === undefined && asked.q === undefined ? 'list.none_open' : 'list.none_filtered') : asked.q === undefined ? 'list.none_text' : 'list.none_found'
  return <EmptyNote title={say('list.none')} text={say(why)}>{(narrowed || asked.q !== undefined) && <Button onClick={() => onAsk({})}>{say('list.clear')}</Button>}</EmptyNote>
}

function Filters({ asked, onAsk }: { readonly asked: CustomersAsked; readonly onAsk: (asked: CustomersAsked) => void }) {
  const say = useCustomerWords()
  const tiers = useTiers()
  const without = (name: keyof CustomersAsked): CustomersAsked => Object.fromEntries(Object.entries(asked).filter(([key]) => key !== name))
  return (
    <>
      <Input.Search key={asked.q ?? ''} className={styles['search'] ?? ''} defaultValue={asked.q ?? ''} allowClear placeholder={say('list.search')} aria-label={say('list.search')} onSearch={(wanted) => onAsk({ ...without('q'), ...(wanted.trim() === '' ? {} : { q: wanted.trim() }) })} />
      {tiers.length > 0 && (
        <Select
          className={styles['tier'] ?? ''} aria-label={say('list.tier')} value={asked.tier ?? ''} popupMatchSelectWidth={false} options={[{ value: '', label: say('list.all_tiers') }, ...tiers.map(({ key, name }) => ({ value: key, label: name }))]}
          onChange={(wanted) => onAsk({ ...without('tier'), ...(wanted === '' ? {} : { tier: wanted }) })}
        />
      )}
      <Checkbox checked={asked.open === true} onChange={({ target }) => onAsk({ ...without('open'), ...(target.checked ? { open: true } : {}) })}>{say('list.open_only')}</Checkbox>
      <Checkbox checked={asked.archived === true} onChange={({ target }) => onAsk({ ...without('archived'), ...(target.checked ? { archived: true } : {}) })}>{say('list.archived')}</Checkbox>
    </>
  )
}

function CustomerLine({ customer: { id, kind, name, company, tier, contact }, brief }: { readonly customer: CustomerListed; readonly brief: CustomerBrief | undefined }) {
  const say = useCustomerWords()
  const tierName = useTierName()(tier)
  return (
    <Link to="/customers/$id" params={{ id }} className={styles['row']}>
      <span className={styles['who']}>
        <strong className={styles['name']}>{name}</strong>
        <span className={styles['small']}>{[company ?? say(`kind.${kind}`), contact ?? say('points.none')].join(' · ')}</span>
      </span>
      <span className={styles['rank']}>{tierName !== null && <ToneChip tone="calm">{tierName}</ToneChip>}</span>
      <span className={styles['cases']} data-some={brief !== undefined && brief.open > 0}>{brief !== undefined && (brief.open === 0 ? say('list.open_none') : say('list.open_count', { count: brief.more ? `${brief.open}+` : String(brief.open) }))}</span>
      <span className={styles['small']}>{brief !== undefined && (brief.contact === null ? say('list.word_none') : <>{say(`list.word_${brief.contact.direction}`)} <TimeText past at={brief.contact.at} /></>)}</span>
      <span className={styles['score']}>{brief !== undefined && brief.score !== null && say('list.score', { score: brief.score })}</span>
    </Link>
  )
}
