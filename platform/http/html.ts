import { assert } from '#kernel/assert.ts'

const MARK: unique symbol = Symbol('html')
/** HTML that is right as it stands: made by the tag `html` and by nothing else. */
export type Html = { readonly [MARK]: string }
/** What may stand in a hole: text, which is escaped; HTML; several of them; or nothing. */
export type Hole = string | number | Html | readonly Hole[] | null | undefined | false

/** Where a hole stands. `words`: between tags; `tag`: among the attributes of a tag; `value`: inside the quotes of an attribute. */
type Place = { readonly kind: 'words' } | { readonly kind: 'tag' } | { readonly kind: 'value'; readonly attribute: string; readonly quote: string }

const WORDS: Place = { kind: 'words' }
const TAG: Place = { kind: 'tag' }
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction'])
const known = new WeakMap<TemplateStringsArray, readonly Place[]>()

/**
 * A template whose holes are escaped for their place: html`<p title="${name}">${text}</p>`. A hole that no escaping can
 * make safe (in a script, a style, a comment, an unquoted attribute, a tag's name) is a bug of the template.
 */
export function html(literals: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  const places = known.get(literals) ?? placesOf(literals)
  known.set(literals, places)
  let text = literals[0] ?? ''
  for (const [index, hole] of holes.entries()) text += written(hole, places[index] ?? WORDS) + (literals[index + 1] ?? '')
  return { [MARK]: text }
}

/** The text of a finished page. */
export const textOfHtml = (page: Html): string => page[MARK]

/** Text with its line breaks kept, for what people wrote over several lines. */
export const lines = (text: string): Html => html`${text.split(/\r\n|\r|\n/).map((line, index) => (index === 0 ? line : html`<br>${line}`))}`

/** The `style` of an element of a mail, where no sheet can stand: rules of the code, never of people. `url(`, quotes and what else could do more than look is a bug. */
export function styled(rules: Readonly<Record<string, string>>): Html {
  const pairs = Object.entries(rules)
  assert(pairs.every(([name, value]) => /^[a-z-]+$/.test(name) && /^[\w#%., -]+$/.test(value)), 'a style in a mail is made of names, numbers and colours')
  const text = pairs.map(([name, value]) => `${name}:${value}`).join(';')
  return { [MARK]: `style="${text}"` }
}

function written(hole: Hole, place: Place): string {
  if (hole === null || hole === undefined || hole === false) return ''
  if (typeof hole === 'object' && !(MARK in hole)) return hole.map((one) => written(one, place)).join('')
  if (typeof hole === 'object') {
    assert(place.kind !== 'value', 'HTML does not belong inside an attribute')
    return hole[MARK]
  }
  assert(place.kind !== 'tag', 'only finished HTML may stand among attributes')
  const text = String(hole)
  return escaped(place.kind === 'value' && ADDRESSES.has(place.attribute) ? harmless(text) : text)
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)

/** An address that leads to a page; what would run (`javascript:`, `data:`) leads nowhere. */
function harmless(address: string): string {
  // Browsers drop control characters and blanks in front of the scheme and inside it.
  const bare = [...address].filter((sign) => sign > ' ' && sign !== '\u007f').join('')
  return /^(?:https?:|mailto:|tel:|[^:]*$|[^:]*[/?#])/i.test(bare) ? address : '#'
}

function placesOf(literals: readonly string[]): readonly Place[] {
  let place = WORDS
  return literals.slice(0, -1).map((literal) => {
    place = after(literal, place)
    assert(place.kind !== 'tag' || /\s$/.test(literal), 'a hole among attributes follows a blank; the value of an attribute stands in quotes')
    assert(place.kind !== 'value' || !/^on|^(?:style|srcdoc)$/.test(place.attribute), 'no hole where a browser runs or styles')
    return place
  })
}

/** Reads on from a place to the end of the literal. */
function after(literal: string, before: Place): Place {
  let place = before
  for (let at = 0; at < literal.length; at++) {
    const sign = literal[at]
    if (place.kind === 'words') {
      if (sign === '<') place = tagFrom(literal.slice(at, at + 10))
    } else if (place.kind === 'value') {
      if (sign === place.quote) place = TAG
    } else if (sign === '>') place = WORDS
    else if (sign === '"' || sign === "'") place = { kind: 'value', quote: sign, attribute: attributeBefore(literal.slice(0, at)) }
  }
  return place
}

function tagFrom(start: string): Place {
  assert(/^<(?:\/?[a-z]|!doctype)/i.test(start), 'a tag is named in the template, never by a hole; comments stay in the code')
  assert(!/^<(?:script|style)\b/i.test(start), 'pages bring neither scripts nor styles of their own')
  return TAG
}

function attributeBefore(literal: string): string {
  const name = /([\w-]+)\s*=\s*$/.exec(literal)?.[1]?.toLowerCase()
  assert(name !== undefined, 'quotes in a tag belong to an attribute')
  return name
}
