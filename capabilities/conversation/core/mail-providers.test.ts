import { expect, test } from 'vitest'
import { MAIL_PROVIDERS, providerOfAddress, providerOfServer } from './mail-providers.ts'

test.each([['kefu@qq.com', 'qq'], [' Kefu@163.COM ', '163'], ['kefu@outlook.com', 'microsoft'], ['kefu@qingfeng.example', undefined], ['kefu', undefined]])('%s belongs to %s', (address, key) => {
  expect(providerOfAddress(address)?.key).toBe(key)
})

test('no provider of the list is read without encryption, and each is known again by its server', () => {
  for (const provider of MAIL_PROVIDERS) {
    expect(provider.imap.secure).toBe(true)
    expect(providerOfServer(provider.imap.host)?.key).toBe(provider.key)
  }
})
