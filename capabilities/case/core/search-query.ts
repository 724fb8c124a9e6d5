import { findAddresses } from '#capabilities/access/core/mask-text.ts'
import { foldText, runsOf, type Run } from '#kernel/fold-text.ts'
import { without, type Sender } from './search-words.ts'

/** What somebody typed between two spaces, folded: its runs, the addresses in it, and whether it is to be there, to be there as it stands, or not to be there. */
export type Term = {
  readonly text: string
  readonly runs: readonly Run[]
  readonly addresses: readonly string[]
  readonly exact: boolean
  readonly excluded: boolean
  /** The last word may still be being typed. */
  readonly open: boolean
}
export type SearchQuery = { readonly terms: readonly Term[]; readonly from: Sender | null }

const TERMS_MAX = 12
const PIECE = /(?<not>(?<![^\s])-)?(?:"(?<a>[^"]*)"?|“(?<b>[^”]*)”?|「(?<c>[^」]*)」?|(?<plain>[^\s"“「]+))/gu
/** What was typed is folded before it is read. */
const FROM = /^(?:from|来自)[:：]/
const SENDERS: Readonly<Record<string, Sender>> = {
  customer: 'in', 客户: 'in', us: 'out', 我们: 'out', note: 'note', 备注: 'note',
}

/** Reads what was typed: `"as it stands"`, `-without`, `from:customer`. The first twelve terms count. */
export function parseSearch(typed: string): SearchQuery {
  const folded = foldText(typed)
  const pieces = piecesOf(folded)
  const said = pieces.map(({ text }) => (FROM.test(text) ? SENDERS[text.replace(FROM, '')] : undefined))
  const terms = pieces.filter((_piece, index) => said[index] === undefined).map((piece) => termOf(piece, folded)).filter(({ runs, addresses }) => runs.length + addresses.length > 0)
  return { terms: terms.slice(0, TERMS_MAX), from: said.findLast((sender) => sender !== undefined) ?? null }
}

type Piece = { readonly text: string; readonly exact: boolean; readonly excluded: boolean; readonly to: number }

/** Addresses first: people write numbers with spaces in them. */
function piecesOf(folded: string): readonly Piece[] {
  const addresses = findAddresses(folded)
  const pieces: Piece[] = addresses.map(({ from, to }) => ({ text: folded.slice(from, to), exact: false, excluded: folded[from - 1] === '-', to }))
  for (const found of without(folded, addresses).matchAll(PIECE)) {
    const { not, a, b, c, plain = '' } = found.groups ?? {}
    const inQuotes = a ?? b ?? c
    pieces.push({ text: (inQuotes ?? plain).trim(), exact: inQuotes !== undefined, excluded: not !== undefined, to: found.index + found[0].length })
  }
  return pieces
}

function termOf({ text, exact, excluded, to }: Piece, folded: string): Term {
  const addresses = findAddresses(text).map(({ value }) => value)
  return { text, exact, excluded, addresses, runs: addresses.length > 0 ? [] : runsOf(text), open: !exact && !excluded && to === folded.length }
}
