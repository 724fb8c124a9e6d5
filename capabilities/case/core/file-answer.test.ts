import { expect, test } from 'vitest'
import { fileAnswers, fileIdsIn, joinFileIds } from './file-answer.ts'

const [photo, invoice] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const

test('a field of files holds their ids, and reads them again', () => {
  expect(fileIdsIn(joinFileIds([photo, invoice]))).toEqual([photo, invoice])
  expect(fileIdsIn('')).toEqual([])
})

test('what is no id is no file: the field is named', () => {
  const fields = [{ key: 'photos', kind: 'file' }, { key: 'remark', kind: 'text' }] as const
  expect(fileAnswers(fields, { words: { photos: 'C:\\现场.jpg', remark: '门口' } })).toMatchObject({ wrong: 'photos' })
  expect(fileAnswers(fields, { words: { photos: photo, remark: '门口' } })).toEqual({ answers: new Map([['photos', [photo]]]), wrong: null })
})
