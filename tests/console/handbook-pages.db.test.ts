import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintsOf, openBrowser, openContext } from './browser.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { signInAtDoor } from './sit-down.ts'

let house: ConsoleHouse
let browser: Browser
beforeAll(async () => {
  ;[house, browser] = await Promise.all([openConsoleHouse(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

test('a supervisor follows a promise from the manual to its clause, and sees the scenario drawn', async () => {
  const { number, password } = await house.colleague('zhouning', ['supervisor'])
  const context = await openContext(browser, { origin: house.origin })
  const complaints = complaintsOf(context)
  const page = await context.newPage()
  await page.goto('/sign-in?to=/handbook')
  await signInAtDoor(page, { number, password })
  await page.getByRole('heading', { name: '关怀闭环标准服务手册' }).waitFor()
  await page.getByRole('link', { name: '售后问题处理', exact: true }).click()

  const drawing = page.getByRole('group', { name: '场景“售后问题处理”的流程图' })
  await drawing.getByText('技术诊断', { exact: true }).waitFor()
  expect(await drawing.getByText('处理结果：未能解决，转技术支持').count()).toBe(1)
  await page.getByRole('button', { name: '流程的文字版' }).click()
  await page.getByText('安排上门（处理方式：上门维修）').waitFor()

  await page.getByRole('tab', { name: '时限' }).click()
  await page.getByText('“派单”完成').first().waitFor()
  await page.getByRole('tab', { name: '表单' }).click()
  await page.getByRole('heading', { name: '售后问题受理表' }).waitFor()
  await page.getByRole('tab', { name: '话术' }).click()
  await page.getByText('客户姓名').first().waitFor()

  await page.getByRole('tab', { name: '步骤' }).click()
  await page.getByRole('link', { name: 'AFT-05' }).first().click()
  await page.getByRole('heading', { name: 'AFT-05 解答与派单' }).waitFor()
  await page.getByRole('link', { name: '时限：派单' }).waitFor()
  await page.getByRole('heading', { name: '达成情况' }).waitFor()
  expect(complaints.filter((said) => !said.includes('401'))).toEqual([])
  await context.close()
})
