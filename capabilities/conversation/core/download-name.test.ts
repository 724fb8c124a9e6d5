import { expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { downloadName, savedAs } from './download-name.ts'

const id = '01900000-0000-7000-8000-000000000001' as Id

test.each([
  ['维修报告（第 2 版）.PDF', '维修报告-第-2-版.pdf'],
  ['../../etc/passwd', 'etc-passwd'],
  ['账单.pdf.exe', '账单-pdf.exe'],
  ['invoice\u202Efdp.exe', 'invoice-fdp.exe'],
  ['a"\r\nX: y.HTML', 'a-X-y.html'],
  ['图'.repeat(200), '图'.repeat(60)],
])('a file called %j is saved as %j: letters, digits and one plain ending', (name, said) => {
  expect(downloadName(id, name).said).toBe(said)
})

test('a name of which nothing is left, or that a system keeps for itself, is ours', () => {
  for (const name of ['…', 'CON.txt', 'lpt1']) expect(downloadName(id, name).said).toMatch(/^careloop-01900000/)
})

test('the header holds nothing but plain characters', () => {
  expect(savedAs(id, '维修"报告.pdf')).toBe(`attachment; filename="careloop-${id}.pdf"; filename*=UTF-8''%E7%BB%B4%E4%BF%AE-%E6%8A%A5%E5%91%8A.pdf`)
})
