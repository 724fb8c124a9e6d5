import { useQuery } from '@tanstack/react-query'
import { ArrowLeftOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { ContactPoints } from '#capabilities/customer/web/pieces/contact-points.tsx'
import { CustomerActions } from '#capabilities/customer/web/pieces/customer-actions.tsx'
import { askCustomer, customerKeys } from '#capabilities/customer/web/pieces/customer-api.ts'
import { useTierName } from '#capabilities/customer/web/pieces/use-tiers.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { Problem } from '#ui/talk/problem.ts'
import { CustomerCases } from '../customer-column/customer-cases.tsx'
import { usePageWords } from '../work/use-page-words.ts'
import styles from './customer-screen.module.css'

/** 客户: one customer, how they are reached, and everything there was with them. */
export function CustomerScreen({ id }: { readonly id: string }) {
  const say = usePageWords()
  const tierName = useTierName()
  const { data: customer, error } = useQuery({ queryKey: customerKeys.one(id), queryFn: async ({ signal }) => askCustomer.one(id, signal) })
  if (error instanceof Problem && error.missing) return <EmptyNote title={say('customer.missing')} text={say('customer.missing_text')}><Link to="/customers">{say('customer.all')}</Link></EmptyNote>
  if (customer === undefined) return <div className={styles['screen']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Link to="/customers" className={styles['back']}><ArrowLeftOutlined /> {say('customer.all')}</Link>
        <div className={styles['title']}>
          <h1 className={styles['name']}>{customer.name}</h1>
          {customer.tier !== null && <ToneChip tone="info">{say('customer.tier', { tier: tierName(customer.tier) ?? '' })}</ToneChip>}
        </div>
        {customer.company !== null && <p className={styles['small']}>{customer.company}</p>}
        <CustomerActions customer={customer} />
      </header>
      <div className={styles['parts']}>
        <section className={styles['card']}><CustomerCases customerId={id} /></section>
        {customer.erasedAt === null && (
          <section className={styles['card']} aria-labelledby="contact">
            <h2 id="contact" className={styles['heading']}>{say('customer.contact')}</h2>
            <ContactPoints key={customer.id} customer={customer} />
          </section>
        )}
      </div>
    </div>
  )
}
