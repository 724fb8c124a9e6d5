import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { askCustomer, customerKeys } from '#capabilities/customer/web/pieces/customer-api.ts'
import { useTierName } from '#capabilities/customer/web/pieces/use-tiers.ts'
import { ContactPoints } from '#capabilities/customer/web/pieces/contact-points.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { Problem } from '#ui/talk/problem.ts'
import type { CaseView } from '../../contract.ts'
import { usePageWords } from '../work/use-page-words.ts'
import { ChooseCustomer } from './choose-customer.tsx'
import { CustomerCases } from './customer-cases.tsx'
import styles from './customer-column.module.css'

/** Who the case is for, and what else there is with them. */
export function CustomerColumn({ view }: { readonly view: CaseView }) {
  const say = usePageWords()
  const mayChange = view.permissions.includes('case.classify')
  if (view.customerId === null) {
    return (
      <div className={styles['column']}>
        <h2 className={styles['title']}>{say('customer.unknown')}</h2>
        <p className={styles['small']}>{say('customer.unknown_hint')}</p>
        {mayChange && <ChooseCustomer caseId={view.id} channel={view.channel} />}
      </div>
    )
  }
  return <KnownCustomer view={view} customerId={view.customerId} mayChange={mayChange} />
}

function KnownCustomer({ view, customerId, mayChange }: { readonly view: CaseView; readonly customerId: string; readonly mayChange: boolean }) {
  const say = usePageWords()
  const [changing, setChanging] = useState(false)
  const tierName = useTierName()
  const { data: customer, error } = useQuery({
    // What one may do with a customer comes with the case: in other hands it is another answer.
    queryKey: [...customerKeys.one(customerId), view.id, view.teamId, view.assigneeId],
    queryFn: async ({ signal }) => askCustomer.one(customerId, signal),
    placeholderData: (before) => (before?.id === customerId ? before : undefined),
  })
  if (customer === undefined) {
    const hidden = error instanceof Problem && error.status === 404
    return <div className={styles['column']}>{hidden ? <p className={styles['small']}>{say('customer.hidden')}</p> : <ProblemNote problem={error} />}{error === null && <Skeleton active />}</div>
  }
  if (customer.mergedInto !== null) return <KnownCustomer view={view} customerId={customer.mergedInto} mayChange={mayChange} />
  return (
    <div className={styles['column']}>
      <div>
        <h2 className={styles['title']}><Link to="/customers/$id" params={{ id: customer.id }}>{customer.name}</Link></h2>
        {customer.company !== null && <p>{customer.company}</p>}
        {customer.tier !== null && <p className={styles['small']}>{say('customer.tier', { tier: tierName(customer.tier) ?? '' })}</p>}
      </div>
      <ContactPoints key={customer.id} customer={customer} />
      {mayChange && (changing ? <ChooseCustomer caseId={view.id} channel={view.channel} onDone={() => setChanging(false)} /> : <div><Button size="small" onClick={() => setChanging(true)}>{say('customer.change')}</Button></div>)}
      <CustomerCases customerId={customerId} except={view.id} />
    </div>
  )
}
