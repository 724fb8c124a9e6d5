import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openContext } from './browser.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { signInAtDoor } from './sit-down.ts'

let house: ConsoleHouse
let browser: Browser
beforeAll(async () => {
  ;[house, browser] = await Promise.all([openConsoleHouse(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

test('a page of the console runs our own scripts alone, and no text becomes HTML but by our one policy', async () => {
  const pages = await Promise.all(['/', '/inbox', '/anything/else'].map(async (url) => house.http.inject({ method: 'GET', url, headers: { accept: 'text/html' } })))
  for (const { headers } of pages) {
    const policy = String(headers['content-security-policy'])
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
    expect(rules.get('default-src')).toEqual(["'none'"])
    expect(rules.get('script-src')).toEqual(["'self'"])
    expect(rules.get('frame-ancestors')).toEqual(["'none'"])
    expect(rules.get('base-uri')).toEqual(["'none'"])
    expect(rules.get('form-action')).toEqual(["'self'"])
    expect(rules.get('require-trusted-types-for')).toEqual(["'script'"])
    expect(rules.get('trusted-types')).toEqual(['default', 'dompurify', 'drawing'])
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' })
  }
  const nonces = pages.map(({ headers }) => /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1])
  expect(new Set(nonces).size, 'each answer has a nonce of its own').toBe(pages.length)
})

test('the session is a cookie that no script reads; nothing that opens a door lies in the browser’s stores', async () => {
  const { number, password } = await house.colleague('chenyu', ['agent'])
  const context = await openContext(browser, { origin: house.origin, fonts: false })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await signInAtDoor(page, { number, password })
  await page.getByRole('link', { name: '工作台' }).waitFor()
  const cookies = await context.cookies()
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie, cookie.name).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  const kept = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]))
  for (const secret of [password, ...cookies.map(({ value }) => value), ...cookies.map(({ value }) => decodeURIComponent(value).split('.')[0] ?? '')]) expect(kept).not.toContain(secret)
  expect(kept).not.toMatch(/token|session|password|bearer/i)
  await context.close()
})

test('what another site has a signed-in colleague send changes nothing', async () => {
  const { cookie } = house.admin
  const foreign = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site', cookie }
  const name = async () => (await house.call({ method: 'GET', url: '/api/v1/company', as: cookie })).text
  const before = await name()
  const tries = [
    { method: 'PUT', url: '/api/v1/company', payload: { name: '别家公司' }, headers: foreign },
    { method: 'PUT', url: '/api/v1/company', payload: '{"name":"别家公司"}', headers: { ...foreign, 'content-type': 'text/plain' } },
    { method: 'POST', url: '/api/v1/teams', payload: 'name=x&role=agent', headers: { ...foreign, ...FORM } },
    { method: 'POST', url: '/api/v1/teams', payload: { name: '别家', role: 'agent' }, headers: { ...foreign, origin: 'null' } },
    { method: 'DELETE', url: '/api/v1/sessions/current', headers: foreign },
  ] as const
  for (const one of tries) {
    const { statusCode } = await house.http.inject(one)
    expect([400, 403, 415], `${one.method} ${one.url} of a foreign page answered ${statusCode}`).toContain(statusCode)
  }
  expect(await name()).toBe(before)
})
