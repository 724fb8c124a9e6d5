/** One word of an IMAP command: an atom or string, or a list of words. */
export type Word = string | readonly Word[]

/** Cuts the bytes of a connection into whole commands, asking for literals (RFC 9051 §4.3) through `askForMore`. */
export function createCommandReader(onCommand: (text: string) => void, askForMore: () => void): (bytes: Buffer) => void {
  let rest = ''
  let scanned = 0
  let missing = 0
  return (bytes) => {
    rest += bytes.toString('latin1')
    for (;;) {
      if (rest.length - scanned < missing) return
      const end = rest.indexOf('\r\n', scanned + missing)
      if (end === -1) return
      const literal = /\{(\d+)(\+?)\}$/.exec(rest.slice(scanned + missing, end))
      scanned = end + 2
      missing = literal === null ? 0 : Number(literal[1])
      if (literal !== null) {
        if (literal[2] === '') askForMore()
        continue
      }
      const command = rest.slice(0, end)
      rest = rest.slice(scanned)
      scanned = 0
      onCommand(command)
    }
  }
}

/** Reads atoms, quoted strings, literals and lists, one byte per character. */
export function wordsOf(text: string): readonly Word[] {
  return readWords(text, 0).words
}

const LITERAL = /\{(\d+)\+?\}\r\n/y
const ATOM = /[^\s()"]+/y

function readWords(text: string, from: number): { words: readonly Word[]; end: number } {
  const words: Word[] = []
  let at = from
  while (at < text.length && text[at] !== ')') {
    const found = text[at] === ' ' ? null : readWord(text, at)
    if (found !== null) words.push(found.word)
    at = found?.end ?? at + 1
  }
  return { words, end: at + 1 }
}

function readWord(text: string, at: number): { word: Word; end: number } {
  if (text[at] === '(') {
    const { words, end } = readWords(text, at + 1)
    return { word: words, end }
  }
  if (text[at] === '"') return readQuoted(text, at)
  LITERAL.lastIndex = at
  const literal = LITERAL.exec(text)
  if (literal !== null) {
    const end = LITERAL.lastIndex + Number(literal[1])
    return { word: text.slice(LITERAL.lastIndex, end), end }
  }
  ATOM.lastIndex = at
  const [atom = text[at] ?? ''] = ATOM.exec(text) ?? []
  return { word: atom, end: at + atom.length }
}

function readQuoted(text: string, at: number): { word: string; end: number } {
  let word = ''
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === '"') return { word, end: next + 1 }
    if (text[next] === '\\') next++
    word += text[next]
  }
  return { word, end: text.length }
}

/** A string as the server says it: a literal, which may hold any byte. */
export const literal = (bytes: Uint8Array | string): string => {
  const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1')
  return `{${text.length}}\r\n${text}`
}

/** `2`, `3:5`, `7:*` and lists of them; `*` is the highest UID there is. */
export function isInSet(set: string, uid: number, highest: number): boolean {
  return set.split(',').some((part) => {
    const [from = 0, to = from] = part.split(':').map((side) => (side === '*' ? highest : Number(side)))
    return uid >= Math.min(from, to) && uid <= Math.max(from, to)
  })
}
