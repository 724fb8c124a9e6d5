import { expect, it } from 'vitest'
import { parameterOf } from './parameter.ts'

it('writes values as PostgreSQL reads them', () => {
  expect([parameterOf(null), parameterOf(undefined), parameterOf('早'), parameterOf(42), parameterOf(false)]).toEqual([null, null, '早', '42', 'false'])
  expect(parameterOf({ 工单: ['a'] })).toBe('{"工单":["a"]}')
  expect(parameterOf(new Uint8Array([1, 255]))).toEqual(Buffer.from([1, 255]))
})

it('quotes in a list whatever would not be read as it stands', () => {
  expect(parameterOf(['p:0192', '2026-11-23T01:00:00.000Z', 7, true])).toBe('{p:0192,2026-11-23T01:00:00.000Z,7,true}')
  expect(parameterOf([null, 'null', 'NULL', '', 'a,b', '{', '打印机', '"', '\\'])).toBe('{NULL,"null","NULL","","a,b","{","打印机","\\"","\\\\"}')
  expect(parameterOf([[1, 2], [], [Buffer.from([10])]])).toBe('{{1,2},{},{"\\\\x0a"}}')
})
