import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { lineTo } from './lost-answers.ts'
import { openSeats, type Seats } from './sit-down.ts'

const MANUAL = resolve(import.meta.dirname, '../../handbook')
const SCENARIO = 'scenarios/after-sales.yaml'
/** A promise of two hours, as the manual writes it. */
const FIRST_RESPONSE = 'emergency: true }\n      - { limit: PT2H, counting: working }\n    ladder'

let house: ConsoleHouse
let seats: Seats
let folder: string
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  folder = await mkdtemp(join(tmpdir(), 'careloop-manual-'))
  await cp(MANUAL, folder, { recursive: true })
})
afterAll(async () => {
  await seats?.close()
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Writes a file of the manual anew; every passage must be there. */
async function write(path: string, ...passages: readonly (readonly [string, string])[]): Promise<void> {
  const before = await readFile(join(folder, path), 'utf8')
  const after = passages.reduce((text, [passage, instead]) => {
    expect(text).toContain(passage)
    return text.replace(passage, instead)
  }, before)
  await writeFile(join(folder, path), after)
}
const choose = (page: Page) => page.getByRole('dialog', { name: '发布新版本' }).locator('input[type=file]').setInputFiles(folder)
const take = async (page: Page, label: string, option: string | RegExp): Promise<void> => {
  await page.getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-dropdown:visible').getByTitle(option).click()
}

test('a changed manual is checked, shown in words and published for a day to come; what is wrong is named where it stands', async () => {
  const { page, complaints } = await seats.sitDown(house.admin.cookie)
  await page.goto('/handbook/versions')
  await page.getByRole('button', { name: '发布新版本' }).click()

  await choose(page)
  await page.getByText('与最近发布的版本完全相同，无需发布。').waitFor()

  await write(SCENARIO, [FIRST_RESPONSE, FIRST_RESPONSE.replace('working }', 'working, hurry: true }')])
  await choose(page)
  const wrong = page.getByRole('dialog', { name: '发布新版本' })
  await wrong.getByText('有 1 处问题，改正后重新选择文件夹').waitFor()
  const written = await readFile(join(folder, SCENARIO), 'utf8')
  await wrong.getByText(`${SCENARIO} 第 ${written.slice(0, written.indexOf('hurry')).split('\n').length} 行`).waitFor()
  await wrong.getByText('hurry').first().waitFor()
  expect(await wrong.getByRole('button', { name: /^发布第/ }).count()).toBe(0)

  await write(SCENARIO, [', hurry: true }', ''])
  await choose(page)
  await wrong.getByText('hurry').first().waitFor({ state: 'detached' })
  await wrong.getByText(/^有 \d+ 处问题，改正后重新选择文件夹$/).waitFor()

  await write(SCENARIO, [FIRST_RESPONSE.replace(' }\n    ladder', '\n    ladder'), FIRST_RESPONSE.replace('PT2H', 'PT3H')])
  await write('handbook.yaml', ["effectiveOn: '2026-01-01'", "effectiveOn: '2099-01-01'"])
  await choose(page)
  await wrong.getByText('将发布为第 2 版，2099-01-01 起生效').waitFor()
  await wrong.getByText('场景 › 售后问题处理 › 时限 › 首次响应 › 时长').waitFor()
  await wrong.getByText('3 小时').waitFor()
  await wrong.getByRole('button', { name: '发布第 2 版' }).click()

  await wrong.waitFor({ state: 'hidden' })
  const versions = page.getByRole('table', { name: '版本与差异' })
  await versions.getByRole('row').filter({ hasText: '第 2 版' }).getByText('尚未生效').waitFor()
  expect(await versions.getByRole('row').filter({ hasText: '第 1 版' }).getByText('生效中').count()).toBe(1)
  await page.getByRole('region', { name: '版本差异' }).getByText('首次响应').waitFor()
  expect(complaints).toEqual([])
  await seats.close()
})

test('running cases are moved to the next version: tried, the vanished step given a place, moved once although the answer was lost, and the history says so', async () => {
  const team = must((await house.teams()).get('agent'), 'there is a team')
  const opened = await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '电脑无法开机', text: '按了没有反应', teamId: team } })
  const caseId = String(opened.body['case'])
  await cp(MANUAL, folder, { recursive: true })
  await write(SCENARIO, ['start: intake', 'start: reception'], ['  - key: intake\n    name: { zh-CN: 问题受理,', '  - key: reception\n    name: { zh-CN: 来件受理,'])
  const paths = ['handbook.yaml', 'clauses.yaml', 'roles.yaml', 'promises.yaml']
  const files = await Promise.all([...paths, ...await yamlUnder('calendars', 'customers', 'scenarios', 'surveys', 'wording')].map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
  const published = await house.call({ method: 'POST', url: '/api/v1/handbook/versions', as: house.admin.cookie, body: { files } })
  expect(published.status, published.text).toBe(201)

  const { page, complaints } = await seats.sitDown(house.admin.cookie)
  await page.goto('/handbook/versions')
  await page.getByRole('link', { name: '移动进行中的工单' }).click()
  await page.getByRole('heading', { name: '移动进行中的工单' }).waitFor()
  await take(page, '从', /^第 1 版/)
  await page.getByText('选中 1 张工单').waitFor()
  await page.getByRole('button', { name: '试算', exact: true }).click()
  await page.getByText('0 张可以移动，1 张不能移动').waitFor()
  await page.getByRole('region', { name: '不能移动的工单' }).getByText('在新版手册中不存在，请指定对应的步骤').waitFor()
  await take(page, '“问题受理”改为', '来件受理')
  await page.getByRole('button', { name: '按以上对应重新试算' }).click()
  await page.getByText('1 张可以移动，0 张不能移动').waitFor()
  const move = page.getByRole('button', { name: '移动 1 张工单' })
  await take(page, '“问题受理”改为', '需求确认')
  expect(await move.isDisabled(), 'a mapping that nobody tried is not done').toBe(true)
  await take(page, '“问题受理”改为', '来件受理')
  await page.getByRole('button', { name: '按以上对应重新试算' }).click()
  await move.click()
  const line = await lineTo(page, /version-moves$/)
  await line.inVain(async () => page.getByRole('dialog').getByRole('button', { name: '移动 1 张工单' }).click())
  await page.getByText('移动中断了：0 张已按新版办理，还有 1 张没有结果，可以继续。').waitFor()
  line.cut = false
  await page.getByRole('button', { name: '继续' }).click()
  await page.getByText('移动完成：1 张已按新版办理，0 张没有移动').waitFor()
  const { body } = await house.call({ method: 'GET', url: `/api/v1/cases/${caseId}`, as: house.admin.cookie })
  expect(body).toMatchObject({ handbookId: published.body['id'], steps: [{ key: 'reception', status: 'active' }] })
  const history = await house.call({ method: 'GET', url: `/api/v1/cases/${caseId}/events`, as: house.admin.cookie })
  expect((history.body['items'] as { type: string }[]).filter(({ type }) => type === 'case.version_moved')).toHaveLength(1)

  await page.goto(`/cases/${caseId}`)
  await page.getByRole('link', { name: '在流程图中查看' }).click()
  await page.getByRole('group', { name: '场景“售后问题处理”的流程图' }).getByText('来件受理', { exact: true }).waitFor()
  await page.getByText(String(body['number'])).first().waitFor()
  expect(complaints.filter((each) => !each.includes('net::ERR_FAILED'))).toEqual([])
})

async function yamlUnder(...folders: readonly string[]): Promise<readonly string[]> {
  return (await Promise.all(folders.map(async (each) => (await readdir(join(folder, each))).filter((name) => name.endsWith('.yaml')).map((name) => `${each}/${name}`)))).flat()
}
