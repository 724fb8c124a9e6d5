import { describe, expect, it } from 'vitest'
import type { HandbookFile } from '#capabilities/handbook/core/section.ts'
import { defaultFiles, planted, problemsOf } from './default-handbook.ts'

const AFTER = 'scenarios/after-sales.yaml'
const SECOND = 'scenarios/second-handling.yaml'

type Mistake = { readonly title: string; readonly file: string; readonly passage: string; readonly instead: string; readonly code: string; readonly says: string; readonly line?: string }

/** `says`: a piece of the Chinese sentence. `line`: what stands on the line that is pointed at (by default the mistake itself). */
const MISTAKES: readonly Mistake[] = [
  { title: 'a step of a role nobody has', file: AFTER, passage: 'role: tech_support\n    collaborators: [supervisor]\n    output: { zh-CN: 技术诊断报告', instead: 'role: wizard\n    collaborators: [supervisor]\n    output: { zh-CN: 技术诊断报告', code: 'scenario.unknown_role', says: '没有岗位“wizard”', line: 'role: wizard' },
  { title: 'a step with a form that does not exist', file: AFTER, passage: 'form: dispatch\n', instead: 'form: despatch\n', code: 'scenario.unknown_form', says: '没有表单“despatch”' },
  { title: 'a confirmation in words nobody wrote', file: AFTER, passage: 'asks: confirm-solution,', instead: 'asks: confirm-everything,', code: 'scenario.unknown_wording', says: 'wording/confirm-everything.yaml' },
  { title: 'an acknowledgement nobody wrote', file: AFTER, passage: 'acknowledgement: received', instead: 'acknowledgement: recieved', code: 'scenario.unknown_wording', says: '没有话术“recieved”' },
  { title: 'an invitation used as a question', file: AFTER, passage: 'asks: confirm-solution,', instead: 'asks: survey-invitation,', code: 'scenario.wording_unfit', says: '类型是 survey' },
  { title: 'a calendar that does not exist', file: AFTER, passage: 'calendar: office', instead: 'calendar: moon', code: 'scenario.unknown_calendar', says: '没有日历“moon”' },
  { title: 'a ladder that does not exist', file: AFTER, passage: 'ladder: fast\n', instead: 'ladder: slow\n', code: 'scenario.unknown_ladder', says: '没有升级阶梯“slow”' },
  { title: 'a survey that does not exist', file: SECOND, passage: 'survey: satisfaction', instead: 'survey: happiness', code: 'scenario.unknown_survey', says: '没有问卷“happiness”' },
  { title: 'a child case in a scenario that does not exist', file: AFTER, passage: 'opensChild: second-handling', instead: 'opensChild: third-handling', code: 'scenario.unknown_scenario', says: '没有场景“third-handling”' },
  { title: 'a way to a step that does not exist', file: AFTER, passage: '- { to: diagnosis }', instead: '- { to: diagnose }', code: 'scenario.unknown_step', says: '没有步骤“diagnose”' },
  { title: 'a start at no step', file: AFTER, passage: 'start: intake', instead: 'start: beginning', code: 'scenario.unknown_step', says: '没有步骤“beginning”' },
  { title: 'reopening to no step', file: AFTER, passage: 'within: P14D, to: answer', instead: 'within: P14D, to: again', code: 'scenario.unknown_step', says: '没有步骤“again”' },
  { title: 'a step nobody can reach', file: AFTER, passage: '- { when: { solution.way: on_site }, to: visit }', instead: '- { when: { solution.way: on_site }, to: execution }', code: 'scenario.unreachable_step', says: '步骤“visit”永远走不到', line: 'key: visit' },
  { title: 'steps from which there is no end', file: SECOND, passage: 'next: [{ to: end }]', instead: 'next: [{ to: effect }]', code: 'scenario.no_way_to_end', says: '永远到不了结束', line: 'key: contact' },
  { title: 'a step whose ways may all fail', file: AFTER, passage: '- { when: { answer.result: unsolved }, to: dispatch }\n      - { to: closing }', instead: '- { when: { answer.result: unsolved }, to: dispatch }\n      - { when: { answer.result: answered }, to: closing }', code: 'scenario.next_may_fail', says: '可能全部不成立', line: 'next:' },
  { title: 'a confirmation that forgets the silent customer', file: AFTER, passage: '- { on: lapsed, to: callback }\n      - { when: { solution.way: on_site }, to: visit }\n      - { to: execution }', instead: '- { when: { solution.way: on_site }, to: visit }\n      - { on: confirmed, to: execution }', code: 'scenario.next_may_fail', says: 'lapsed', line: 'next:' },
  { title: 'a way behind one that always holds', file: AFTER, passage: '- { when: { answer.result: unsolved }, to: dispatch }\n      - { to: closing }', instead: '- { to: closing }\n      - { when: { answer.result: unsolved }, to: dispatch }', code: 'scenario.next_never_taken', says: '永远轮不到', line: 'answer.result: unsolved' },
  { title: 'an outcome a confirmation never has', file: AFTER, passage: '- { on: lapsed, to: callback }', instead: '- { on: exploded, to: callback }', code: 'scenario.unknown_outcome', says: '不会有结果“exploded”' },
  { title: 'a clock stopped by a step that does not exist', file: AFTER, passage: 'stops: [{ on: completed, step: dispatch }]', instead: 'stops: [{ on: completed, step: despatch }]', code: 'scenario.clock_never_stops', says: '时限“dispatch”没有人能停止' },
  { title: 'a clock stopped by something that cannot happen', file: SECOND, passage: 'stops: [{ on: resolved }]', instead: 'stops: [{ on: recorded }]', code: 'scenario.clock_never_stops', says: '没有人能停止' },
  { title: 'a clock nobody starts', file: AFTER, passage: 'starts: [{ on: started, step: dispatch }]', instead: 'starts: [{ on: asked, step: dispatch }]', code: 'scenario.clock_never_starts', says: '没有人能启动' },
  { title: 'a clock that pauses for a task', file: AFTER, passage: 'pausesWhileAsking: [consent, closing]', instead: 'pausesWhileAsking: [consent, answer]', code: 'scenario.not_a_confirmation', says: '“answer”不是确认步骤' },
  { title: 'a condition on a fact nobody knows', file: AFTER, passage: 'green: { clause: AFT-10, when: { urgency: urgent } }', instead: 'green: { clause: AFT-10, when: { urgence: urgent } }', code: 'condition.unknown_fact', says: '“urgence”无从得知' },
  { title: 'a condition on a value the choice does not have', file: AFTER, passage: '- { when: { solution.way: on_site }, to: visit }', instead: '- { when: { solution.way: onsite }, to: visit }', code: 'condition.unknown_value', says: 'remote, on_site, improvement' },
  { title: 'a flag compared with a word', file: AFTER, passage: '{ progress.done: false }', instead: '{ progress.done: no_way }', code: 'condition.expected_flag', says: 'true 或 false' },
  { title: 'a score compared with a word', file: AFTER, passage: 'score: { below: 4 }', instead: 'score: low', code: 'condition.expected_number', says: '数字' },
  { title: 'a condition beside "any" that would be passed over', file: AFTER, passage: '{ any: [{ urgency: urgent }, { complexity: complex }] }', instead: '{ any: [{ urgency: urgent }], complexity: complex }', code: 'condition.not_alone', says: '会被忽略' },
  { title: 'an empty condition', file: AFTER, passage: 'when: { urgency: urgent } }', instead: 'when: {} }', code: 'condition.empty', says: '条件是空的' },
  { title: 'a last limit with a condition', file: SECOND, passage: 'limits: [{ limit: PT4H, counting: working }]', instead: 'limits: [{ when: { status: open }, limit: PT4H, counting: working }]', code: 'scenario.last_limit_conditional', says: '最后一条还有条件' },
  { title: 'a limit behind one without a condition', file: SECOND, passage: 'limits: [{ limit: PT4H, counting: working }]', instead: 'limits: [{ limit: PT4H, counting: working }, { limit: PT5H, counting: working }]', code: 'scenario.limit_never_used', says: '放到最后' },
  { title: 'a limit of nothing', file: SECOND, passage: 'limit: PT4H', instead: 'limit: PT0H', code: 'scenario.limit_zero', says: '时长为零' },
  { title: 'a length that names none', file: SECOND, passage: 'limit: PT4H', instead: 'limit: PT', code: 'scenario.length_bad', says: 'PT30M' },
  { title: 'a limit of a thousand years', file: SECOND, passage: 'limit: P3D', instead: 'limit: P365000D', code: 'scenario.length_bad', says: '最长约十年' },
  { title: 'a ladder without rungs', file: SECOND, passage: 'rungs:\n      - { key: remind, after: PT0S, does: remind }\n      - { key: superior, after: PT4H, does: superior, role: supervisor }', instead: 'rungs: []', code: 'scenario.ladder_without_rungs', says: '没有任何一级', line: 'key: ordinary' },
  { title: 'a rung that tells nobody', file: SECOND, passage: 'does: superior, role: supervisor', instead: 'does: superior', code: 'scenario.rung_without_role', says: '没有写通知' },
  { title: 'a confirmation step without its question', file: AFTER, passage: 'confirmation: { asks: confirm-solution, accepts: [link, word], remindAfter: [P1D, P3D], reminder: confirm-solution-reminder, lapseAfter: P7D }', instead: '', code: 'scenario.part_missing', says: '缺少 confirmation', line: 'key: consent' },
  { title: 'a confirmation without wording', file: AFTER, passage: 'confirmation: { asks: confirm-solution, ', instead: 'confirmation: { ', code: 'shape.missing_field', says: '缺少“asks”', line: 'confirmation:' },
  { title: 'a reminder after the end', file: AFTER, passage: 'remindAfter: [P1D, P3D], reminder: confirm-result-reminder', instead: 'remindAfter: [P1D, P9D], reminder: confirm-result-reminder', code: 'scenario.reminder_too_late', says: '永远发不出去' },
  { title: 'a word that counts where no writing is asked for', file: AFTER, passage: 'confirmation: { asks: confirm-solution, accepts: [link, word],', instead: 'confirmation: { asks: confirm-solution, accepts: [link, word], wordIfUnsent: true,', code: 'scenario.word_if_unsent_idle', says: '不起作用' },
  { title: 'reminders without words', file: AFTER, passage: 'reminder: confirm-result-reminder, ', instead: '', code: 'scenario.reminder_without_wording', says: '没有写 reminder', line: 'confirm-result' },
  { title: 'a clause that is not listed', file: AFTER, passage: 'clause: AFT-10', instead: 'clause: AFT-77', code: 'clause.unknown', says: '没有条款 AFT-77' },
  { title: 'a clause that nothing carries out', file: AFTER, passage: 'green: { clause: AFT-10,', instead: 'green: { clause: AFT-01,', code: 'clause.not_enforced', says: '条款 AFT-10 没有落实', line: 'id: AFT-10' },
  { title: 'a clause listed twice', file: 'clauses.yaml', passage: '- id: AFT-02', instead: '- id: AFT-01', code: 'clause.twice', says: '列了两次' },
  { title: 'two steps of one key', file: SECOND, passage: '- key: effect\n    name: { zh-CN: 落实方案', instead: '- key: plan\n    name: { zh-CN: 落实方案', code: 'scenario.key_twice', says: 'key “plan”用了两次', line: 'key: plan' },
  { title: 'a number prefix used twice', file: SECOND, passage: 'prefix: EC', instead: 'prefix: SH', code: 'scenario.prefix_twice', says: '已被场景“after-sales”使用' },
  { title: 'nothing that resolves a case', file: SECOND, passage: '    resolves: true\n', instead: '', code: 'scenario.nothing_resolves', says: 'resolves: true', line: 'steps:' },
  { title: 'a class field without its classification', file: AFTER, passage: '{ key: urgency, name: { zh-CN: 紧急度, en: Urgency }, kind: class', instead: '{ key: hurry, name: { zh-CN: 紧急度, en: Urgency }, kind: class', code: 'scenario.unknown_class', says: '没有分类“hurry”' },
  { title: 'a class named like the score', file: AFTER, passage: 'classification:\n', instead: 'classification:\n  - { key: score, name: 评级, clause: AFT-04, values: { high: 高, low: 低 } }\n', code: 'scenario.fact_taken', says: '“score”', line: 'key: score' },
  { title: 'a field named like the customer’s tier', file: SECOND, passage: 'forms:\n', instead: 'forms:\n  - { key: customer, name: 客户, fields: [{ key: tier, name: 等级, kind: text }] }\n', code: 'scenario.fact_taken', says: '“customer.tier”', line: 'key: tier' },
  { title: 'a form that says twice when the customer was reached', file: AFTER, passage: '      - key: contacted_by\n', instead: '      - { key: contacted_again, name: { zh-CN: 再次联系, en: Again }, kind: moment, contact: true }\n      - key: contacted_by\n', code: 'scenario.contacts_twice', says: '只能有一个字段', line: 'key: contacted_again' },
  { title: 'a choice that says when the customer was reached', file: AFTER, passage: '        kind: choice\n        choices:\n          phone:', instead: '        kind: choice\n        contact: true\n        choices:\n          phone:', code: 'scenario.contact_unfit', says: '何时联系到客户', line: 'contact: true' },
  { title: 'a text that is to lie ahead', file: AFTER, passage: 'name: { zh-CN: 处理方案, en: Plan }, kind: long_text, required: true }', instead: 'name: { zh-CN: 处理方案, en: Plan }, kind: long_text, required: true, ahead: true }', code: 'scenario.ahead_unfit', says: '不早于当天', line: 'key: plan' },
  { title: 'a choice that is to be filled in with a text', file: AFTER, passage: 'kind: class, required: true }\n      - { key: type', instead: 'kind: class, required: true, prefill: first_message }\n      - { key: type', code: 'scenario.prefill_unfit', says: '自动带入', line: 'key: urgency' },
  { title: 'no audience', file: SECOND, passage: 'audience: { zh-CN: 评分低于 4 分的客户, en: Customers who scored below 4 }\n', instead: '', code: 'shape.missing_field', says: '缺少“audience”', line: 'key: second-handling' },
  { title: 'no aim', file: SECOND, passage: 'aim: ', instead: 'goal: ', code: 'shape.missing_field', says: '缺少“aim”', line: 'key: second-handling' },
  { title: 'a text that lacks Chinese', file: SECOND, passage: 'name: { zh-CN: 二次处理, en: Second handling }', instead: 'name: { en: Second handling }', code: 'shape.missing_field', says: '缺少“zh-CN”' },
  { title: 'a field nobody knows', file: SECOND, passage: 'prefix: EC', instead: 'prefix: EC\ncolour: red', code: 'shape.unknown_field', says: '不认识字段“colour”', line: 'colour: red' },
  { title: 'a file named otherwise than its key', file: SECOND, passage: 'key: second-handling', instead: 'key: third-handling', code: 'handbook.key_is_not_file_name', says: 'third-handling.yaml' },
  { title: 'a wording with a path nobody fills in', file: 'wording/received.yaml', passage: '{{customer.name}}，您好', instead: '{{customer.nickname}}，您好', code: 'wording.unknown_path', says: '{{customer.nickname}}', line: 'zh-CN: |' },
  { title: 'a wording with broken braces', file: 'wording/received.yaml', passage: '{{customer.name}}，您好', instead: '{{customer.name}，您好', code: 'wording.bad_braces', says: '花括号', line: 'zh-CN: |' },
  { title: 'an invitation without its link', file: 'wording/survey-reminder.yaml', passage: '{{link}}', instead: '', code: 'wording.link_missing', says: '{{link}}', line: 'zh-CN: |' },
  { title: 'hours of a day that overlap', file: 'calendars/office.yaml', passage: "tue: [['09:00', '12:00'], ['13:30', '18:00']]", instead: "tue: [['09:00', '14:00'], ['13:30', '18:00']]", code: 'calendar.refused', says: '重叠' },
  { title: 'a time zone nobody lives in', file: 'calendars/office.yaml', passage: 'Asia/Shanghai', instead: 'Asia/Atlantis', code: 'calendar.refused', says: 'Asia/Atlantis' },
  { title: 'a permission that does not exist', file: 'roles.yaml', passage: 'case.read: team', instead: 'case.peek: team', code: 'shape.unknown_field', says: '不认识字段“case.peek”' },
  { title: 'a scope that does not exist', file: 'roles.yaml', passage: 'case.read: team', instead: 'case.read: world', code: 'shape.not_one_of', says: 'own, team, all' },
  { title: 'two roles of one key', file: 'roles.yaml', passage: '- key: engineer', instead: '- key: agent', code: 'role.twice', says: '写了两次' },
  { title: 'a handbook nobody may change', file: 'roles.yaml', passage: 'handbook.publish: all', instead: 'handbook.publish: team', code: 'role.nobody_publishes', says: 'handbook.publish: all', line: '- key: agent' },
  { title: 'a survey that asks one aspect twice', file: 'surveys/satisfaction.yaml', passage: 'key: attitude', instead: 'key: efficiency', code: 'survey.aspect_twice', says: '问了两次' },
  { title: 'a promise without a clock', file: 'promises.yaml', passage: 'clock: visit', instead: 'clock: party', code: 'promise.unknown_clock', says: '没有时限“party”' },
  { title: 'a promise made twice', file: 'promises.yaml', passage: 'clock: visit', instead: 'clock: solution', code: 'promise.twice', says: '承诺了两次' },
  { title: 'a date that cannot be', file: 'handbook.yaml', passage: '2026-01-01', instead: '2026-13-01', code: 'shape.bad_format', says: '2026-13-01' },
]

describe('a mistake in the handbook is told with its place and what to do', () => {
  it('finds nothing wrong with the handbook that is shipped', () => {
    expect(problemsOf(defaultFiles)).toEqual([])
  })

  it.each(MISTAKES)('$title', ({ file, passage, instead, code, says, line }) => {
    const files = planted(file, passage, instead)
    const problems = problemsOf(files)
    const problem = problems.find((found) => found.code === code)
    expect(problems.map((found) => `${found.severity} ${found.code}`)).toContain(`error ${code}`)
    expect(problem?.sentence['zh-CN']).toContain(says)
    expect(problem?.sentence.en).toMatch(/^[^一-鿿]*$/)
    expect(`${problem?.sentence['zh-CN']}${problem?.sentence.en}`.replaceAll(/\{\{.*?\}\}/g, '')).not.toMatch(/\{\w+\}/)
    const pointed = lineOf(files, problem?.file ?? '', problem?.line ?? 0)
    expect(pointed).toContain(line ?? instead.trim().split('\n')[0])
  })

  it('warns of a role, a form and a ladder nobody uses, and reads the handbook nevertheless', () => {
    const idle = planted('roles.yaml', '- key: agent', '- key: jester\n  name: 弄臣\n  permissions: {}\n- key: agent')
    const form = planted(SECOND, 'forms:\n', 'forms:\n  - { key: spare, name: 备用, fields: [] }\n', idle)
    const ladder = planted(SECOND, 'ladders:\n', 'ladders:\n  - { key: spare, name: 备用, clause: GEN-09, warnings: [], rungs: [{ key: remind, after: PT0S, does: remind }] }\n', form)
    const problems = problemsOf(ladder)
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning role.unused', 'warning scenario.form_unused', 'warning scenario.ladder_unused'])
  })

  it('says which file is missing, and which does not belong', () => {
    expect(problemsOf(defaultFiles.filter(({ path }) => path !== 'roles.yaml')).map(({ code, file }) => [code, file])).toEqual([['handbook.file_missing', 'roles.yaml']])
    expect(problemsOf([...defaultFiles, { path: 'scenarios/deep/x.yaml', text: '' }]).map(({ code, file }) => [code, file])).toEqual([['handbook.unknown_file', 'scenarios/deep/x.yaml']])
    expect(problemsOf([])[0]?.code).toBe('handbook.no_files')
  })
})

const lineOf = (files: readonly HandbookFile[], path: string, line: number): string => files.find((file) => file.path === path)?.text.split('\n')[line - 1] ?? ''
