import { Form, Input, Modal, Radio } from 'antd'
import type { Id } from '#kernel/id.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { askCustomer, customerKeys } from './customer-api.ts'
import { useCustomerWords } from './use-customer-words.ts'

type Point = { readonly kind: 'phone' | 'email'; readonly value: string }

/** One more way to reach a customer. */
export function AddPointDialog({ customerId, onClose }: { readonly customerId: string; readonly onClose: () => void }) {
  const say = useCustomerWords()
  const [form] = Form.useForm<Point>()
  const adding = useCommand({
    run: async (body: Point, key) => askCustomer.call('POST /api/v1/customers/:id/contact-points', { params: { id: customerId as Id }, body }, { key }),
    changes: () => [customerKeys.one(customerId)],
    onDone: onClose,
  })
  return (
    <Modal open title={say('points.add')} okText={say('save')} onOk={form.submit} onCancel={onClose} confirmLoading={adding.isPending} mask={{ closable: false }}>
      <Form<Point> form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'phone' }} onFinish={(point) => adding.mutate(point)}>
        <Form.Item name="kind" label={say('points.kind')}><Radio.Group options={[{ value: 'phone', label: say('points.phone') }, { value: 'email', label: say('points.email') }]} /></Form.Item>
        <Form.Item name="value" label={say('points.value')} rules={[{ required: true, whitespace: true, message: say('required') }]}><Input maxLength={320} /></Form.Item>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
        <ProblemNote problem={adding.error} />
      </Form>
    </Modal>
  )
}
