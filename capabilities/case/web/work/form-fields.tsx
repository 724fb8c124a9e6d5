import { DatePicker, Form, Input, InputNumber, Radio, Rate, Select } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import type { FormValues } from '../../core/form-answers.ts'
import type { GuideField } from '../../guide-contract.ts'
import { FileField } from './file-field.tsx'
import styles from './step-card.module.css'
import { usePageWords } from './use-page-words.ts'

const CHOICES_SIDE_BY_SIDE = 6

/** The fields of a form of the handbook. */
export function FormFields({ fields }: { readonly fields: readonly GuideField[] }) {
  const say = usePageWords()
  return fields.map((field) => (
    <Form.Item key={field.key} name={['fields', field.key]} label={field.name} extra={field.help} rules={[{ required: field.required, message: say(isWritten(field) ? 'field.required' : 'field.choose', { field: field.name }), ...(isTyped(field) ? { whitespace: true } : {}) }]}>
      {inputOf(field, say)}
    </Form.Item>
  ))
}

/** Only of words can one ask for more than blanks: named for another value, even as `false`, the rule takes the value for a text and refuses it. */
const isTyped = ({ kind }: GuideField): boolean => kind === 'text' || kind === 'long_text'

const isWritten = (field: GuideField): boolean => isTyped(field) || field.kind === 'number' || field.kind === 'phone'

function inputOf({ kind, name, choices, minimum, maximum }: GuideField, say: ReturnType<typeof usePageWords>): ReactNode {
  switch (kind) {
    case 'class':
    case 'choice': {
      const options = choices.map(({ key, name }) => ({ value: key, label: name }))
      return options.length <= CHOICES_SIDE_BY_SIDE ? <Radio.Group options={options} /> : <Select options={options} showSearch={{ optionFilterProp: 'label' }} />
    }
    case 'flag': return <Radio.Group options={[{ value: true, label: say('yes') }, { value: false, label: say('no') }]} />
    case 'number': return <InputNumber className={styles['wide'] ?? ''} {...(minimum === null ? {} : { min: minimum })} {...(maximum === null ? {} : { max: maximum })} />
    case 'score': return <Rate count={maximum ?? 5} />
    case 'date': return <DatePicker className={styles['wide'] ?? ''} />
    case 'long_text': return <GrowingText rows={2} maxLength={20_000} />
    case 'phone': return <Input type="tel" autoComplete="off" maxLength={40} />
    case 'text': return <Input maxLength={2000} />
    case 'file': return <FileField name={name} />
  }
}

/** What stands in the fields, dates as the handbook writes them. */
export const plainValues = (values: Readonly<Record<string, unknown>>): FormValues =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, dayjs.isDayjs(value) ? value.format('YYYY-MM-DD') : (value as FormValues[string])]))
