import { describe, expect, it } from 'vitest'
import { foldText } from '#kernel/fold-text.ts'
import { findAddresses, maskAddresses } from './mask-text.ts'

describe('addresses in running text', () => {
  it.each([
    ['请打13812341234找我', '请打138****1234找我'],
    ['手机：１３８１２３４１２３４。', '手机：１３８****１２３４。'],
    ['电话 138 1234 1234 或 138-1234-1234', '电话 138****1234 或 138****1234'],
    ['+86 13812341234', '+86138****1234'],
    ['座机010-65529988转3', '座机010****9988转3'],
    ['（021）62883888', '021****3888'],
    ['拨打400-810-8888', '拨打40****8888'],
    ['+852 2123 4567 找王丽', '+852****4567 找王丽'],
    ['写信到wangli@example.com，谢谢', '写信到w***@example.com，谢谢'],
    ['Mail WangLi+shop@mail.example.co.uk.', 'Mail W***@mail.example.co.uk.'],
  ])('%s is shown as %s', (text, shown) => expect(maskAddresses(text)).toBe(shown))

  it.each(['SH-20261122-0042 已受理', '订单 202611220012345678 已发货', '金额 1380013 元', '2026-11-22 10:30', 'E-042 与 400', '@小王 请看'])('%s has no address', (text) =>
    expect(maskAddresses(text)).toBe(text))

  it('one address has one form, however it is written', () => {
    const valueOf = (text: string) => findAddresses(foldText(text)).map(({ value }) => value)
    for (const text of ['13812341234', '138 1234 1234', '+86 138-1234-1234', '008613812341234', '１３８１２３４１２３４']) expect(valueOf(text)).toEqual(['13812341234'])
    expect(valueOf('WangLi@Example.com')).toEqual(['wangli@example.com'])
  })
})
