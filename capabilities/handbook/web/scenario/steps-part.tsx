import { Table, type TableColumnsType } from 'antd'
import type { ScenarioPage } from '../../book-contract.ts'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import styles from './scenario-parts.module.css'

type Step = ScenarioPage['steps'][number]

/** The steps of a scenario as the handbook lists them: who, what it leaves behind, by which form, for which clause. */
export function StepsPart({ scenario, onForm }: { readonly scenario: ScenarioPage; readonly onForm: () => void }) {
  const say = useHandbookWords()
  const columns: TableColumnsType<Step> = [
    { key: 'number', title: say('step.number'), width: 64, render: (_value, _step, at) => at + 1 },
    { key: 'name', title: say('step.name'), render: (_value, { name, kind, optional }) => <><strong>{name}</strong><p className={styles['small']}>{say(kindWord(kind))}{optional && ` · ${say('step.optional')}`}</p></> },
    { key: 'role', title: say('step.role'), render: (_value, { role, collaborators }) => <>{role}{collaborators.length > 0 && <p className={styles['small']}>{say('step.with', { roles: collaborators.join(' · ') })}</p>}</> },
    { key: 'output', title: say('step.output'), dataIndex: 'output' },
    { key: 'form', title: say('step.form'), render: (_value, { form }) => (form === null ? '–' : <button type="button" className={styles['link']} onClick={onForm}>{form.name}</button>) },
    { key: 'clauses', title: say('step.clause'), render: (_value, { clauses }) => <ClauseTags ids={clauses} /> },
  ]
  return <div className={styles['scroll']} role="region" aria-label={say('steps')} tabIndex={0}><Table<Step> aria-label={say('steps')} size="middle" rowKey="key" columns={columns} dataSource={[...scenario.steps]} pagination={false} /></div>
}

const kindWord = (kind: string): 'step.kind.task' | 'step.kind.confirmation' | 'step.kind.survey' => (kind === 'confirmation' ? 'step.kind.confirmation' : kind === 'survey' ? 'step.kind.survey' : 'step.kind.task')
