import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useId } from 'react'
import { useTeams } from '#capabilities/access/web/pieces/directory.ts'
import { overviewQuery } from '#capabilities/handbook/web/pieces/handbook-api.ts'
import { countEach, type MoveChoice } from '../../core/move-choice.ts'
import type { RunningCase } from '../../move-contract.ts'
import { useGuide } from '../pieces/use-guide.ts'
import styles from './moving.module.css'
import { useMoveWords } from './use-move-words.ts'

type Option = { readonly value: string; readonly label: string }

/** A labelled choice. */
export function Choice({ label, value, options, onChange }: { readonly label: string; readonly value: string; readonly options: readonly Option[]; readonly onChange: (value: string) => void }) {
  const id = useId()
  return <div className={styles['field']}><label htmlFor={id} className={styles['label']}>{label}</label><Select id={id} value={value} options={[...options]} onChange={onChange} popupMatchSelectWidth={false} /></div>
}

type FieldsProps = { readonly cases: readonly RunningCase[]; readonly from: string; readonly choice: MoveChoice; readonly onChoose: (choice: MoveChoice) => void }

/** Which of the running cases: a scenario, and where wished one step and one team. */
export function ChoiceFields({ cases, from, choice, onChoose }: FieldsProps) {
  const say = useMoveWords()
  const teams = useTeams()
  const guide = useGuide(choice.scenario, from).data
  const ofScenario = cases.filter(({ scenario }) => scenario === choice.scenario)
  const named = (key: string, count: number, name: string | undefined): Option => ({ value: key, label: say('scenario_count', { name: name ?? key, count }) })
  const steps = countEach(ofScenario.flatMap((each) => each.steps)).map(({ key, count }) => named(key, count, guide?.steps.find((step) => step.key === key)?.name))
  const ofTeams = countEach(ofScenario.map(({ teamId }) => teamId ?? 'none')).map(({ key, count }) => named(key, count, key === 'none' ? say('no_team') : teams.find(({ id }) => id === key)?.name))
  return (
    <div className={styles['fields']}>
      <div className={styles['field']}><ScenarioChoice cases={cases} from={from} chosen={choice.scenario} onChoose={(scenario) => onChoose({ scenario, step: null, team: null })} /></div>
      <Choice label={say('step')} value={choice.step ?? ''} options={[{ value: '', label: say('all_steps') }, ...steps]} onChange={(step) => onChoose({ ...choice, step: step === '' ? null : step })} />
      <Choice label={say('team')} value={choice.team ?? ''} options={[{ value: '', label: say('all_teams') }, ...ofTeams]} onChange={(team) => onChoose({ ...choice, team: team === '' ? null : team })} />
    </div>
  )
}

function ScenarioChoice({ cases, from, chosen, onChoose }: { readonly cases: readonly RunningCase[]; readonly from: string; readonly chosen: string; readonly onChoose: (scenario: string) => void }) {
  const say = useMoveWords()
  const names = useScenarioNames(from)
  const options = countEach(cases.map(({ scenario }) => scenario)).map(({ key, count }) => ({ value: key, label: say('scenario_count', { name: names.get(key) ?? key, count }) }))
  return <Choice label={say('scenario')} value={chosen} options={options} onChange={onChoose} />
}

const useScenarioNames = (handbookId: string): ReadonlyMap<string, string> => new Map((useQuery(overviewQuery(handbookId)).data?.scenarios ?? []).map(({ key, name }) => [key, name]))
