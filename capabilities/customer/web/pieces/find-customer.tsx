import { Button, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CustomerItem } from '../../contract.ts'
import styles from './find-customer.module.css'
import { askCustomer } from './customer-api.ts'
import { CustomerDialog } from './customer-dialog.tsx'
import { useCustomerWords } from './use-customer-words.ts'

/** Finds a customer by a full telephone number or mail address, or takes down a new one. */
export function FindCustomer({ onChoose }: { readonly onChoose: (id: string) => void }) {
  const say = useCustomerWords()
  const mayEdit = useMay('customer.edit') !== undefined
  const [address, setAddress] = useState('')
  const [creating, setCreating] = useState(false)
  const [found, setFound] = useState<readonly CustomerItem[] | null>(null)
  const finding = useCommand({ run: async (wanted: string, key) => askCustomer.call('POST /api/v1/customers/look-ups', { body: { address: wanted } }, { key }), onDone: ({ items }) => setFound(items) })
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
