import { useQuery } from '@tanstack/react-query'
import { App, Form, Modal, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { Id } from '#kernel/id.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Customer } from '../../contract.ts'
import { askCustomer, customerKeys } from './customer-api.ts'
import { useCustomerWords } from './use-customer-words.ts'

type Into = { readonly into: string }

/** Two records of one person become one; it can be undone. */
export function MergeDialog({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }) {
  const say = useCustomerWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<Into>()
  const merging = useCommand({
    run: async ({ into }: Into, key) => askCustomer.call('POST /api/v1/customers/:id/merge', { params: { id: customer.id as Id }, body: { into: into as Id } }, { key }),
    changes: ({ into }) => [customerKeys.one(customer.id), customerKeys.one(into), customerKeys.lists, ['cases', 'of-customer']],
    onDone: () => {
      onClose()
      void message.success(say('merge.done'))
    },
  })
  return (
    <Modal open title={say('merge.button')} okText={say('merge.button')} onOk={form.submit} onCancel={onClose} confirmLoading={merging.isPending} mask={{ closable: false }}>
      <Form<Into> form={form} layout="vertical" requiredMark={false} onFinish={(into) => merging.mutate(into)}>
        <p>{say('merge.hint', { name: customer.name })}</p>
        <Form.Item name="into" label={say('merge.into')} rules={[{ required: true, message: say('required') }]}><CustomerPick except={customer.id} /></Form.Item>
        <ProblemNote problem={merging.error} />
      </Form>
    </Modal>
  )
}

type PickProps = { readonly except: string; readonly id?: string; readonly value?: string; readonly onChange?: (id: string) => void }

function CustomerPick({ except, ...field }: PickProps) {
  const say = useCustomerWords()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery({ queryKey: customerKeys.list({ q }), queryFn: async ({ signal }) => askCustomer.call('GET /api/v1/customers', { query: { q, limit: 20 } }, { signal }), enabled: q !== '' })
  const options = (found.data?.items ?? []).filter(({ id }) => id !== except).map(({ id, name, company }) => ({ value: id as string, label: company === null ? name : `${name} · ${company}` }))
  return <Select<string> {...field} options={options} showSearch={{ filterOption: false, onSearch: setTyped }} loading={found.isFetching} placeholder={say('merge.search')} notFoundContent={say('list.none')} />
}
