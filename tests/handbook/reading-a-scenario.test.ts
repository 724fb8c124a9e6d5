import { describe, expect, it } from 'vitest'
import { scenarioPage } from '#apps/server/scenario-page.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import { defaultHandbook } from './default-handbook.ts'

const version = { id: '00000000-0000-7000-8000-000000000001' as Id, number: 1, name: '手册', effectiveOn: '2026-01-01', publishedAt: instant(0), publishedBy: null, sha256: '' }
const read = (locale: Locale) => must(scenarioPage({ version, files: [], handbook: defaultHandbook() }, 'after-sales', locale), 'the shipped handbook has after-sales')
const clock = (locale: Locale, key: string) => must(read(locale).clocks.find((each) => each.key === key), 'the scenario has the clock')

describe('a scenario as people read it', () => {
  it('says in words when a clock starts, when it is kept and how long it gives', () => {
    expect(clock('zh-CN', 'diagnosis')).toMatchObject({
      starts: ['“派单”完成'], stops: ['答复或告知客户（技术支持、工程师）'],
      limits: [{ when: '紧急度：紧急', limit: '30 分钟（自然时间）', emergency: true }, { when: null, limit: '2 小时（工作时间）', emergency: false }], pausesWhileWaiting: true,
    })
    expect(clock('en', 'diagnosis').starts).toEqual(['"Dispatch" is done'])
    expect(clock('zh-CN', 'solution')).toMatchObject({ pausesWhileAsking: ['客户确认方案', '客户确认解决'], stops: ['问题解决', '告知阶段性方案（复杂度：复杂）'] })
    expect(clock('zh-CN', 'callback').stops[0]).toBe('“满意度回访”完成（已接听、客户不愿评分、未接通）')
  })

  it('shows the ladder rung by rung, the first at once', () => {
    expect(read('zh-CN').ladders[0]).toMatchObject({ name: '常规升级', warnings: ['15 分钟'], rungs: [{ after: null, does: 'remind', role: null }, { after: '1 小时', role: '主管' }, { after: '4 小时' }] })
  })

  it('shows a form with its choices, and where it is filled in', () => {
    const form = read('zh-CN').forms.find(({ key }) => key === 'intake')
    expect(form).toMatchObject({ name: '售后问题受理表', usedBy: ['问题受理'] })
    expect(form?.fields.find(({ key }) => key === 'urgency')).toMatchObject({ kind: 'class', required: true, choices: ['普通', '紧急'] })
  })

  it('brings the texts that the customer gets, and the working hours its clocks count', () => {
    expect(read('zh-CN').wordings.map(({ key }) => key)).toContain('confirm-solution')
    expect(read('zh-CN').wordings.map(({ key }) => key)).not.toContain('reply-apology')
    expect(read('zh-CN').calendars[0]?.week[0]).toEqual({ day: 'mon', hours: ['09:00–12:00', '13:30–18:00'] })
  })
})
