import { describe, expect, test } from 'vitest'
import { readKey, type PressedKey } from './read-key.ts'

const press = (key: string, more: Partial<PressedKey> = {}): string | null =>
  readKey({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 0, ...more })

describe('a key that is pressed', () => {
  test.each([
    ['j', 'j'], ['J', 'j'], ['ｊ', 'j'], ['／', '/'], ['、', '/'], ['？', '?'], ['Enter', 'Enter'], ['Escape', 'Escape'],
  ])('%s means %s', (key, meaning) => expect(press(key)).toBe(meaning))

  test.each(['ctrlKey', 'metaKey'] as const)('K with %s opens the palette on every machine', (modifier) => {
    expect(press('k', { [modifier]: true })).toBe('mod+k')
  })

  test.each<[string, Partial<PressedKey>]>([
    ['while an input method composes', { isComposing: true }],
    ['when an input method swallowed it', { keyCode: 229 }],
    ['with Alt, which writes letters on many keyboards', { altKey: true }],
  ])('means nothing %s', (_why, more) => expect(press('j', more)).toBeNull())

  test.each(['Shift', 'Control', 'Process', 'Dead'])('means nothing when it is %s', (key) => expect(press(key)).toBeNull())
})
