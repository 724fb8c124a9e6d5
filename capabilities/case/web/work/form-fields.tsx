import { Form, InputNumber, Radio, Rate, Select } from 'antd'
import type { ReactNode } from 'react'
import { DayField } from '#ui/pieces/day-field.tsx'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import { LimitedInput } from '#ui/pieces/limited-input.tsx'
import { readDay, todayHere } from '#ui/time/read-day.ts'
import { FIELD_LIMITS, isBehind, type FormValues } from '../../core/form-answers.ts'
import type { GuideField } from '../../guide-contract.ts'
import { FileField } from './file-field.tsx'
import { MomentField, UNREADABLE } from './moment-field.tsx'
import styles from './step-card.module.css'
import { usePageWords } from './use-page-words.ts'

const CHOICES_SIDE_BY_SIDE = 6

/** The fields of a form of the handbook; what the star beside some of them means is said once. */
export function FormFields({ fields }: { readonly fields: readonly GuideField[] }) {
  const say = usePageWords()
  return (
    <>
      {fields.some(({ required }) => required) && <p className={styles['legend']}><span className={styles['star']} aria-hidden>*</span> {say('field.legend')}</p>}
      {fields.map((field) => (
        <Form.Item key={field.key} name={['fields', field.key]} label={field.name} extra={field.help} rules={[{ required: field.required, message: say(isWritten(field) ? 'field.required' : 'field.choose', { field: field.name }), ...(isTyped(field) ? { whitespace: true } : {}) }, ...checksOf(field, say)]}>
          {inputOf(field, say)}
        </Form.Item>
      ))}
    </>
  )
}

/** Only of words can one ask for more than blanks: named for another value, even as `false`, the rule takes the value for a text and refuses it. */
const isTyped = ({ kind }: GuideField): boolean => kind === 'text' || kind === 'long_text'

const isWritten = (field: GuideField): boolean => isTyped(field) || field.kind === 'number' || field.kind === 'phone'

const checksOf = ({ kind, ahead }: GuideField, say: ReturnType<typeof usePageWords>) =>
  kind === 'date' ? [{ validator: async (_rule: unknown, day: unknown) => requireDay(day, { ahead, say }) }]
  : kind === 'moment' ? [{ validator: async (_rule: unknown, at: unknown) => requireMoment(at, say) }]
  : []

async function requireMoment(at: unknown, say: ReturnType<typeof usePageWords>): Promise<void> {
  if (at === UNREADABLE) throw new Error(say('moment.unreadable'))
}

/** What was typed and is no day is called by its name; where the handbook wants a day to come, one that has passed is none either. */
async function requireDay(day: unknown, { ahead, say }: { readonly ahead: boolean; readonly say: ReturnType<typeof usePageWords> }): Promise<void> {
  if (typeof day !== 'string' || day === '') return
  const read = readDay(day)
  if (read === null) throw new Error(say('field.no_day', { text: day.slice(0, 40) }))
  if (ahead && isBehind(read, todayHere())) throw new Error(say('field.day_past'))
}

function inputOf({ kind, name, choices, minimum, maximum, ahead }: GuideField, say: ReturnType<typeof usePageWords>): ReactNode {
  switch (kind) {
    case 'class':
    case 'choice': {
      const options = choices.map(({ key, name }) => ({ value: key, label: name }))
      return options.length <= CHOICES_SIDE_BY_SIDE ? <Radio.Group options={options} /> : <Select options={options} showSearch={{ optionFilterProp: 'label' }} />
    }
    case 'flag': return <Radio.Group options={[{ value: true, label: say('yes') }, { value: false, label: say('no') }]} />
    case 'number': return <InputNumber className={styles['wide'] ?? ''} {...(minimum === null ? {} : { min: minimum })} {...(maximum === null ? {} : { max: maximum })} />
    case 'score': return <Rate count={maximum ?? 5} />
    case 'moment': return <MomentField />
    case 'date': return <DayField ahead={ahead} className={styles['wide'] ?? ''} />
    case 'long_text': return <GrowingText rows={2} maxLength={FIELD_LIMITS.long_text} />
    case 'phone': return <LimitedInput type="tel" autoComplete="off" maxLength={FIELD_LIMITS.phone} />
    case 'text': return <LimitedInput maxLength={FIELD_LIMITS.text} />
    case 'file': return <FileField name={name} />
  }
}

/** What stands in the fields: only plain values, whatever else lies there. */
export const plainValues = (values: Readonly<Record<string, unknown>>): FormValues =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[key, value] as const] : [])))
