import { describe, expect, it } from 'vitest'
import { attachingRefusal, fileNameOf, mediaTypeOf, MESSAGE_BYTES_MAX, uploadingRefusal } from './upload-rules.ts'

const codeOf = (answer: ReturnType<typeof attachingRefusal>) => answer?.refusal.code ?? null
const ids = (count: number) => Array.from({ length: count }, (_, n) => `file ${n}`)
const files = (count: number, bytes = 1) => ids(count).map(() => ({ bytes }))

describe('files that go with one message', () => {
  it.each([
    ['ten', ids(10), files(10), null],
    ['eleven', ids(11), files(11), 'message.too_many_files'],
    ['one that is nobody’s, or somebody else’s', ids(2), files(1), 'message.file_unknown'],
    ['25 MB', ids(2), [{ bytes: MESSAGE_BYTES_MAX - 1 }, { bytes: 1 }], null],
    ['a byte more', ids(2), [{ bytes: MESSAGE_BYTES_MAX }, { bytes: 1 }], 'message.files_too_large'],
  ] as const)('%s', (_, asked, found, code) => expect(codeOf(attachingRefusal(asked, found))).toBe(code))
})

it('a hundred files or 500 MB may wait, no more', () => {
  expect([[99, 0], [100, 0], [1, 500 << 20]].map(([count = 0, bytes = 0]) => codeOf(uploadingRefusal({ files: count, bytes })))).toEqual([null, 'file.too_many_waiting', 'file.too_many_waiting'])
})

describe('the name of a file', () => {
  it.each([
    ['受理表 (2).pdf', encodeURIComponent('受理表 (2).pdf')],
    ['passwd', encodeURIComponent('../../etc/passwd')],
    ['表.xlsx', encodeURIComponent('C:\\桌面\\表.xlsx')],
    ['invoiceX: yfdp.exe', encodeURIComponent('invoice\r\nX: y\u202efdp.exe')],
    ['plain.txt', 'plain.txt'],
  ])('is %s', (name, encoded) => expect(fileNameOf(encoded)).toBe(name))

  it.each(['', '%20', '%', encodeURIComponent('文件夹/'), '%00'])('%j is none', (encoded) => expect(fileNameOf(encoded)).toBeNull())

  it('keeps its ending when it is too long', () => {
    const name = fileNameOf(encodeURIComponent(`${'长'.repeat(300)}.pdf`)) ?? ''
    expect([[...name].length, name.endsWith('.pdf')]).toEqual([200, true])
  })
})

it('a type that is none is one of bytes', () => {
  expect(['Application/PDF; a=b', 'text/html', 'nonsense', undefined, 'a/b\r\nX: y'].map(mediaTypeOf)).toEqual(['application/pdf', 'text/html', 'application/octet-stream', 'application/octet-stream', 'a/b'])
})
