import { expect, it } from 'vitest'
import { nameChange } from './name-change.ts'

const handbook = (limit: string) => ({
  sections: {
    clauses: [{ id: 'AFT-02', title: '解决时限', text: '…' }],
    scenarios: [{ key: 'after-sales', name: { 'zh-CN': '售后问题处理', en: 'After-sales issue' }, clocks: [{ key: 'solution', name: '解决问题', limits: [{ limit }] }] }],
  },
})
const both = { before: handbook('PT24H'), after: handbook('PT12H') }

it('a difference is told from the scenario down to the field, each by the name people know', () => {
  const change = { section: 'scenarios', item: 'after-sales', path: 'clocks.solution.limits', before: [], after: [] }
  expect(nameChange(change, both, 'zh-CN').map(({ name, key }) => name ?? key)).toEqual(['售后问题处理', 'clocks', '解决问题', 'limits'])
  expect(nameChange(change, both, 'en')[0]).toEqual({ key: 'after-sales', name: 'After-sales issue' })
})

it('what was taken away keeps the name it had', () => {
  const gone = { ...both, after: { sections: { ...both.after.sections, clauses: [] } } }
  expect(nameChange({ section: 'clauses', item: 'AFT-02', path: '', before: {}, after: undefined }, gone, 'zh-CN')).toEqual([{ key: 'AFT-02', name: 'AFT-02 解决时限' }])
})
