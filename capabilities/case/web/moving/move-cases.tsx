import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Progress } from 'antd'
import { useState } from 'react'
import type { HandbookVersionView } from '#capabilities/handbook/contract.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { askEach } from '#ui/talk/long-run.ts'
import { chosenToMove, readTrial, type MoveChoice, type MoveTrial } from '../../core/move-choice.ts'
import type { MovedCase, MoveReport, RunningCase } from '../../move-contract.ts'
import { ChoiceFields } from './choice-fields.tsx'
import { beginMove, movedIn, piecesOfMove, type MoveAsked } from './move-run.ts'
import { Refused } from './refused-cases.tsx'
import { StepMapping, type Mapping } from './step-mapping.tsx'
import styles from './moving.module.css'
import { useCasesMoved } from './use-cases-moved.ts'
import { useMoveWords } from './use-move-words.ts'

type MoveProps = { readonly cases: readonly RunningCase[]; readonly more: boolean; readonly from: string; readonly to: HandbookVersionView }

/** Chooses cases, tries their move, says what takes the place of vanished steps, and moves those that can. */
export function MoveCases({ cases, more, from, to }: MoveProps) {
  const say = useMoveWords()
  const [choice, setChoice] = useState<MoveChoice>({ scenario: cases[0]?.scenario ?? '', step: null, team: null })
  const [mapping, setMapping] = useState<Mapping>({})
  const { trial, used, tryIt, forget, tried, problem, pending } = useTrial()
  const chosen = chosenToMove(cases, choice)
  const ids = chosen.map(({ id }) => id)
  const asked = { caseIds: ids, handbookId: to.id, steps: mapping }
  const numberOf = (id: string): string => cases.find((each) => each.id === id)?.number ?? id
  const choose = (next: MoveChoice): void => {
    forget()
    setMapping({})
    setChoice(next)
  }
  const toMap = [...Object.keys(mapping).map((key) => ({ key, count: 0 })), ...(trial?.unmapped ?? []).filter(({ key }) => !(key in mapping))]
  return (
    <>
      <section className={styles['card']} aria-labelledby="which">
        <h2 id="which" className={styles['title']}>{say('which')}</h2>
        <ChoiceFields cases={cases} from={from} choice={choice} onChoose={choose} />
        {more && <p className={styles['hint']}>{say('more', { count: cases.length })}</p>}
        <div className={styles['foot']}><span role="status">{say('chosen', { count: chosen.length })}</span><Button type={trial === null ? 'primary' : 'default'} disabled={chosen.length === 0} loading={pending} onClick={() => tryIt(asked)}>{say('try')}</Button></div>
        {pending && <Progress percent={Math.floor((tried / Math.max(1, ids.length)) * 100)} aria-label={say('trying')} />}
        <ProblemNote problem={problem} />
      </section>
      {trial !== null && (
        <section className={styles['card']} aria-labelledby="result">
          <h2 id="result" className={styles['title']}>{say('result')}</h2>
          <Alert type={trial.not.length === 0 ? 'success' : trial.ok.length === 0 ? 'error' : 'warning'} showIcon role="status" title={say('would', { ok: trial.ok.length, not: trial.not.length })} />
          {trial.endedClocks > 0 && <p>{say('ended_clocks', { count: trial.endedClocks })}</p>}
          {toMap.length > 0 && <StepMapping scenario={choice.scenario} from={from} to={to.id} steps={toMap} mapping={mapping} onMap={setMapping} />}
          {toMap.length > 0 && <div><Button disabled={Object.keys(mapping).length === 0} loading={pending} onClick={() => tryIt(asked)}>{say('again')}</Button></div>}
          <Refused items={trial.not} numberOf={numberOf} />
          <MoveButton trial={trial} mapping={mapping} untried={mapping !== used} to={to} />
        </section>
      )}
    </>
  )
}

/** Moves those that can, once it is confirmed; a mapping that was changed after the trial is tried first. */
function MoveButton({ trial: { ok }, mapping, untried, to }: { readonly trial: MoveTrial; readonly mapping: Mapping; readonly untried: boolean; readonly to: HandbookVersionView }) {
  const say = useMoveWords()
  const { modal } = App.useApp()
  const moved = useCasesMoved()
  const go = (): void => void beginMove({ caseIds: ok.map(({ caseId }) => caseId), handbookId: to.id, steps: mapping }, moved)
  const ask = (): void => void modal.confirm({ title: say('ask', { count: ok.length, number: to.number }), content: say('ask_text'), okText: say('go', { count: ok.length }), onOk: go })
  return <div className={styles['foot']}><span /><Button type="primary" disabled={ok.length === 0 || untried} onClick={ask}>{say('go', { count: ok.length })}</Button></div>
}

function useTrial() {
  const [tried, setTried] = useState(0)
  const trying = useMutation<readonly MovedCase[], unknown, MoveAsked>({
    mutationFn: async (asked) => {
      const reports: MoveReport[] = []
      await askEach(piecesOfMove(asked, true), (report) => {
        reports.push(report)
        setTried(movedIn(reports).length)
      })
      return movedIn(reports)
    },
  })
  const tryIt = (asked: MoveAsked): void => {
    setTried(0)
    trying.mutate(asked)
  }
  return { trial: trying.data === undefined ? null : readTrial(trying.data), used: trying.variables?.steps, tryIt, forget: trying.reset, tried, problem: trying.error, pending: trying.isPending }
}
