import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton, Tabs } from 'antd'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { Problem } from '#ui/talk/problem.ts'
import type { ScenarioPage } from '../../book-contract.ts'
import type { CasePosition } from '../pieces/case-position.ts'
import { FlowPart } from '../flow/flow-part.tsx'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { scenarioQuery } from '../pieces/handbook-api.ts'
import type { ScenarioTab } from '../pieces/scenario-tab.ts'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import { WhereLine } from '../pieces/where-line.tsx'
import { ClocksPart } from '../scenario/clocks-part.tsx'
import { FormsPart } from '../scenario/forms-part.tsx'
import { StepsPart } from '../scenario/steps-part.tsx'
import { WordingPart } from '../scenario/wording-part.tsx'
import styles from './handbook-screens.module.css'

type ScenarioScreenProps = {
  readonly scenarioKey: string
  /** The version to read; undefined is the one in force. */
  readonly handbookId: string | undefined
  readonly tab: ScenarioTab
  readonly onTab: (tab: ScenarioTab) => void
  readonly position: CasePosition | null
}

/** 场景: for whom, what for, and everything it does. */
export function ScenarioScreen({ scenarioKey, handbookId, tab, onTab, position }: ScenarioScreenProps) {
  const say = useHandbookWords()
  const { data: scenario, error } = useQuery(scenarioQuery(scenarioKey, handbookId))
  if (error instanceof Problem && error.status === 404) return <EmptyNote title={say('scenario.missing.title')} text={say('scenario.missing.text')}><Link to="/handbook">{say('title')}</Link></EmptyNote>
  if (scenario === undefined) return <div className={styles['page']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  const parts: Readonly<Record<ScenarioTab, React.ReactNode>> = {
    flow: <FlowPart scenario={scenario.key} handbookId={scenario.handbookId} position={position} />,
    steps: <StepsPart scenario={scenario} onForm={() => onTab('forms')} />,
    forms: <FormsPart forms={scenario.forms} />,
    clocks: <ClocksPart scenario={scenario} />,
    wording: <WordingPart wordings={scenario.wordings} />,
  }
  return (
    <div className={styles['page']}>
      <WhereLine here={scenario.name} />
      <PageHead title={scenario.name} text={scenario.aim}>
        {position !== null && <><ToneChip tone="info">{say('case.position', { number: position.number })}</ToneChip><Link to="/cases/$id" params={{ id: position.caseId }}><Button>{say('case.open')}</Button></Link></>}
      </PageHead>
      <About scenario={scenario} />
      <Tabs
        activeKey={tab} onChange={(key) => onTab(key as ScenarioTab)} destroyOnHidden
        items={(Object.keys(parts) as ScenarioTab[]).map((key) => ({ key, label: say(key), children: parts[key] }))}
      />
    </div>
  )
}

function About({ scenario: { audience, clauses, owner, prefix, version } }: { readonly scenario: ScenarioPage }) {
  const say = useHandbookWords()
  return (
    <section className={styles['about']}>
      <p><span className={styles['label']}>{say('audience')}</span>{audience}</p>
      <p className={styles['facts']}>
        <span>{say('scenario.owner', { role: owner })}</span><span>{say('scenario.prefix', { prefix })}</span><span>{say('scenario.version', { version })}</span><ClauseTags ids={clauses} />
      </p>
    </section>
  )
}
