import { Form, Input, Modal, Radio, Select } from 'antd'
import { useEffect } from 'react'
import type { Id } from '#kernel/id.ts'
import { LOCALES } from '#kernel/text.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { Problem } from '#ui/talk/problem.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Customer, CustomerChange, NewCustomerInput } from '../../contract.ts'
import { askCustomer, customerKeys } from './customer-api.ts'
import { useCustomerWords } from './use-customer-words.ts'
import { useTiers } from './use-tiers.ts'

type Values = { readonly kind?: 'person' | 'company'; readonly name: string; readonly company?: string; readonly tier?: string | null; readonly locale?: Customer['locale']; readonly phone?: string; readonly email?: string }
type DialogProps = { readonly customer: Customer | null; /** What was looked for in vain: a name, a number or an address. */ readonly typed?: string; readonly onClose: () => void; readonly onDone: (id: string, name: string) => void }

/** What the server said of an address is over once another is typed. */
const ADDRESSES = ['phone', 'email'] as const

/** Takes down a new customer, or corrects what is known of one. */
export function CustomerDialog({ customer, typed = '', onClose, onDone }: DialogProps) {
  const say = useCustomerWords()
  const [form] = Form.useForm<Values>()
  const saving = useCommand({
    run: async (values: Values, key) => (customer === null ? (await askCustomer.call('POST /api/v1/customers', { body: newOf(values) }, { key })).id : (await askCustomer.call('PATCH /api/v1/customers/:id', { params: { id: customer.id as Id }, body: changeOf(values) }, { key })).id),
    changes: (_values, id) => [customerKeys.one(id), customerKeys.lists],
    onDone: (id, { name }) => {
      onClose()
      onDone(id, name)
    },
  })
  const at = fieldOfAddress(saving.error)
  useEffect(() => {
    const found = fieldOfAddress(saving.error)
    if (found !== null) form.setFields([{ name: found.field, errors: [say(`create.${found.field}_${found.amiss}`)] }])
  }, [form, saving.error, say])
  const initial: Partial<Values> = customer === null ? { kind: 'person', ...typedAs(typed) } : { name: customer.name, company: customer.company ?? '', tier: customer.tier, locale: customer.locale }
  return (
    <Modal open title={say(customer === null ? 'create.button' : 'edit.button')} okText={say('save')} onOk={form.submit} onCancel={onClose} confirmLoading={saving.isPending} mask={{ closable: false }}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={initial} onValuesChange={(changed: Partial<Values>) => form.setFields(ADDRESSES.filter((name) => name in changed).map((name) => ({ name, errors: [] })))} onFinish={(values) => saving.mutate(values)}>
        {customer === null && <Form.Item name="kind" label={say('field.kind')}><Radio.Group options={[{ value: 'person', label: say('kind.person') }, { value: 'company', label: say('kind.company') }]} /></Form.Item>}
        <Form.Item name="name" label={say('field.name')} rules={[{ required: true, whitespace: true, message: say('required') }]}><Input maxLength={80} /></Form.Item>
        <Form.Item name="company" label={say('field.company')}><Input maxLength={80} /></Form.Item>
        <TierField now={customer?.tier ?? null} />
        {customer === null && <Form.Item name="phone" label={say('points.phone')}><Input type="tel" maxLength={40} /></Form.Item>}
        {customer === null && <Form.Item name="email" label={say('points.email')}><Input type="email" maxLength={320} /></Form.Item>}
        {customer !== null && <Form.Item name="locale" label={say('field.locale')}><Select options={LOCALES.map((locale) => ({ value: locale, label: say(`locale.${locale}`) }))} /></Form.Item>}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
        <ProblemNote problem={at === null ? saving.error : null} />
      </Form>
    </Modal>
  )
}

/** The field to which a refused address belongs, and what is wrong with it. */
function fieldOfAddress(problem: Problem | null): { readonly field: 'phone' | 'email'; readonly amiss: 'invalid' | 'taken' } | null {
  const kind = problem?.params['kind']
  const amiss = problem?.code === 'customer.address_invalid' ? 'invalid' : problem?.code === 'customer.address_taken' ? 'taken' : null
  return amiss !== null && (kind === 'phone' || kind === 'email') ? { field: kind, amiss } : null
}

const typedAs = (typed: string): Partial<Values> => (typed.includes('@') ? { email: typed } : /\d{5}/.test(typed.replaceAll(/\D/g, '')) ? { phone: typed } : { name: typed })

/** A tier that the handbook no longer has stays until another is chosen; a handbook without tiers asks for none. */
function TierField({ now }: { readonly now: string | null }) {
  const say = useCustomerWords()
  const tiers = useTiers()
  const gone = now === null || tiers.some(({ key }) => key === now) ? [] : [{ key: now, name: now }]
  const options = [...gone, ...tiers].map(({ key, name }) => ({ value: key, label: name }))
  return options.length === 0 ? null : <Form.Item name="tier" label={say('field.tier')}><Select options={options} allowClear placeholder={say('tier.none')} /></Form.Item>
}

const changeOf = ({ name, company, tier, locale }: Values): CustomerChange =>
  ({ name, company: emptyAsNull(company), ...(tier === undefined ? {} : { tier }), ...(locale === undefined ? {} : { locale }) })

const emptyAsNull = (text: string | undefined): string | null => (text === undefined || text.trim() === '' ? null : text)

function newOf({ kind = 'person', name, company, tier = null, phone, email }: Values): NewCustomerInput {
  const points = [{ kind: 'phone' as const, value: emptyAsNull(phone) }, { kind: 'email' as const, value: emptyAsNull(email) }]
  return { kind, name, company: emptyAsNull(company), tier, contactPoints: points.flatMap(({ kind: of, value }) => (value === null ? [] : [{ kind: of, value }])) }
}
