import { isScalar, visit, type Document, type YAMLError } from 'yaml'
import type { Finding } from '#kernel/finding.ts'

/** What is wrong with a text as YAML: the code of a sentence, what it names, and where to look, counted from the start of the text. */
export type YamlMistake = { readonly code: string; readonly params: Finding['params']; readonly offset: number }

const ORIGINAL_MAX = 200

/** Says which of the common mistakes the parser stumbled over. What is none of them keeps the parser's own words, as `detail`. */
export function yamlMistake(error: YAMLError, document: Document, text: string): YamlMistake {
  const [offset] = error.pos
  const named = codeOf(error)
  if (named === 'yaml.quote') return { code: named, params: {}, offset: openQuote(document) ?? offset }
  if (named === 'yaml.bad_start') return { code: named, params: { found: text.slice(offset, offset + 1) }, offset }
  const original = (error.message.split('\n')[0] ?? '').slice(0, ORIGINAL_MAX)
  return { code: named, params: named === 'yaml.malformed' || named === 'yaml.tag' ? { detail: original } : {}, offset }
}

function codeOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'DUPLICATE_KEY': return 'yaml.duplicate_key'
    case 'TAB_AS_INDENT': return 'yaml.tab'
    case 'MULTIPLE_DOCS': return 'yaml.several_documents'
    case 'TAG_RESOLVE_FAILED': return 'yaml.tag'
    case 'BAD_SCALAR_START': return 'yaml.bad_start'
    case 'BAD_DQ_ESCAPE': return 'yaml.escape'
    case 'BLOCK_AS_IMPLICIT_KEY': return 'yaml.indent'
    case 'BAD_INDENT': return isOfBrackets(message) ? 'yaml.bracket' : 'yaml.indent'
    case 'MULTILINE_IMPLICIT_KEY': return 'yaml.colon'
    case 'MISSING_CHAR': return message.startsWith('Missing closing') ? 'yaml.quote' : isOfBrackets(message) ? 'yaml.bracket' : /map values|after :/.test(message) ? 'yaml.colon' : 'yaml.malformed'
    case 'UNEXPECTED_TOKEN': return isOfBrackets(message) ? 'yaml.bracket' : message.endsWith('at node end') ? 'yaml.trailing' : 'yaml.malformed'
    default: return 'yaml.malformed'
  }
}

/** The parser says *flow* of what stands in square brackets or braces. */
const isOfBrackets = (message: string): boolean => /\bflow\b/i.test(message) && !message.startsWith('Missing space')

/** The parser misses the second quotation mark where the text ends; people look for the first one. */
function openQuote(document: Document): number | null {
  let last: number | null = null
  visit(document, (_key, node) => {
    if (isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')) last = node.range?.[0] ?? last
  })
  return last
}
