import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import { changedFields, changeRefusal, mergeRefusal, type CustomerStanding } from './customer-rules.ts'

const monday = instant(Date.UTC(2026, 10, 23, 1))
const id = (n: number) => uuidv7(monday, new Uint8Array(10).fill(n))
const living = (n: number): CustomerStanding => ({ id: id(n), mergedInto: null, archivedAt: null, erasedAt: null })
const code = (answer: ReturnType<typeof changeRefusal>) => answer?.refusal.code ?? null

describe('what may be done with a customer record', () => {
  it('a living one may be changed; one that was erased, merged or archived says which', () => {
    expect(code(changeRefusal(living(1)))).toBeNull()
    expect(code(changeRefusal({ ...living(1), archivedAt: monday }))).toBe('customer.archived')
    expect(code(changeRefusal({ ...living(1), mergedInto: id(2), archivedAt: monday }))).toBe('customer.merged')
    expect(code(changeRefusal({ ...living(1), mergedInto: id(2), erasedAt: monday }))).toBe('customer.erased')
  })

  it('two living records merge; nobody merges into themselves or into a record that is gone', () => {
    expect(code(mergeRefusal(living(1), living(2)))).toBeNull()
    expect(code(mergeRefusal(living(1), living(1)))).toBe('customer.same')
    expect(code(mergeRefusal(living(1), { ...living(2), mergedInto: id(3) }))).toBe('customer.into_merged')
    expect(code(mergeRefusal({ ...living(1), mergedInto: id(3) }, living(2)))).toBe('customer.merged')
    expect(code(mergeRefusal(living(1), { ...living(2), archivedAt: monday }))).toBe('customer.archived')
  })
})

describe('what a change changes', () => {
  const wangLi = { name: '王丽', company: '青禾食品', locale: 'zh-CN', timezone: null, tier: null }
  it('names only what differs, and keeps the old names', () => {
    expect(changedFields(wangLi, { tier: 'gold', name: '王莉', locale: 'zh-CN' })).toEqual({ fields: ['name', 'tier'], old: [{ field: 'name', value: '王丽' }] })
    expect(changedFields(wangLi, { company: null })).toEqual({ fields: ['company'], old: [{ field: 'company', value: '青禾食品' }] })
  })
  it('what was empty leaves nothing to keep', () => {
    expect(changedFields({ ...wangLi, company: null }, { company: '青禾食品', timezone: 'Asia/Shanghai' })).toEqual({ fields: ['company', 'timezone'], old: [] })
    expect(changedFields(wangLi, { name: '王丽' })).toEqual({ fields: [], old: [] })
  })
})
