const TOKEN = /<(\/?)([a-z][a-z0-9]*)[^>]*>|[^<]+|</gi
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'table', 'ul', 'ol', 'dl', 'pre', 'figure'])
const LINES = new Set(['div', 'tr', 'li', 'dt', 'dd', 'center', 'address', 'section', 'article', 'header', 'footer', 'main', 'caption', 'figcaption'])
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** What a person would read of cleaned HTML (as `cleanHtml` gives it); quoted blocks get `> ` in front of each line. */
export function htmlToText(clean: string): string {
  const page = newPage()
  let preformatted = 0
  for (const match of clean.matchAll(TOKEN)) {
    const tag = match[2]?.toLowerCase()
    const opens = match[1] === ''
    if (tag === undefined) page.write(match[0], preformatted > 0)
    else if (tag === 'br') page.breakLine()
    else if (tag === 'hr') page.rule()
    else if (tag === 'td' || tag === 'th') page.write(' ', false)
    else if (PARAGRAPHS.has(tag) || LINES.has(tag)) {
      page.closeLine(PARAGRAPHS.has(tag))
      if (tag === 'blockquote') page.quote(opens ? 1 : -1)
      if (tag === 'pre') preformatted = Math.max(0, preformatted + (opens ? 1 : -1))
      if (tag === 'li' && opens) page.write('- ', true)
    }
  }
  return page.text()
}

/** Lines are gathered in pieces: to look at the end of a growing string again and again takes time that grows with its square. */
function newPage() {
  const lines: string[] = []
  let pieces: string[] = []
  let afterBlank = true
  let depth = 0
  let lastDepth = 0
  let gap = false
  const put = (text: string, at: number) => lines.push(`${'> '.repeat(at)}${text}`.trimEnd())
  const append = (text: string) => {
    if (text === '') return
    pieces.push(text)
    afterBlank = text.endsWith(' ')
  }
  const flush = () => {
    if (gap && lines.length > 0) put('', Math.min(lastDepth, depth))
    gap = false
    lastDepth = depth
    put(pieces.join(''), depth)
    pieces = []
    afterBlank = true
  }
  const closeLine = (paragraph: boolean) => {
    if (pieces.some((piece) => piece.trim() !== '')) flush()
    pieces = []
    afterBlank = true
    gap ||= paragraph && lines.length > 0
  }
  return {
    write(text: string, asIs: boolean) {
      const decoded = text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity).replaceAll('\u00a0', ' ')
      if (!asIs) {
        const collapsed = decoded.replace(/\s+/g, ' ')
        append(afterBlank ? collapsed.trimStart() : collapsed)
        return
      }
      const [first = '', ...more] = decoded.split(/\r?\n/)
      append(first)
      for (const next of more) {
        flush()
        append(next)
      }
    },
    breakLine: flush,
    closeLine,
    rule() {
      closeLine(false)
      append('----------')
      flush()
    },
    quote(change: 1 | -1) {
      depth = Math.min(20, Math.max(0, depth + change))
    },
    text() {
      closeLine(false)
      return lines.join('\n').replace(/\n{3,}/g, '\n\n').trim()
    },
  }
}
