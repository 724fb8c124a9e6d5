import { decodeWords } from 'postal-mime'
import { decodeText } from './charset.ts'

/** A structured value such as `text/plain; charset=gb2312`: the value in lower case and its parameters by lower-case name. */
export type StructuredValue = { readonly value: string; readonly parameters: ReadonlyMap<string, string> }

const PARAMETER = /([^\s=;]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)|[^;\s][^;]*/gs

/** Reads RFC 2045 parameters, their continuations and charsets of RFC 2231, and encoded words where they should not be. */
export function parseStructured(text: string): StructuredValue {
  const plain = withoutComments(text)
  const semicolon = plain.indexOf(';')
  const value = (semicolon < 0 ? plain : plain.slice(0, semicolon)).trim().toLowerCase()
  const raw = new Map<string, string>()
  for (const match of (semicolon < 0 ? '' : plain.slice(semicolon + 1)).matchAll(PARAMETER)) {
    const name = match[1]?.toLowerCase()
    if (name !== undefined && !raw.has(name)) raw.set(name, unquoted(match[2] ?? ''))
  }
  return { value, parameters: joinContinuations(raw) }
}

function unquoted(text: string): string {
  const trimmed = text.trim()
  if (!trimmed.startsWith('"')) return trimmed
  return trimmed.slice(1, trimmed.length > 1 && trimmed.endsWith('"') ? -1 : undefined).replace(/\\([\\"])/g, '$1')
}

/** Comments (RFC 5322 §3.2.2) stand outside quotes and after a space; `Rechnung(1).pdf` is a name, no comment. */
function withoutComments(text: string): string {
  if (!text.includes('(')) return text
  let out = ''
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (char === '\\') {
      if (depth === 0) out += text.slice(at, at + 2)
      at += 1
    } else if (char === '"' && depth === 0) {
      quoted = !quoted
      out += char
    } else if (!quoted && char === '(' && (depth > 0 || out === '' || ' \t;'.includes(text[at - 1] ?? ' '))) depth += 1
    else if (!quoted && char === ')' && depth > 0) depth -= 1
    else if (depth === 0) out += char
  }
  return depth === 0 ? out : text
}

type Section = { readonly index: number; readonly encoded: boolean; readonly text: string }

function joinContinuations(raw: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const joined = new Map<string, string>()
  const sections = new Map<string, Section[]>()
  for (const [name, text] of raw) {
    const match = /^(.*?)\*(?:(\d{1,4})(\*)?)?$/.exec(name)
    if (match === null) {
      joined.set(name, decodeWords(text))
      continue
    }
    const key = match[1] ?? ''
    const section = { index: Number(match[2] ?? 0), encoded: match[2] === undefined || match[3] !== undefined, text }
    sections.set(key, [...(sections.get(key) ?? []), section])
  }
  for (const [name, list] of sections) joined.set(name, decodeSections(list.sort((a, b) => a.index - b.index)))
  return joined
}

function decodeSections(sections: readonly Section[]): string {
  const [, charset, first] = /^([^']*)'[^']*'(.*)$/s.exec(sections[0]?.encoded === true ? sections[0].text : '') ?? []
  const bytes = sections.map((section, index) => {
    const text = index === 0 && first !== undefined ? first : section.text
    return section.encoded ? percentBytes(text) : Buffer.from(text, 'utf8')
  })
  const text = decodeText(Buffer.concat(bytes), charset)
  return charset === undefined ? decodeWords(text) : text
}

function percentBytes(text: string): Buffer {
  const latin = Buffer.from(text, 'utf8').toString('latin1')
  return Buffer.from(latin.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')
}
