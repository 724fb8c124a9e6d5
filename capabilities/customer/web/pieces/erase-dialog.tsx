import { Alert, App, Form, Input, Modal, Radio } from 'antd'
import type { Id } from '#kernel/id.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Customer, CustomerErasure } from '../../contract.ts'
import { askCustomer, customerKeys } from './customer-api.ts'
import { useCustomerWords } from './use-customer-words.ts'

const REASONS: readonly CustomerErasure['reason'][] = ['requested', 'retention', 'ordered']

/** Takes away for good what is personal about a customer; the name is typed once more, so that it is not the wrong one. */
export function EraseDialog({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }) {
  const say = useCustomerWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<CustomerErasure>()
  const typed = Form.useWatch('confirm', form) ?? ''
  const erasing = useCommand({
    run: async (body: CustomerErasure, key) => askCustomer.call('POST /api/v1/customers/:id/erasure', { params: { id: customer.id as Id }, body }, { key }),
    changes: () => [customerKeys.one(customer.id), customerKeys.lists, ['cases'], ['case']],
    onDone: () => {
      onClose()
      void message.success(say('erase.done'))
    },
  })
  return (
    <Modal open title={say('erase.button')} okText={say('erase.submit')} okButtonProps={{ danger: true, disabled: typed.trim() === '' }} onOk={form.submit} onCancel={onClose} confirmLoading={erasing.isPending} mask={{ closable: false }}>
      <Form<CustomerErasure> form={form} layout="vertical" requiredMark={false} onFinish={(erasure) => erasing.mutate(erasure)}>
        <Form.Item><Alert type="warning" showIcon title={say('erase.warning')} /></Form.Item>
        <Form.Item name="reason" label={say('erase.reason')} rules={[{ required: true, message: say('required') }]}><Radio.Group vertical options={REASONS.map((value) => ({ value, label: say(`erase.${value}`) }))} /></Form.Item>
        <Form.Item name="confirm" label={say('erase.confirm', { name: customer.name })} rules={[{ required: true, message: say('required') }]}><Input autoComplete="off" maxLength={80} /></Form.Item>
        <ProblemNote problem={erasing.error} />
      </Form>
    </Modal>
  )
}
