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

/** Whom one has found, as far as one may know them. */
type FoundCustomer = Pick<CustomerItem, 'id' | 'name'> & { readonly company: string | null; readonly contact?: string | null }
type FindProps = { readonly onChoose: (customer: { readonly id: string; readonly name: string }) => void; /** Why one asks for somebody whose cases lie with others; it is noted. */ readonly reason: CallerLookUp['reason'] }

const BY_NAME_MAX = 8
const NAME_MAX = 80
/** Whatever looks like a number or a mail address is looked for in full; anything else is a name. */
const isAddress = (text: string): boolean => text.includes('@') || text.replaceAll(/\D/g, '').length >= 5

/** Finds a customer by name, among those one may see, or by a full telephone number or mail address, also one whose cases lie with others; or takes down a new one. */
export function FindCustomer({ onChoose, reason }: FindProps) {
  const say = useCustomerWords()
  const mayEdit = useMay('customer.edit') !== undefined
  const mayConfirm = useMay('case.open') !== undefined
  const [address, setAddress] = useState('')
  const [creating, setCreating] = useState(false)
  const [found, setFound] = useState<readonly FoundCustomer[] | null>(null)
  const finding = useCommand({
    run: async (wanted: string, key): Promise<readonly FoundCustomer[]> => {
      if (!isAddress(wanted)) return (await askCustomer.call('GET /api/v1/customers', { query: { q: wanted.slice(0, NAME_MAX), limit: BY_NAME_MAX } })).items
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
        {found?.map((customer) => <Button key={customer.id} onClick={() => onChoose(customer)}>{say('find.choose', { name: nameOf(customer) })}</Button>)}
      </output>
      {mayEdit && <div><Button size="small" onClick={() => setCreating(true)}>{say('create.button')}</Button></div>}
      {creating && <CustomerDialog customer={null} typed={found?.length === 0 ? address : ''} onClose={() => setCreating(false)} onDone={(id, name) => onChoose({ id, name })} />}
    </div>
  )
}

/** Two of one name are told apart by their company, or by their hidden number. */
const nameOf = ({ name, company, contact }: FoundCustomer): string => [name, ...[company, contact].flatMap((more) => (more ? [`（${more}）`] : []))].join('')

/** Whoever names the full address of somebody has confirmed them, and may give them a case for a while. */
async function callerAt(address: string, reason: CallerLookUp['reason'], key: string): Promise<readonly FoundCustomer[]> {
  const { customer } = await askCustomer.call('POST /api/v1/customers/lookup', { body: { address, reason } }, { key: `${key}-caller` })
  return customer === null ? [] : [{ ...customer, company: null }]
}
