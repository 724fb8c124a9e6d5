type Reader = { readonly text: string; readonly keepTexts: boolean; at: number; readonly out: string[]; readonly templateDepths: number[]; depth: number }

/**
 * The code alone, at the same offsets: comments, regular expressions and the insides of strings become spaces, line ends stay.
 * A rule that searches this cannot be fooled by words in texts or in comments.
 */
export function blankCode(text: string): string {
  const known = blanked.get(text)
  if (known !== undefined) return known
  const result = read(text, { keepTexts: false })
  blanked.set(text, result)
  return result
}

/** The code with its texts, at the same offsets: only comments become spaces. */
export const blankComments = (text: string): string => read(text, { keepTexts: true })

const blanked = new Map<string, string>()

function read(text: string, { keepTexts }: { readonly keepTexts: boolean }): string {
  const reader: Reader = { text, keepTexts, at: 0, out: text.split(''), templateDepths: [], depth: 0 }
  while (reader.at < text.length) step(reader)
  return reader.out.join('')
}

function step(reader: Reader): void {
  const { text, at } = reader
  const char = text[at]
  const two = text.slice(at, at + 2)
  if (two === '//' || (two === '#!' && at === 0)) return blankTo(reader, endOfLine(text, at))
  if (two === '/*') return blankTo(reader, after(text, '*/', at + 2))
  if (char === "'" || char === '"') return blankString(reader, char)
  if (char === '`') return blankTemplate(reader)
  if (char === '/' && regexMayStart(text, at)) return passTo(reader, endOfRegex(text, at))
  if (char === '{') reader.depth += 1
  if (char === '}') {
    if (reader.templateDepths.at(-1) === reader.depth) {
      reader.templateDepths.pop()
      return blankTemplate(reader)
    }
    reader.depth -= 1
  }
  reader.at += 1
}

function blankTo(reader: Reader, end: number): void {
  for (let at = reader.at; at < end; at += 1) if (reader.text[at] !== '\n') reader.out[at] = ' '
  reader.at = end
}

const passTo = (reader: Reader, end: number): void => {
  if (reader.keepTexts) reader.at = end
  else blankTo(reader, end)
}

function blankString(reader: Reader, quote: string): void {
  const { text } = reader
  reader.at += 1
  let end = reader.at
  while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1
  passTo(reader, Math.min(end, text.length))
  reader.at += 1
}

/** From a backtick, or from the brace that ends `${…}`, to the closing backtick or the next `${`. */
function blankTemplate(reader: Reader): void {
  const { text } = reader
  let end = reader.at + 1
  while (end < text.length && text[end] !== '`' && text.slice(end, end + 2) !== '${') end += text[end] === '\\' ? 2 : 1
  const opensExpression = text.slice(end, end + 2) === '${'
  passTo(reader, Math.min(end + (opensExpression ? 2 : 1), text.length))
  if (opensExpression) reader.templateDepths.push(reader.depth)
}

function regexMayStart(text: string, at: number): boolean {
  // `</p>` and `<Row />` of a screen.
  if (text[at - 1] === '<' || text[at + 1] === '>') return false
  const before = text.slice(Math.max(0, at - 40), at).trimEnd()
  if (before === '') return true
  if (/(^|[^\w$])(return|typeof|case|in|of|do|else|void|throw|await|yield)$/.test(before)) return true
  return /[(,=:[!&|?{};+\-*%~^<>]$/.test(before)
}

function endOfRegex(text: string, at: number): number {
  let inClass = false
  let end = at + 1
  for (; end < text.length && text[end] !== '\n'; end += 1) {
    if (text[end] === '\\') end += 1
    else if (text[end] === '[') inClass = true
    else if (text[end] === ']') inClass = false
    else if (text[end] === '/' && !inClass) break
  }
  return Math.min(end + 1, text.length)
}

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

const after = (text: string, mark: string, at: number): number => {
  const end = text.indexOf(mark, at)
  return end === -1 ? text.length : end + mark.length
}
