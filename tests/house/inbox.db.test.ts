import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOUR, later, MINUTE, parseInstant, type Instant } from '#kernel/instant.ts'
import type { Id } from '#kernel/id.ts'
import { openTestHouse, type Answer, type Person, type TestHouse } from '#tests/setup/test-house.ts'

const at = (text: string): Instant => parseInstant(text)!
type Row = Record<string, unknown> & { readonly id: string; readonly subject: string }

let house: TestHouse
let chenYu: Person
let zhaoTech: Person
let supervisor: Person
let agents: Id
let techs: Id

beforeAll(async () => {
  house = await openTestHouse({ at: at('2026-11-20T09:00:00+08:00') })
  const teams = await house.teams()
  agents = teams.get('agent')!
  techs = teams.get('tech_support')!
  chenYu = await house.hire('chenyu', ['agent'], [agents])
  zhaoTech = await house.hire('zhaotech', ['tech_support'], [techs])
  supervisor = await house.hire('liusup', ['supervisor'], [agents])
})
afterAll(() => house?.close())

const ask = (who: Person, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object) =>
  house.call({ method, url: `/api/v1${path}`, as: who.cookie, ...(body === undefined ? {} : { body }) })
const open = async (who: Person, subject: string, more: object = {}): Promise<string> => {
  const opened = await ask(who, 'POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject, text: `${subject}，请尽快处理`, ...more })
  expect(opened.status, opened.text).toBe(201)
  return String(opened.body['case'])
}
const rowsOf = (answer: Answer): readonly Row[] => {
  expect(answer.status, answer.text).toBe(200)
  return answer.body['items'] as readonly Row[]
}
const subjects = async (who: Person, query: string) => rowsOf(await ask(who, 'GET', `/cases?${query}`)).map(({ subject }) => subject)

describe('the list of the inbox', () => {
  it('a row says all that a screen shows of a case', async () => {
    const made = await ask(supervisor, 'POST', '/customers', { name: '王丽', contactPoints: [{ kind: 'phone', value: '13812341234' }] })
    const id = await open(house.admin, '打印机不出纸', { customerId: made.body['id'], teamId: agents })
    await ask(chenYu, 'PUT', `/cases/${id}/classification`, { codes: { urgency: 'urgent', type: 'fault' } })
    await ask(chenYu, 'PUT', `/cases/${id}/assignment`, { teamId: agents, assigneeId: chenYu.id })
    const [row] = rowsOf(await ask(chenYu, 'GET', '/cases?view=mine'))
    expect(row).toMatchObject({
      id, number: 'SH-20261120-0001', subject: '打印机不出纸', customer: { id: made.body['id'], name: '王丽', masked: false }, scenario: { key: 'after-sales', name: '售后问题处理' },
      status: 'open', awaiting: 'us', awaitingSince: '2026-11-20T01:00:00.000Z', awaitingReason: null, green: true, newReply: false, channel: 'phone',
      assignee: { id: chenYu.id, name: 'chenyu' }, team: { id: agents }, openedAt: '2026-11-20T01:00:00.000Z', updatedAt: '2026-11-20T01:00:00.000Z',
      lastMessage: { direction: 'in', authorKind: 'customer', text: '打印机不出纸，请尽快处理' },
      classes: [{ key: 'urgency', name: '紧急度', code: 'urgent', codeName: '紧急' }, { key: 'type', name: '问题类型', code: 'fault', codeName: '功能故障' }],
      nextDue: { key: 'first-response', missed: false, paused: false, provisional: false },
    })
    expect((row!['steps'] as object[])[0]).toMatchObject({ key: 'intake', role: 'agent', roleName: '客服专员', state: 'ours' })
    expect(row!['may']).toEqual(expect.arrayContaining(['case.reply', 'case.assign']))
    expect((row!['nextDue'] as { dueAt: string }).dueAt).toBe('2026-11-20T01:30:00.000Z')
  })

  it('filters narrow it, orders order it, and pages go on where the last one ended', async () => {
    for (const subject of ['扫描仪卡住', '屏幕不亮', '键盘失灵']) await open(chenYu, subject)
    expect(await subjects(chenYu, 'view=unassigned&sort=newest')).toEqual(['键盘失灵', '屏幕不亮', '扫描仪卡住'])
    expect(await subjects(chenYu, 'class.urgency=urgent')).toEqual(['打印机不出纸'])
    expect(await subjects(chenYu, 'class.urgency=urgent&class.urgency=ordinary&assigneeId=none')).toEqual([])
    const first = await ask(chenYu, 'GET', '/cases?sort=newest&limit=2')
    expect(rowsOf(first).map(({ subject }) => subject)).toEqual(['键盘失灵', '屏幕不亮'])
    expect(await subjects(chenYu, `sort=newest&limit=2&after=${String(first.body['next'])}`)).toEqual(['扫描仪卡住', '打印机不出纸'])
    await ask(chenYu, 'POST', `/cases/${rowsOf(first)[1]!.id}/notes`, { text: '换一根线试试' })
    expect((await subjects(chenYu, 'sort=updated'))[0]).toBe('屏幕不亮')
    expect((await ask(chenYu, 'GET', `/cases?sort=due&after=${String(first.body['next'])}`)).status).toBe(400)
  })

  it('chosen cases come whatever their status, hidden ones not at all', async () => {
    const [gone] = rowsOf(await ask(chenYu, 'GET', '/cases?view=unassigned&sort=newest'))
    await ask(chenYu, 'POST', `/cases/${gone!.id}/dismissal`, { dismissal: 'spam' })
    expect(rowsOf(await ask(chenYu, 'GET', `/cases?ids=${gone!.id}`))).toMatchObject([{ id: gone!.id, status: 'closed', awaiting: 'nobody' }])
    expect(rowsOf(await ask(zhaoTech, 'GET', `/cases?ids=${gone!.id}`))).toEqual([])
    expect(await subjects(chenYu, 'sort=newest')).not.toContain(gone!.subject)
  })

  it('numbers say how much is in each view', async () => {
    const counts = await ask(chenYu, 'GET', '/cases/counts?views=mine&views=unassigned&views=all&views=overdue&views=new-reply&views=waiting')
    expect(counts.status, counts.text).toBe(200)
    expect(counts.body['items']).toEqual([
      { view: 'mine', count: 1, more: false }, { view: 'unassigned', count: 2, more: false }, { view: 'all', count: 3, more: false },
      { view: 'overdue', count: 0, more: false }, { view: 'new-reply', count: 0, more: false }, { view: 'waiting', count: 0, more: false },
    ])
  })
})

describe('cases that are solved', () => {
  it('wait for the call-back in a view of their own with its number, whoever takes it, and in no other', async () => {
    const id = await open(chenYu, '扫描发黑', { teamId: agents })
    const codes = { urgency: 'ordinary', type: 'question', complexity: 'simple' }
    const done = async (step: string, form: object) => expect((await ask(chenYu, 'POST', `/cases/${id}/steps/${step}/completion`, { form })).status).toBe(200)
    await done('intake', { codes, words: { symptom: '扫描件发黑', need: '能扫描' } })
    await done('answer', { codes: { result: 'answered' }, words: { answer: '清洁玻璃' } })
    const empty = await ask(chenYu, 'GET', '/cases/counts?views=resolved')
    expect(empty.body['items'], empty.text).toEqual([{ view: 'resolved', count: 0, more: false }])
    const asked = ((await ask(chenYu, 'GET', `/cases/${id}`)).body['steps'] as { key: string; confirmationId: string }[]).find(({ key }) => key === 'closing')
    for (const unsaid of [{}, { note: ' ' }]) expect((await ask(chenYu, 'POST', `/cases/${id}/confirmations/${asked?.confirmationId}/answer`, { confirmed: true, ...unsaid })).status).toBe(400)
    expect((await ask(chenYu, 'POST', `/cases/${id}/confirmations/${asked?.confirmationId}/answer`, { confirmed: true, note: '电话里说扫描正常了' })).status).toBe(200)
    expect(await subjects(chenYu, 'view=resolved')).toEqual(['扫描发黑'])
    expect(await subjects(chenYu, 'view=all')).not.toContain('扫描发黑')
    expect((await ask(chenYu, 'GET', '/cases/counts?views=resolved')).body['items']).toEqual([{ view: 'resolved', count: 1, more: false }])
    expect(await subjects(zhaoTech, 'view=resolved')).toEqual([])
  })
})

describe('views that people keep', () => {
  const keep = (who: Person, body: object) => ask(who, 'POST', '/case-views', { filters: { 'class.urgency': ['urgent'] }, ...body })

  it('a view holds its filters, and a filter given with it narrows it further', async () => {
    const made = await keep(chenYu, { name: '紧急的', sort: 'newest', columns: ['number', 'class.urgency'], isDefault: true })
    expect(made.status, made.text).toBe(201)
    const id = String(made.body['id'])
    expect(await subjects(chenYu, `view=${id}`)).toEqual(['打印机不出纸'])
    expect(await subjects(chenYu, `view=${id}&assigneeId=none`)).toEqual([])
    expect((await ask(chenYu, 'GET', `/cases/counts?views=${id}`)).body['items']).toEqual([{ view: id, count: 1, more: false }])
    const changed = await ask(chenYu, 'PATCH', `/case-views/${id}`, { name: '紧急工单', density: 'compact' })
    expect(changed.body, changed.text).toMatchObject({ name: '紧急工单', density: 'compact', sort: 'newest', isDefault: true, mine: true, owner: { id: chenYu.id } })
    expect((await ask(zhaoTech, 'GET', `/cases?view=${id}`)).status).toBe(404)
    const { rows } = await house.fresh.db.query({ text: `select type, data from events where stream_id = $1 order by version`, values: [id] })
    expect(rows).toMatchObject([{ type: 'case_view.saved' }, { type: 'case_view.changed', data: { fields: ['density', 'name'] } }])
  })

  it('the second default takes the place of the first, and a name is used once', async () => {
    expect((await keep(chenYu, { name: '另一个', isDefault: true })).status).toBe(201)
    const mine = rowsOf(await ask(chenYu, 'GET', '/case-views'))
    expect(mine.filter((view) => view['isDefault'] === true).map((view) => view['name'])).toEqual(['另一个'])
    expect((await keep(chenYu, { name: '另一个' })).body['error']).toMatchObject({ code: 'case_view.name_taken', message: '您已有同名的视图' })
  })

  it('who may share does so with their team; the others see it and leave it as it is', async () => {
    expect((await keep(chenYu, { name: '给大家', shared: 'all' })).status).toBe(403)
    expect((await keep(supervisor, { name: '给大家', shared: 'all' })).body['error']).toMatchObject({ code: 'case_view.not_shareable' })
    expect((await keep(supervisor, { name: '给没有的团队', shared: 'team' })).body['error']).toMatchObject({ code: 'case_view.team_missing' })
    const id = String((await keep(supervisor, { name: '客服组紧急', shared: 'team', teamId: agents })).body['id'])
    expect(rowsOf(await ask(chenYu, 'GET', '/case-views')).at(-1)).toMatchObject({ id, name: '客服组紧急', mine: false, owner: { name: 'liusup' } })
    expect((await ask(chenYu, 'PATCH', `/case-views/${id}`, { name: '改名' })).status).toBe(403)
    expect((await ask(zhaoTech, 'PATCH', `/case-views/${id}`, { name: '改名' })).status).toBe(404)
    expect((await ask(supervisor, 'DELETE', `/case-views/${id}`)).status).toBe(204)
    expect(rowsOf(await ask(chenYu, 'GET', '/case-views')).map((view) => view['name'])).not.toContain('客服组紧急')
  })

  it('nobody keeps more than fifty', async () => {
    const answers: Answer[] = []
    for (let n = 1; n <= 51; n += 1) answers.push(await keep(zhaoTech, { name: `视图 ${n}` }))
    expect(answers.filter(({ status }) => status === 201).length).toBe(50)
    expect(answers.at(-1)!.body['error']).toMatchObject({ code: 'case_view.too_many', params: { limit: 50 } })
  })
})

describe('many cases at once', () => {
  const batch = (who: Person, body: object) => ask(who, 'POST', '/case-batches', { dryRun: false, ...body })
  const assigneesOf = async (ids: readonly string[]) =>
    (await house.fresh.db.query({ text: 'select assignee_id from cases where id = any($1) order by id', values: [ids] })).rows.map((row) => row['assignee_id'])

  it('a dry run says what would happen and changes nothing', async () => {
    const ids = [await open(chenYu, '甲'), await open(chenYu, '乙')]
    const hidden = await open(house.admin, '丙', { teamId: techs })
    const tried = await batch(chenYu, { action: { type: 'assign', assigneeId: chenYu.id }, caseIds: [...ids, hidden], dryRun: true })
    expect(tried.body, tried.text).toMatchObject({ id: null, dryRun: true, changed: 2, same: 0, refused: 1, undoUntil: null })
    expect((tried.body['items'] as object[])[2]).toEqual({ caseId: hidden, number: null, outcome: 'refused', code: 'case.not_found', message: '找不到该工单' })
    expect(await assigneesOf(ids)).toEqual([null, null])
  })

  it('what is done to many is taken back from each that nobody has touched since', async () => {
    const ids = [await open(chenYu, '一'), await open(chenYu, '二'), await open(chenYu, '三')]
    await ask(chenYu, 'PUT', `/cases/${ids[2]!}/assignment`, { teamId: agents, assigneeId: supervisor.id })
    const done = await batch(supervisor, { action: { type: 'assign', assigneeId: supervisor.id }, caseIds: ids })
    expect(done.body, done.text).toMatchObject({ changed: 2, same: 1, refused: 0 })
    const id = String(done.body['id'])
    const marked = await house.fresh.db.query({ text: `select count(*) as count from events where command_id = $1 and type = 'case.assigned'`, values: [id] })
    expect(marked.rows).toEqual([{ count: 2 }])
    expect(await assigneesOf(ids)).toEqual([supervisor.id, supervisor.id, supervisor.id])
    await ask(chenYu, 'PUT', `/cases/${ids[0]!}/assignment`, { teamId: agents, assigneeId: chenYu.id })
    expect((await ask(chenYu, 'POST', `/case-batches/${id}/undo`)).status).toBe(404)
    const undone = await ask(supervisor, 'POST', `/case-batches/${id}/undo`)
    expect(undone.body, undone.text).toMatchObject({ changed: 1, refused: 1 })
    expect((undone.body['items'] as object[])[0]).toMatchObject({ caseId: ids[0], code: 'case_batch.changed_since', message: '之后又有人改动过，保持现状' })
    expect(await assigneesOf(ids)).toEqual([chenYu.id, null, supervisor.id])
    expect((await ask(supervisor, 'POST', `/case-batches/${id}/undo`)).body['error']).toMatchObject({ code: 'case_batch.undone_already' })
  })

  it('a view is a choice, waiting is given back as it was, and after ten minutes nothing is', async () => {
    const waiting = await batch(chenYu, { action: { type: 'wait', reason: 'customer-information' }, search: { view: 'unassigned', filters: { channel: ['phone'] } } })
    expect(waiting.body, waiting.text).toMatchObject({ refused: 0, more: false })
    const listed = rowsOf(await ask(chenYu, 'GET', '/cases?view=waiting&limit=100'))
    expect(listed.length).toBe(waiting.body['changed'])
    expect(listed[0]).toMatchObject({ awaiting: 'customer', awaitingReason: '等待客户补充资料' })
    const undone = await ask(chenYu, 'POST', `/case-batches/${String(waiting.body['id'])}/undo`)
    expect(undone.body['changed']).toBe(waiting.body['changed'])
    expect(await subjects(chenYu, 'view=waiting')).toEqual([])
    const again = await batch(chenYu, { action: { type: 'wait', reason: 'customer-information' }, caseIds: [listed[0]!.id] })
    house.clock.now = later(house.clock.now, 11 * MINUTE)
    expect((await ask(chenYu, 'POST', `/case-batches/${String(again.body['id'])}/undo`)).body['error']).toMatchObject({ code: 'case_batch.too_late', message: '已超过 10 分钟，不能再撤销' })
  })

  it('notes are written on each case, stay, and are kept out of the batch itself', async () => {
    const ids = [await open(chenYu, '子'), await open(chenYu, '丑')]
    const noted = await batch(chenYu, { action: { type: 'note', text: '同一批次的零件，等厂家答复' }, caseIds: ids })
    expect(noted.body, noted.text).toMatchObject({ changed: 2, undoUntil: null })
    expect((await ask(chenYu, 'POST', `/case-batches/${String(noted.body['id'])}/undo`)).body['error']).toMatchObject({ code: 'case_batch.not_undoable' })
    expect(rowsOf(await ask(chenYu, 'GET', `/cases?ids=${ids[0]!}`))).toMatchObject([{ lastMessage: { direction: 'note', text: '同一批次的零件，等厂家答复' } }])
    const { rows } = await house.fresh.db.query({ text: 'select action from case_batches where id = $1', values: [noted.body['id']] })
    expect(rows).toEqual([{ action: { type: 'note' } }])
  })

  it('cases are either chosen or searched for', async () => {
    expect((await batch(chenYu, { action: { type: 'resume' } })).body['error']).toMatchObject({ code: 'case_batch.nothing_chosen' })
    expect((await batch(chenYu, { action: { type: 'unread' }, caseIds: [await open(house.admin, '没有来信', { teamId: agents })] })).body).toMatchObject({ changed: 1 })
  })

  it('a new reply is read once, and can be new again', async () => {
    const id = await open(chenYu, '未读')
    expect((await ask(chenYu, 'POST', `/cases/${id}/reading`, {})).body['error']).toMatchObject({ code: 'case.no_new_reply', message: '工单没有未读的新回复' })
    expect((await ask(chenYu, 'DELETE', `/cases/${id}/reading`)).status).toBe(200)
    expect(await subjects(chenYu, 'view=new-reply')).toContain('未读')
    expect((await ask(chenYu, 'POST', `/cases/${id}/reading`, {})).status).toBe(200)
    expect(await subjects(chenYu, 'view=new-reply')).not.toContain('未读')
  })
})

describe('when a day has gone by', () => {
  it('a case whose score was low waits for no call: another case is at work, and with it this one is closed', async () => {
    const id = rowsOf(await ask(chenYu, 'GET', '/cases?view=resolved'))[0]!.id
    await house.advanceTo(later(house.clock.now, 25 * HOUR))
    const score = { form: { codes: { reached: 'answered' } }, answer: { score: 2, aspects: {}, reason: '修了两次' } }
    expect((await ask(chenYu, 'POST', `/cases/${id}/steps/callback/completion`, score)).status).toBe(200)
    expect((await ask(chenYu, 'GET', `/cases/${id}`)).body).toMatchObject({ status: 'resolved', awaiting: 'nobody' })
    expect(await subjects(chenYu, 'view=resolved')).toEqual([])
    expect((await ask(chenYu, 'GET', '/cases/counts?views=resolved')).body['items']).toEqual([{ view: 'resolved', count: 0, more: false }])
  })
})

describe('cases that are closed', () => {
  it('stand in a view of their own, the latest first, page after page, for those who see them', async () => {
    const shut = async (subject: string) => {
      house.clock.now = later(house.clock.now, HOUR)
      expect((await ask(chenYu, 'POST', `/cases/${await open(chenYu, subject, { teamId: agents })}/dismissal`, { dismissal: 'spam' })).status).toBe(200)
    }
    const [before, others] = [await subjects(chenYu, 'view=closed'), await subjects(zhaoTech, 'view=closed')]
    for (const subject of ['广告一', '广告二', '广告三']) await shut(subject)
    expect(await subjects(chenYu, 'view=closed')).toEqual(['广告三', '广告二', '广告一', ...before])
    const first = await ask(chenYu, 'GET', '/cases?view=closed&limit=2')
    expect(rowsOf(first).map(({ subject, closedAt }) => [subject, typeof closedAt])).toEqual([['广告三', 'string'], ['广告二', 'string']])
    expect((await subjects(chenYu, `view=closed&limit=2&after=${String(first.body['next'])}`))[0]).toBe('广告一')
    expect(await subjects(zhaoTech, 'view=closed')).toEqual(others)
    const again = rowsOf(first)[0]!.id
    expect((await ask(chenYu, 'POST', `/cases/${again}/reopening`, {})).status).toBe(200)
    expect(await subjects(chenYu, 'view=closed')).not.toContain('广告三')
  })
})
