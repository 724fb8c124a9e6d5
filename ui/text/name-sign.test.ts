import { expect, test } from 'vitest'
import { nameSign } from './name-sign.ts'

test.each([['陈雨', '陈雨'], ['王丽娜', '丽娜'], ['欧阳明月', '明月'], ['管理员', '管理'], ['客服专员', '客服'], ['Chen Yu', 'CY'], ['linfang', 'L'], ['Ana de la Cruz', 'AC'], ['', '']])('%s is signed %s', (name, sign) => {
  expect(nameSign(name)).toBe(sign)
})
