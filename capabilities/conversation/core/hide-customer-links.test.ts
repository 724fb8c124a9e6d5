import { expect, test } from 'vitest'
import { hideCustomerLinks } from './hide-customer-links.ts'

const TOKEN = '9d3914a8.WyJBYUgtMWdBQWNBQ0FUWEJLcEJwMnBnR2lBUkZLQUhBQWdFNmd6a1VRW1ZQSIsMTc5ODE2.Smb4K8q1aUfj_Ciz0Fu07E4XRVnDWj9VmeczkerLDTw'

test('a colleague who reads the thread cannot confirm in the customer’s place', () => {
  expect(hideCustomerLinks(`请点开：http://localhost:3000/c/${TOKEN} 确认`)).toBe('请点开：http://localhost:3000/c/… 确认')
  expect(hideCustomerLinks(`<a href="https://help.example.com/desk/s/${TOKEN}/score">打分</a>`)).toBe('<a href="https://help.example.com/desk/s/…">打分</a>')
})

test('a link that a preview cut off is hidden as well', () => {
  expect(hideCustomerLinks(`见 http://localhost:3000/s/${TOKEN.slice(0, 40)}`)).toBe('见 http://localhost:3000/s/…')
})

test('other addresses stay as they are', () => {
  const text = 'https://example.com/c/manual.pdf 与 https://example.com/s/2026/11/22/notes.html'
  expect(hideCustomerLinks(text)).toBe(text)
})
