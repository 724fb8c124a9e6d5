import { EyeOutlined, MailOutlined, PhoneOutlined } from '@ant-design/icons'
import { Button, Dropdown, Typography } from 'antd'
import { useState } from 'react'
import type { Id } from '#kernel/id.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Customer, Disclosure } from '../../contract.ts'
import styles from './contact-points.module.css'
import { askCustomer } from './customer-api.ts'
import { EndPoint } from './end-point.tsx'
import { useCustomerWords } from './use-customer-words.ts'

const REASONS: readonly Disclosure['reason'][] = ['contact', 'verify', 'correct', 'request']
type Point = Customer['contactPoints'][number]

/** How a customer is reached, with the middle hidden; in full for a reason, which is kept. What is no longer true is ended here. */
export function ContactPoints({ customer }: { readonly customer: Pick<Customer, 'id' | 'contactPoints' | 'permissions'> }) {
  const say = useCustomerWords()
  const [full, setFull] = useState<readonly Point[]>([])
  const revealing = useCommand({
    run: async (reason: Disclosure['reason'], key) => askCustomer.call('POST /api/v1/customers/:id/disclosures', { params: { id: customer.id as Id }, body: { reason } }, { key }),
    onDone: ({ contactPoints }) => setFull(contactPoints),
  })
  // Whoever may not read them any more sees them masked again, at once.
  const may = customer.permissions.includes('customer.read_full')
  const points = customer.contactPoints.map((point) => (may ? full.find(({ id }) => id === point.id) : undefined) ?? point)
  const mayReveal = may && points.some(({ masked }) => masked)
  return (
    <div className={styles['points']}>
      {points.length === 0 && <p className={styles['none']}>{say('points.none')}</p>}
      <ul className={styles['list']}>
        {points.map((point) => (
          <li key={point.id} className={styles['point']}>
            <span className="unseen">{say(`points.${point.kind}`)}</span>
            <span aria-hidden>{point.kind === 'email' ? <MailOutlined /> : <PhoneOutlined />}</span>
            {point.masked ? <span>{point.value}</span> : <Typography.Text copyable>{point.value}</Typography.Text>}
            {customer.permissions.includes('customer.edit') && <EndPoint customerId={customer.id} point={point} />}
          </li>
        ))}
      </ul>
      {mayReveal && (
        <Dropdown trigger={['click']} menu={{ items: REASONS.map((reason) => ({ key: reason, label: say(`reveal.${reason}`) })), onClick: ({ key }) => revealing.mutate(key as Disclosure['reason']) }}>
          <Button size="small" icon={<EyeOutlined />} loading={revealing.isPending}>{say('reveal.button')}</Button>
        </Dropdown>
      )}
      {may && full.length > 0 && <p className={styles['none']}>{say('reveal.noted')}</p>}
      <ProblemNote problem={revealing.error} />
    </div>
  )
}
