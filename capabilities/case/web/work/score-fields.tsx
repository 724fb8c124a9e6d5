import { Form, Radio } from 'antd'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import type { ScenarioGuide } from '../../guide-contract.ts'
import styles from './step-card.module.css'
import { usePageWords } from './use-page-words.ts'

type Survey = NonNullable<ScenarioGuide['steps'][number]['survey']>
export type ScoreValues = { readonly score?: number; readonly aspects?: Readonly<Record<string, number | undefined>>; readonly reason?: string }
const SCORES = [1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }))

/** The score a customer gave on the telephone, in the words of the survey. */
export function ScoreFields({ survey, required = false }: { readonly survey: Survey; readonly required?: boolean }) {
  const say = usePageWords()
  return (
    <fieldset className={styles['group']}>
      <legend>{say('score.title')}</legend>
      <Form.Item name={['score', 'score']} label={survey.question} extra={say('score.ends', { low: survey.low, high: survey.high })} rules={[{ required, message: say('choose') }]}><Radio.Group options={SCORES} optionType="button" /></Form.Item>
      {survey.aspects.map(({ key, name }) => <Form.Item key={key} name={['score', 'aspects', key]} label={name}><Radio.Group options={SCORES} optionType="button" /></Form.Item>)}
      <Form.Item name={['score', 'reason']} label={survey.reason}><GrowingText rows={2} maxLength={5000} /></Form.Item>
    </fieldset>
  )
}

/** As the case takes it; aspects that were left out are left out. */
export function scoreOf({ score = 0, aspects = {}, reason = '' }: ScoreValues) {
  const given = Object.entries(aspects).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
  return { score, ...(given.length === 0 ? {} : { aspects: Object.fromEntries(given) }), ...(reason.trim() === '' ? {} : { reason }) }
}
