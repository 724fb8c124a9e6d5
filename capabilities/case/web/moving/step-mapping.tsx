import { Select } from 'antd'
import { useGuide } from '../pieces/use-guide.ts'
import styles from './moving.module.css'
import { useMoveWords } from './use-move-words.ts'

/** Where the steps go on that the new version lacks; null: not done any more. */
export type Mapping = Readonly<Record<string, string | null>>

type MappingProps = { readonly scenario: string; readonly from: string; readonly to: string; readonly steps: readonly { readonly key: string; readonly count: number }[]; readonly mapping: Mapping; readonly onMap: (mapping: Mapping) => void }
const DROPPED = '-'

/** One line for each step that the new version lacks. */
export function StepMapping({ scenario, from, to, steps, mapping, onMap }: MappingProps) {
  const say = useMoveWords()
  const before = useGuide(scenario, from).data
  const after = useGuide(scenario, to).data
  const options = [...(after?.steps ?? []).map(({ key, name }) => ({ value: key, label: name })), { value: DROPPED, label: say('mapping_drop') }]
  return (
    <section className={styles['part']} aria-label={say('mapping')}>
      <h3 className={styles['heading']}>{say('mapping')}</h3>
      {steps.map(({ key, count }) => {
        const label = say('mapping_of', { name: before?.steps.find((step) => step.key === key)?.name ?? key })
        const target = mapping[key]
        return (
          <div key={key} className={styles['mapping']}>
            <span>{label} {count > 0 && <span className={styles['hint']}>{say('mapping_count', { count })}</span>}</span>
            <Select aria-label={label} placeholder={say('mapping_choose')} options={options} {...(target === undefined ? {} : { value: target ?? DROPPED })} onChange={(value: string) => onMap({ ...mapping, [key]: value === DROPPED ? null : value })} />
          </div>
        )
      })}
    </section>
  )
}
