import { CheckCircleFilled, ClockCircleOutlined, MinusCircleOutlined, PartitionOutlined, PlayCircleFilled } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { useKeys } from '#ui/keys/key-commands.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import type { CaseView } from '../../contract.ts'
import { pathOf, type PathStep } from '../../core/case-path.ts'
import type { ScenarioGuide } from '../../guide-contract.ts'
import styles from './case-path.module.css'
import { ClauseLinks } from './clause-links.tsx'
import { forgetOtherForms } from './form-draft.ts'
import { SaidTo } from '../voice/customer-quotes.tsx'
import { StepCard } from './step-card.tsx'
import { usePageWords } from './use-page-words.ts'

type PathProps = { readonly view: CaseView; readonly guide: ScenarioGuide }

/** The way of the case: what was done, what is being done with its form, what comes or may come. */
export function CasePath({ view, guide }: PathProps) {
  const say = usePageWords()
  const over = view.status === 'closed' || view.status === 'merged'
  const path = pathOf({ steps: guide.steps.map(({ key }) => key), ways: guide.ways, lived: view.steps, facts: view.facts, over })
  const list = useRef<HTMLOListElement>(null)
  useStepKey(list)
  useOldForms(view)
  return (
    <>
      <div className={styles['whole']}>
        <h2 className={styles['heading']}>{say('path.label')}</h2>
        <Link to="/handbook/scenarios/$key" params={{ key: view.scenario.key }} search={{ case: view.id }}><PartitionOutlined aria-hidden />{say('path.chart')}</Link>
      </div>
      <ol ref={list} className={styles['path']} aria-label={say('path.label')}>
        {path.map((place) => <PathLine key={place.key} place={place} view={view} guide={guide} />)}
      </ol>
    </>
  )
}

const SIGNS: Readonly<Record<PathStep['state'], ReactNode>> = {
  done: <CheckCircleFilled />, active: <PlayCircleFilled />, dropped: <MinusCircleOutlined />, ahead: <ClockCircleOutlined />, maybe: <ClockCircleOutlined />,
}

function PathLine({ place, view, guide }: PathProps & { readonly place: PathStep }) {
  const say = usePageWords()
  const step = guide.steps.find(({ key }) => key === place.key)
  const standing = view.steps.find(({ key }) => key === place.key)
  if (step === undefined) return null
  const done = place.state === 'done' && standing?.endedAt !== null && standing?.endedAt !== undefined ? standing.endedAt : null
  return (
    <li className={styles['step']} data-state={place.state} aria-current={place.state === 'active' ? 'step' : undefined}>
      <span className={styles['sign']} aria-hidden>{SIGNS[place.state]}</span>
      <div className={styles['body']}>
        <div className={styles['name']}>
          <strong>{step.name}</strong>
          <span className={styles['state']}>{say(`path.${place.state}`)}</span>
          {place.round > 1 && <span className={styles['round']}>{say('path.round', { round: place.round })}</span>}
          {done !== null && <span className={styles['about']}><TimeText past at={done} /></span>}
        </div>
        <div className={styles['about']}>{say('path.about', { role: step.role.name, output: step.output })} <ClauseLinks clauses={step.clauses} /></div>
        <SaidTo caseId={view.id} of={view.confirmations.filter((asked) => asked.step === place.key).map(({ id }) => id)} />
        {standing !== undefined && place.state === 'active' && <StepCard view={view} guide={guide} step={step} standing={standing} />}
      </div>
    </li>
  )
}

/** What was typed for steps that are over is not kept in the browser. */
function useOldForms({ id, steps }: CaseView): void {
  const me = useMe().id
  useEffect(() => forgetOtherForms({ me, caseId: id }, steps.filter(({ status }) => status === 'active')), [me, id, steps])
}

/** `e` goes to the form that is to be filled in first. */
function useStepKey(list: RefObject<HTMLOListElement | null>): void {
  const say = usePageWords()
  useKeys(useMemo(() => [{ keys: 'e', name: say('keys.step'), group: say('keys.case'), run: () => list.current?.querySelector<HTMLElement>('form textarea, form input, form button')?.focus() }], [say, list]))
}
