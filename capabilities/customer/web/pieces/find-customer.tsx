import { Button, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CallerLookUp, CustomerItem } from '../../contract.ts'
import styles from './find-customer.module.css'
import { askCustomer } from './customer-api.ts'
import { CustomerDialog } from './customer-dialog.tsx'
import { useCustomerWords } from './use-customer-words.ts'

type Found = Pick<CustomerItem, 'id' | 'name'> & { readonly company: string | null }
type FindProps = { readonly onChoose: (id: string) => void; /** Why one asks for somebody whose cases lie with others; it is noted. */ readonly reason: CallerLookUp['reason'] }

/** Finds a customer by a full telephone number or mail address, also one whose cases lie with others, or takes down a new one. */
export function FindCustomer({ onChoose, reason }: FindProps) {
  const say = useCustomerWords()
  const mayEdit = useMay('customer.edit') !== undefined
  const mayConfirm = useMay('case.open') !== undefined
  const [address, setAddress] = useState('')
  const [creating, setCreating] = useState(false)
  const [found, setFound] = useState<readonly Found[] | null>(null)
  const finding = useCommand({
    run: async (wanted: string, key): Promise<readonly Found[]> => {
      const { items } = await askCustomer.call('POST /api/v1/customers/look-ups', { body: { address: wanted } }, { key })
      return items.length > 0 || !mayConfirm ? items : callerAt(wanted, reason, key)
    },
    onDone: setFound,
  })
  return (
    <div className={styles['find']}>
      <Input.Search value={address} onChange={({ target }) => setAddress(target.value)} onSearch={(wanted) => wanted.trim() !== '' && finding.mutate(wanted.trim())} loading={finding.isPending} placeholder={say('find.placeholder')} aria-label={say('find.placeholder')} enterButton={say('find.button')} maxLength={320} />
      <ProblemNote problem={finding.error} />
      <output className={styles['found']}>
        {found?.length === 0 && <p className={styles['none']}>{say('find.none')}</p>}
        {found?.map((customer) => <Button key={customer.id} onClick={() => onChoose(customer.id)}>{say('find.choose', { name: customer.company === null ? customer.name : `${customer.name}（${customer.company}）` })}</Button>)}
      </output>
      {mayEdit && <div><Button size="small" onClick={() => setCreating(true)}>{say('create.button')}</Button></div>}
      {creating && <CustomerDialog customer={null} address={found?.length === 0 ? address : ''} onClose={() => setCreating(false)} onDone={onChoose} />}
    </div>
  )
}

/** Whoever names the full address of somebody has confirmed them, and may give them a case for a while. */
async function callerAt(address: string, reason: CallerLookUp['reason'], key: string): Promise<readonly Found[]> {
  const { customer } = await askCustomer.call('POST /api/v1/customers/lookup', { body: { address, reason } }, { key: `${key}-caller` })
  return customer === null ? [] : [{ ...customer, company: null }]
}
