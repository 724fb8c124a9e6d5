import { expect, test } from 'vitest'
import { blankCode, blankComments } from './blank-code.ts'

test.each([
  ['a comment', 'a // b\nc', 'a     \nc'],
  ['a comment of several lines', 'a /* b\nc */ d', 'a     \n     d'],
  ['the inside of a text', "f('a // b')", "f('      ')"],
  ['a text with an escaped quote', "f('a\\'b')", "f('    ')"],
  ['a template, but not its expressions', 'f(`a${b}c`)', 'f(    b   )'],
  ['a template inside a template', 'f(`${g(`x${y}`)}`)', 'f(   g(    y  )  )'],
  ['an object inside a template', 'f(`${{ a: 1 }}`)', 'f(   { a: 1 }  )'],
  ['a regular expression with a slash in its class', 'f(/[/"]/g, b)', 'f(      g, b)'],
  ['a quote inside a regular expression', "x = /'/.test(y)", 'x =    .test(y)'],
])('%s is blanked at its place', (_story, text, expected) => {
  expect(blankCode(text)).toBe(expected)
})

test('a division is no regular expression', () => {
  expect(blankCode("a / b; c = (d) / 2 / e; f('x')")).toBe("a / b; c = (d) / 2 / e; f(' ')")
})

test('texts stay where only comments are blanked', () => {
  expect(blankComments("f('a // b') // c")).toBe("f('a // b')     ")
})
