import { StopOutlined } from '@ant-design/icons'
import { App, Button, Popconfirm } from 'antd'
import type { Id } from '#kernel/id.ts'
import { useProblemSentence } from '#ui/pieces/use-problem-sentence.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Customer } from '../../contract.ts'
import { askCustomer, customerKeys } from './customer-api.ts'
import { useCustomerWords } from './use-customer-words.ts'

type EndProps = { readonly customerId: string; readonly point: Customer['contactPoints'][number] }

/** A number or address that is theirs no longer: it is not used again, and a message from it belongs to nobody known. */
export function EndPoint({ customerId, point: { id, value } }: EndProps) {
  const say = useCustomerWords()
  const { message } = App.useApp()
  const ending = useCommand({
    run: async (point: Id, key) => askCustomer.call('DELETE /api/v1/customers/:id/contact-points/:point', { params: { id: customerId as Id, point } }, { key }),
    changes: () => [customerKeys.one(customerId)],
    onDone: () => void message.success(say('points.ended')),
  })
  const why = useProblemSentence(ending.error ?? undefined)
  return (
    <Popconfirm
      title={say('points.end_ask', { value })} description={why ?? say('points.end_text')} okText={say('points.end')} okButtonProps={{ danger: true, loading: ending.isPending }}
      onConfirm={async () => ending.mutateAsync(id).catch(() => undefined)}
    >
      <Button type="text" size="small" icon={<StopOutlined />} title={say('points.end_of', { value })} aria-label={say('points.end_of', { value })} />
    </Popconfirm>
  )
}
