import { describe, expect, it } from 'vitest'
import { clauseCarriers } from './clause-carriers.ts'

const whole = {
  sections: {
    clauses: [{ id: 'AFT-01', title: '首次响应', text: '…' }],
    handbook: { name: '手册', numbering: { clause: 'GEN-15', serialDigits: 4 } },
    wording: [{ key: 'confirm-solution', name: '请客户确认方案', clause: 'AFT-06' }],
    scenarios: [{
      key: 'after-sales', name: '售后问题处理', clause: 'AFT-04',
      green: { clause: 'AFT-10', when: {} },
      steps: [{ key: 'intake', name: '问题受理', clause: ['AFT-04', 'GEN-12'] }, { key: 'visit', name: '安排上门', clause: 'AFT-06' }],
      clocks: [{ key: 'first-response', name: '首次响应', clause: 'AFT-01' }],
    }],
  },
}
const of = (clause: string) => clauseCarriers(whole).filter((carrier) => carrier.clause === clause).map(({ kind, key, within }) => [kind, key, within?.key ?? null])

describe('what carries a clause out', () => {
  it('is named with the scenario it stands in', () => {
    expect(of('AFT-01')).toEqual([['clocks', 'first-response', 'after-sales']])
    expect(of('AFT-06')).toEqual([['wording', 'confirm-solution', null], ['steps', 'visit', 'after-sales']])
  })

  it('may be a whole scenario beside one of its steps', () => {
    expect(of('AFT-04')).toEqual([['scenarios', 'after-sales', null], ['steps', 'intake', 'after-sales']])
  })

  it('may be a rule that has no name of its own', () => {
    expect(of('AFT-10')).toEqual([['green', 'green', 'after-sales']])
    expect(of('GEN-15')).toEqual([['numbering', 'numbering', null]])
  })
})
