import { afterEach, expect, test } from 'vitest'
import { demoConsolePart } from '#apps/server/console.ts'
import { DEMO_META, type DemoSign } from '#apps/console/demo-sign.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seats } from './sit-down.ts'

const PASSWORD = '夜雨十年灯-江湖-2026'
const SIGN: DemoSign = { password: PASSWORD, accounts: [{ account: 'chenyu', name: '陈雨', about: '客服一组' }, { account: 'nobody', name: '"><b>引号</b>', about: '' }] }

let house: ConsoleHouse | null = null
let seats: Seats | null = null
afterEach(async () => {
  await seats?.close()
  await house?.close()
})

test('a demo lists the accounts one may try, one press signs in, and its note can be put away', async () => {
  house = await openConsoleHouse({ screens: demoConsolePart(SIGN) })
  seats = openSeats(house)
  await house.colleague('chenyu', ['agent'])
  const { page, complaints } = await seats.sitDown(null)
  await page.goto('/inbox')
  await page.getByRole('heading', { name: '演示账号' }).waitFor()
  await page.getByRole('button', { name: '"><b>引号</b>' }).waitFor()
  await page.getByRole('button', { name: '陈雨 客服一组' }).click()
  await page.getByRole('link', { name: '工作台' }).waitFor()
  const note = page.getByRole('note').filter({ hasText: '演示数据' })
  await note.waitFor()
  await note.getByRole('button', { name: '收起“演示数据”提示' }).click()
  await note.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('link', { name: '工作台' }).waitFor()
  expect(await note.count()).toBe(0)
  expect(complaints.filter((said) => !said.includes('401'))).toEqual([])
})

test('a server of real work shows neither, not even on the database of a demo', async () => {
  house = await openConsoleHouse()
  await house.fresh.db.query({ text: `insert into settings (key, value) values ('demo.played', '{"cases":30,"endedAt":"2026-11-20T07:20:00.000Z"}')`, values: [] })
  for (const url of ['/', '/sign-in', '/inbox']) expect((await house.call({ method: 'GET', url, headers: { accept: 'text/html' } })).text).not.toContain(DEMO_META)
})
