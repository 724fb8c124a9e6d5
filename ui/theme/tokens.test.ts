import { describe, expect, test } from 'vitest'
import { tokenSheet } from './token-sheet.ts'
import { COLOURS, colourIn, type Colour, type Look } from './tokens.ts'

const TONES: readonly Colour[] = ['good', 'warn', 'bad', 'calm', 'info', 'note']
const GROUNDS: readonly Colour[] = ['page', 'panel', 'raised', 'sunken', 'hover', 'selected']
const WORDS: readonly Colour[] = ['text', 'muted', 'faint', 'accent-text']
const LOOKS: readonly Look[] = ['light', 'dark']

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe.each(LOOKS)('the colours of the %s look can be read', (look) => {
  test.each(WORDS.flatMap((word) => GROUNDS.map((ground) => [word, ground] as const)))('%s on %s', (word, ground) => {
    expect(contrast(colourIn(word, look), colourIn(ground, look))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(TONES.flatMap((tone) => [`${tone}-soft` as Colour, 'panel', 'page', 'hover', 'selected'].map((ground) => [tone, ground as Colour] as const)))('%s on %s', (tone, ground) => {
    expect(contrast(colourIn(tone, look), colourIn(ground, look))).toBeGreaterThanOrEqual(4.5)
  })

  test('words on the accent', () => {
    expect(contrast(colourIn('on-accent', look), colourIn('accent', look))).toBeGreaterThanOrEqual(4.5)
  })

  test('what one can press has an edge that can be seen', () => {
    expect(contrast(colourIn('line-strong', look), colourIn('panel', look))).toBeGreaterThanOrEqual(3)
  })
})

test('every colour is written out in full', () => {
  for (const pair of Object.values(COLOURS)) for (const colour of pair) expect(colour).toMatch(/^#[0-9a-f]{6}$/)
})

test('pages without scripts wear the same colours, dark where the reader’s machine is dark', () => {
  const [light = '', dark = ''] = tokenSheet().split('@media (prefers-color-scheme: dark)')
  for (const [name, pair] of Object.entries(COLOURS)) {
    expect(light).toContain(`--${name}: ${pair[0]};`)
    expect(dark).toContain(`--${name}: ${pair[1]};`)
  }
})
