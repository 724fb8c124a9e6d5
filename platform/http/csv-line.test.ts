import { expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'

test.each([
  ['a plain value stays as it is', ['王丽', 'SH-1'], '王丽,SH-1\r\n'],
  ['commas, quotes and line breaks are wrapped', ['a,b', '他说“"好"”', 'x\ny'], '"a,b","他说“""好""”","x\ny"\r\n'],
  ['what a spreadsheet would calculate stays a text', ['=1+1', '@SUM(A1)', '-2', '+86'], "'=1+1,'@SUM(A1),'-2,'+86\r\n"],
])('%s', (_title, values, line) => expect(csvLine(values)).toBe(line))
