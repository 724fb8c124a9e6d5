import { describe, expect, it } from 'vitest'
import { diffHandbooks, sayChange } from './diff-handbooks.ts'

const before = {
  sections: {
    roles: [{ key: 'agent', permissions: { 'case.read': 'team' } }, { key: 'engineer', permissions: {} }],
    scenarios: [{ key: 'after-sales', clocks: [{ key: 'solution', limits: [{ limit: 'PT24H' }] }, { key: 'callback', limits: [{ limit: 'PT48H' }] }] }],
  },
}

describe('what changed between two handbooks', () => {
  it('is nothing when elements only changed places', () => {
    const after = { sections: { ...before.sections, roles: before.sections.roles.toReversed() } }
    expect(diffHandbooks(before, after)).toEqual([])
  })

  it('is told by section, element and path, in words', () => {
    const scenarios = [{ key: 'after-sales', clocks: [{ key: 'callback', limits: [{ limit: 'PT48H' }] }, { key: 'solution', limits: [{ limit: 'PT12H' }] }] }]
    const [change, ...rest] = diffHandbooks(before, { sections: { ...before.sections, scenarios } })
    expect(rest).toEqual([])
    expect(change).toMatchObject({ section: 'scenarios', item: 'after-sales', path: 'clocks.solution.limits' })
    expect(sayChange(change!, 'zh-CN')).toBe('场景 after-sales · clocks.solution.limits: [{"limit":"PT24H"}] → [{"limit":"PT12H"}]')
  })

  it('calls a new tier of customers by the name of its chapter', () => {
    const tiers = (names: object) => ({ sections: { customers: [{ key: 'tiers', tiers: names }] } })
    const words = diffHandbooks(tiers({ normal: '普通' }), tiers({ normal: '普通', gold: '金牌' })).map((change) => sayChange(change, 'zh-CN'))
    expect(words).toEqual(['客户等级 tiers · tiers.gold: 新增 金牌'])
  })

  it('names what came and what went', () => {
    const roles = [{ key: 'agent', permissions: { 'case.read': 'all' } }, { key: 'driver', permissions: {} }]
    const words = diffHandbooks(before, { sections: { ...before.sections, roles } }).map((change) => sayChange(change, 'en'))
    expect(words).toEqual(['role agent · permissions.case.read: team → all', 'role engineer: removed {"key":"engineer","permissions":{}}', 'role driver: added {"key":"driver","permissions":{}}'])
  })
})
