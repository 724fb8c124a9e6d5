import { describe, expect, it } from 'vitest'
import { flowchartOf, mermaidOf } from '#capabilities/case/core/flowchart.ts'
import { planMove } from '#capabilities/case/core/plan-move.ts'
import { sayConditionOf } from '#capabilities/case/core/say-condition.ts'
import { scenariosOf } from '#capabilities/case/definition.ts'
import { must } from '#kernel/assert.ts'
import { defaultHandbook } from './default-handbook.ts'

const scenario = must(scenariosOf(defaultHandbook()).find(({ key }) => key === 'after-sales'), 'the shipped handbook has after-sales')

describe('the dry run of moving a case to another version', () => {
  const moving = { activeSteps: ['need', 'dispatch'], openClocks: ['solution', 'dispatch'], facts: ['urgency', 'intake.symptom', 'solution.way'] }
  const without = { ...scenario, steps: scenario.steps.filter(({ key }) => key !== 'dispatch'), clocks: scenario.clocks.filter(({ key }) => key !== 'dispatch') }

  it('changes nothing when the scenario is the same', () => {
    expect(planMove(moving, scenario, scenario, {})).toMatchObject({ ok: true, unmapped: [], cancelledClocks: [], changedClocks: [], lostFacts: [] })
  })

  it('asks where to go on when the step in hand has vanished', () => {
    expect(planMove(moving, scenario, without, {})).toMatchObject({ ok: false, unmapped: ['dispatch'], cancelledClocks: ['dispatch'] })
    expect(planMove(moving, scenario, without, { dispatch: 'diagnosis' })).toMatchObject({ ok: true, steps: [{ from: 'need', to: 'need' }, { from: 'dispatch', to: 'diagnosis' }] })
  })

  it('refuses a mapping to nowhere, and one that leaves nothing to do', () => {
    expect(planMove(moving, scenario, without, { dispatch: 'moon' })).toMatchObject({ ok: false, unknownTargets: ['moon'] })
    expect(planMove(moving, scenario, scenario, { need: null, dispatch: null })).toMatchObject({ ok: false, leavesNothing: true })
  })

  it('shows which promises change and which answers are lost', () => {
    const clocks = scenario.clocks.map((clock) => (clock.key === 'solution' ? { ...clock, limits: [{ limit: 'PT12H', counting: 'wall' as const }] } : clock))
    const forms = scenario.forms.filter(({ key }) => key !== 'solution')
    expect(planMove(moving, scenario, { ...scenario, clocks, forms }, {})).toMatchObject({ changedClocks: ['solution'], lostFacts: ['solution.way'] })
  })
})

describe('the flowchart of a scenario', () => {
  const chart = flowchartOf(scenario)

  it('has every step in the lane of its role, with clauses and clocks', () => {
    expect(chart.lanes).toEqual(['agent', 'tech_support'])
    expect(chart.nodes).toHaveLength(scenario.steps.length + 2)
    expect(chart.nodes.find(({ key }) => key === 'dispatch')).toMatchObject({ lane: 'agent', clauses: ['AFT-05', 'GEN-12'], clocks: ['dispatch'] })
  })

  it('leads every arrow to a node that is drawn', () => {
    const nodes = new Set(chart.nodes.map(({ key }) => key))
    expect(chart.edges.filter(({ from, to }) => !nodes.has(from) || !nodes.has(to))).toEqual([])
    expect(chart.edges).toContainEqual({ from: 'consent', to: 'visit', on: [], when: { 'solution.way': 'on_site' }, why: 'next' })
  })

  it('is printed with conditions in words, in the reader\'s language', () => {
    const printed = mermaidOf(chart, 'zh-CN', { roles: new Map([['agent', '客服专员']]), sayCondition: sayConditionOf(scenario, 'zh-CN') })
    expect(printed).toContain('n_consent -->|"处理方式：上门维修"| n_visit')
    expect(printed).toContain('⏱ 派单 10 分钟（自然时间） / 10 分钟（工作时间）')
    expect(printed).toContain('subgraph lane_n_agent["客服专员"]')
    const english = mermaidOf(chart, 'en', { roles: new Map(), sayCondition: sayConditionOf(scenario, 'en') })
    expect(english).toContain('n_intake -->|"Urgency: Urgent or Complexity: Complex"| n_dispatch')
    expect(english).toContain('⏱ Dispatch 10 minutes elapsed / 10 minutes working time')
  })
})
