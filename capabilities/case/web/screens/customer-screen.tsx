import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { ContactPoints } from '#capabilities/customer/web/pieces/contact-points.tsx'
import { CustomerActions } from '#capabilities/customer/web/pieces/customer-actions.tsx'
import { askCustomer, customerKeys } from '#capabilities/customer/web/pieces/customer-api.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { Problem } from '#ui/talk/problem.ts'
import { CustomerCases } from '../customer-column/customer-cases.tsx'
import { usePageWords } from '../work/use-page-words.ts'
import styles from './customer-screen.module.css'

/** 客户: one customer, how they are reached, and everything there was with them. */
export function CustomerScreen({ id }: { readonly id: string }) {
  const say = usePageWords()
  const { data: customer, error } = useQuery({ queryKey: customerKeys.one(id), queryFn: async ({ signal }) => askCustomer.one(id, signal) })
  if (error instanceof Problem && error.status === 404) return <EmptyNote title={say('customer.missing')} text={say('customer.missing_text')} />
  if (customer === undefined) return <div className={styles['screen']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1 className={styles['name']}>{customer.name}</h1>
        <p className={styles['small']}>{[customer.company, customer.tier === null ? null : say('customer.tier', { tier: customer.tier })].filter((part) => part !== null).join(' · ')}</p>
      </header>
      <CustomerActions customer={customer} />
      {customer.erasedAt === null && <ContactPoints key={customer.updatedAt} customer={customer} />}
      <CustomerCases customerId={id} />
    </div>
  )
}
