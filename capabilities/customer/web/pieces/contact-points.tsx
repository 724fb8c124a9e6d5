import { EyeOutlined, MailOutlined, PhoneOutlined } from '@ant-design/icons'
import { Button, Dropdown, Typography } from 'antd'
import { useState } from 'react'
import type { Id } from '#kernel/id.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Customer, Disclosure } from '../../contract.ts'
import styles from './contact-points.module.css'
import { askCustomer } from './customer-api.ts'
import { useCustomerWords } from './use-customer-words.ts'

const REASONS: readonly Disclosure['reason'][] = ['contact', 'verify', 'correct', 'request']

/** How a customer is reached, with the middle hidden; in full for a reason, which is kept. */
export function ContactPoints({ customer }: { readonly customer: Pick<Customer, 'id' | 'contactPoints' | 'permissions'> }) {
  const say = useCustomerWords()
  const [full, setFull] = useState<Customer['contactPoints'] | null>(null)
  const revealing = useCommand({
    run: async (reason: Disclosure['reason'], key) => askCustomer.call('POST /api/v1/customers/:id/disclosures', { params: { id: customer.id as Id }, body: { reason } }, { key }),
    onDone: ({ contactPoints }) => setFull(contactPoints),
  })
  const points = full ?? customer.contactPoints
  const may = customer.permissions.includes('customer.read_full') && full === null && points.length > 0
  return (
    <div className={styles['points']}>
      {points.length === 0 && <p className={styles['none']}>{say('points.none')}</p>}
      <ul>
        {points.map(({ id, kind, value, masked }) => (
          <li key={id} className={styles['point']}>
            <span className="unseen">{say(`points.${kind}`)}</span>
            <span aria-hidden>{kind === 'email' ? <MailOutlined /> : <PhoneOutlined />}</span>
            {masked ? <span>{value}</span> : <Typography.Text copyable>{value}</Typography.Text>}
          </li>
        ))}
      </ul>
      {may && (
        <Dropdown trigger={['click']} menu={{ items: REASONS.map((reason) => ({ key: reason, label: say(`reveal.${reason}`) })), onClick: ({ key }) => revealing.mutate(key as Disclosure['reason']) }}>
          <Button size="small" icon={<EyeOutlined />} loading={revealing.isPending}>{say('reveal.button')}</Button>
        </Dropdown>
      )}
      {full !== null && <p className={styles['none']}>{say('reveal.noted')}</p>}
      <ProblemNote problem={revealing.error} />
    </div>
  )
}
