import { Button, Form, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CompanyChange } from '../../setup-contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { companyQuery, setupQuery } from '../pieces/setup-data.ts'
import { useSetupWords } from './use-setup-words.ts'

/** What the company calls itself, and where customers may call. */
export function CompanyForm({ submit, onDone }: { readonly submit: string; readonly onDone: () => void }) {
  const say = useSetupWords()
  // What is typed over has to be what is in force: never what was read before somebody saved.
  const company = useQuery({ ...companyQuery, staleTime: 0 })
  const saving = useCommand({
    run: async (body: CompanyChange, key) => askAccess('PUT /api/v1/company', { body }, { key }),
    changes: () => [companyQuery.queryKey, setupQuery.queryKey],
    onDone,
  })
  if (company.data === undefined || !company.isFetchedAfterMount) return <ProblemNote problem={company.error} />
  return (
    <Form<CompanyChange> layout="vertical" requiredMark={false} initialValues={company.data} onFinish={({ name, phone }) => saving.mutate(phone === undefined || phone === company.data.phone ? { name } : { name, phone })} style={{ maxWidth: 480 }}>
      <Form.Item name="name" label={say('company.name')} extra={say('company.hint')} rules={[{ required: true, whitespace: true, message: say('required') }]}>
        <Input maxLength={80} autoComplete="organization" placeholder={say('company.example')} />
      </Form.Item>
      <Form.Item name="phone" label={say('company.phone')} extra={say('company.phone_hint')} rules={[{ pattern: /^[0-9+() -]*$/, message: say('company.phone_odd') }]}>
        <Input type="tel" maxLength={40} autoComplete="tel" />
      </Form.Item>
      <ProblemNote problem={saving.error} />
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{submit}</Button>
    </Form>
  )
}
