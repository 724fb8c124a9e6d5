import { Alert, Button, Space } from 'antd'
import { useState } from 'react'
import type { Id } from '#kernel/id.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Customer } from '../../contract.ts'
import { AddPointDialog } from './add-point-dialog.tsx'
import { askCustomer, customerKeys } from './customer-api.ts'
import { CustomerDialog } from './customer-dialog.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { useCustomerWords } from './use-customer-words.ts'

type Open = 'edit' | 'point' | 'merge' | 'erase'

/** What one may do with a customer's record; what was merged can be taken apart again. */
export function CustomerActions({ customer }: { readonly customer: Customer }) {
  const say = useCustomerWords()
  const [open, setOpen] = useState<Open | null>(null)
  const may = (permission: string): boolean => customer.permissions.includes(permission)
  const close = (): void => setOpen(null)
  const unmerging = useCommand({
    run: async (id: Id, key) => askCustomer.call('DELETE /api/v1/customers/:id/merge', { params: { id } }, { key }),
    changes: (id) => [customerKeys.one(id), customerKeys.lists],
  })
  if (customer.erasedAt !== null) return <Alert type="info" showIcon title={say('erased')} />
  if (customer.mergedInto !== null) {
    return (
      <>
        <Alert type="info" showIcon title={say('merged')} action={may('customer.merge') ? <Button size="small" loading={unmerging.isPending} onClick={() => unmerging.mutate(customer.id as Id)}>{say('merge.undo')}</Button> : undefined} />
        <ProblemNote problem={unmerging.error} />
      </>
    )
  }
  return (
    <>
      <Space wrap size={8}>
        {may('customer.edit') && <Button onClick={() => setOpen('edit')}>{say('edit.button')}</Button>}
        {may('customer.edit') && <Button onClick={() => setOpen('point')}>{say('points.add')}</Button>}
        {may('customer.merge') && <Button onClick={() => setOpen('merge')}>{say('merge.button')}</Button>}
        {may('customer.erase') && <Button danger onClick={() => setOpen('erase')}>{say('erase.button')}</Button>}
      </Space>
      {open === 'edit' && <CustomerDialog customer={customer} onClose={close} onDone={close} />}
      {open === 'point' && <AddPointDialog customerId={customer.id} onClose={close} />}
      {open === 'merge' && <MergeDialog customer={customer} onClose={close} />}
      {open === 'erase' && <EraseDialog customer={customer} onClose={close} />}
    </>
  )
}
