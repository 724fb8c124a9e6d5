import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Space } from 'antd'
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
  const { unmerging, archiving, askArchiving } = useLives(customer)
  if (customer.erasedAt !== null) return <Alert type="info" showIcon title={say('erased')} />
  if (customer.mergedInto !== null) {
    return (
      <>
        <Alert
          type="info" showIcon title={say('merged')}
          action={(
            <Space wrap size={8}>
              <Link to="/customers/$id" params={{ id: customer.mergedInto }}>{say('merged.see')}</Link>
              {may('customer.merge') && <Button size="small" loading={unmerging.isPending} onClick={() => unmerging.mutate(customer.id as Id)}>{say('merge.undo')}</Button>}
            </Space>
          )}
        />
        <ProblemNote problem={unmerging.error} />
      </>
    )
  }
  if (customer.archivedAt !== null) {
    return (
      <>
        <Alert type="info" showIcon title={say('archived')} action={may('customer.edit') ? <Button size="small" loading={archiving.isPending} onClick={() => archiving.mutate(false)}>{say('restore.button')}</Button> : undefined} />
        {may('customer.erase') && <div><Button danger onClick={() => setOpen('erase')}>{say('erase.button')}</Button></div>}
        {open === 'erase' && <EraseDialog customer={customer} onClose={close} />}
        <ProblemNote problem={archiving.error} />
      </>
    )
  }
  return (
    <>
      <Space wrap size={8}>
        {may('customer.edit') && <Button onClick={() => setOpen('edit')}>{say('edit.button')}</Button>}
        {may('customer.edit') && <Button onClick={() => setOpen('point')}>{say('points.add')}</Button>}
        {may('customer.merge') && <Button onClick={() => setOpen('merge')}>{say('merge.button')}</Button>}
        {may('customer.edit') && <Button loading={archiving.isPending} onClick={askArchiving}>{say('archive.button')}</Button>}
        {may('customer.erase') && <Button danger onClick={() => setOpen('erase')}>{say('erase.button')}</Button>}
      </Space>
      <ProblemNote problem={archiving.error} />
      {open === 'edit' && <CustomerDialog customer={customer} onClose={close} onDone={close} />}
      {open === 'point' && <AddPointDialog customerId={customer.id} onClose={close} />}
      {open === 'merge' && <MergeDialog customer={customer} onClose={close} />}
      {open === 'erase' && <EraseDialog customer={customer} onClose={close} />}
    </>
  )
}

/** Taking a merge back, out of the lists and into them again. */
function useLives({ id, name, mergedInto }: Customer) {
  const say = useCustomerWords()
  const { message, modal } = App.useApp()
  const changes = (): readonly (readonly unknown[])[] => [customerKeys.one(id), ...(mergedInto === null ? [] : [customerKeys.one(mergedInto)]), customerKeys.lists, ['cases', 'of-customer']]
  const unmerging = useCommand({
    run: async (merged: Id, key) => askCustomer.call('DELETE /api/v1/customers/:id/merge', { params: { id: merged } }, { key }),
    changes,
    onDone: () => void message.success(say('merge.undone')),
  })
  const archiving = useCommand({
    run: async (archive: boolean, key) => askCustomer.call(archive ? 'POST /api/v1/customers/:id/archival' : 'DELETE /api/v1/customers/:id/archival', { params: { id: id as Id } }, { key }),
    changes,
    onDone: (_answer, archive) => void message.success(say(archive ? 'archive.done' : 'restore.done')),
  })
  const askArchiving = (): void => void modal.confirm({ title: say('archive.ask', { name }), content: say('archive.ask_text'), okText: say('archive.button'), onOk: () => archiving.mutate(true) })
  return { unmerging, archiving, askArchiving }
}
