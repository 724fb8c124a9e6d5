/** What of a pressed key matters here; a `KeyboardEvent` is one. */
export type PressedKey = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
  readonly keyCode: number
}

/** An input method that swallows a key says so by this code, in browsers that forget `isComposing`. */
const SWALLOWED = 229
/** Keys of a Chinese keyboard that stand where these stand. */
const TWINS: Readonly<Record<string, string>> = { '、': '/', '。': '.', '，': ',', '《': '<', '》': '>', '：': ':', '；': ';', '【': '[', '】': ']' }

/**
 * The name of a pressed key: `j`, `/`, `?`, `Enter`, `mod+k` (Ctrl or ⌘). Full-width twins (`／`, `？`, `ｊ`, and `、` for `/`) count as the plain key.
 * Null for what is no command: a key that an input method is composing with, a lone modifier, Alt combinations.
 */
export function readKey(pressed: PressedKey): string | null {
  if (pressed.isComposing || pressed.keyCode === SWALLOWED || pressed.key === 'Process' || pressed.altKey) return null
  if (['Control', 'Meta', 'Shift', 'Alt', 'Dead', 'Unidentified'].includes(pressed.key)) return null
  const plain = pressed.key.length === 1 ? (TWINS[pressed.key] ?? pressed.key.normalize('NFKC')) : pressed.key
  const named = plain.length === 1 ? plain.toLowerCase() : plain
  return pressed.ctrlKey || pressed.metaKey ? `mod+${named}` : named
}
