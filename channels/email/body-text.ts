import { decodeText } from './charset.ts'
import { cleanHtml } from './clean-html.ts'
import { htmlToText } from './html-text.ts'
import { isEnclosedMail, type MimeNode } from './mime-tree.ts'

/** What is shown of a mail, and which leaves are files beside it. */
export type MailBody = { readonly text: string; readonly html: string | null; readonly files: readonly MimeNode[] }

/** One place of the body, plain or HTML or (in an alternative) both. */
type Passage = { readonly text?: string; readonly html?: string }
type Found = { readonly passages: readonly Passage[]; readonly files: readonly MimeNode[] }

/** Body and files of a mail. A text longer than `bodyCharsMax` is a file; so is an enclosed mail, as a whole. */
export function readBody(root: MimeNode, bodyCharsMax: number): MailBody {
  const { passages, files } = collect(root, { root, bodyCharsMax })
  const clean = passages.map((passage) => (passage.html === undefined ? passage : { ...passage, html: cleanHtml(passage.html) }))
  const hasHtml = clean.some((passage) => passage.html !== undefined)
  return {
    text: clean.map((passage) => passage.text ?? htmlToText(passage.html ?? '')).filter((text) => text !== '').join('\n\n'),
    html: hasHtml ? clean.map((passage) => passage.html ?? plainAsHtml(passage.text ?? '')).join('\n') : null,
    files,
  }
}

type Collecting = { readonly root: MimeNode; readonly bodyCharsMax: number }

function collect(node: MimeNode, context: Collecting): Found {
  if (isEnclosedMail(node) && node !== context.root) return { passages: [], files: [node] }
  if (node.children.length === 0) return collectLeaf(node, context)
  const found = node.children.map((child) => collect(child, context))
  const files = found.flatMap((each) => each.files)
  if (node.type !== 'multipart/alternative') return { passages: found.flatMap((each) => each.passages), files }
  return { passages: oneOf(found.map((each) => each.passages)), files }
}

/** RFC 2046 §5.1.4: the alternatives say the same; each branch is read as a whole, the last of each kind is the best. */
function oneOf(branches: readonly (readonly Passage[])[]): readonly Passage[] {
  const plain = branches.filter((branch) => branch.length > 0 && branch.every((passage) => passage.html === undefined)).at(-1)
  const rich = branches.filter((branch) => branch.some((passage) => passage.html !== undefined)).at(-1)
  const text = plain?.map((passage) => passage.text ?? '').join('\n\n')
  const html = rich?.map((passage) => passage.html ?? plainAsHtml(passage.text ?? '')).join('\n')
  if (text === undefined && html === undefined) return []
  return [{ ...(text === undefined || text.trim() === '' ? {} : { text }), ...(html === undefined ? {} : { html }) }]
}

function collectLeaf(node: MimeNode, context: Collecting): Found {
  const isLost = node.type.startsWith('multipart/')
  const isText = node.type === 'text/plain' || node.type === 'text/html' || isLost
  if (!isText || node.content.length > context.bodyCharsMax * 4 || isFile(node, context.root)) return { passages: [], files: isLost ? [] : [node] }
  const text = textOf(node)
  if (text.length > context.bodyCharsMax) return { passages: [], files: [node] }
  if (node.type === 'text/html') return { passages: [{ html: text }], files: [] }
  return { passages: text.trim() === '' ? [] : [{ text }], files: [] }
}

/** A part is a file when it says so, or bears a file's name and is not the whole mail. */
function isFile(node: MimeNode, root: MimeNode): boolean {
  if (node.disposition.value === 'attachment') return true
  return node !== root && fileNameOf(node) !== null
}

/** The name its sender gave it; null when there is none. */
export function fileNameOf(node: MimeNode): string | null {
  const name = node.disposition.parameters.get('filename') ?? node.contentType.parameters.get('name') ?? ''
  const safe = (name.split(/[\\/]/).at(-1) ?? '').replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim().slice(0, 255)
  return safe === '' || safe === '.' || safe === '..' ? null : safe
}

/** A text part as lines ending in `\n`. */
function textOf(node: MimeNode): string {
  const text = decodeText(node.content, node.contentType.parameters.get('charset') ?? htmlCharset(node)).replace(/\r\n?/g, '\n').replaceAll('\0', '')
  const { parameters } = node.contentType
  if (node.type === 'text/html' || parameters.get('format')?.toLowerCase() !== 'flowed') return text
  return unflow(text, parameters.get('delsp')?.toLowerCase() === 'yes')
}

function htmlCharset(node: MimeNode): string | undefined {
  if (node.type !== 'text/html') return undefined
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})/i.exec(Buffer.from(node.content.subarray(0, 4_096)).toString('latin1'))?.[1]
}

/** RFC 3676: a line ending in a blank goes on in the next, of the same quote depth. */
function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = []
  let open = false
  let openQuote = ''
  for (const line of text.split('\n')) {
    const quote = /^>*/.exec(line)?.[0] ?? ''
    const content = line.slice(quote.length).replace(/^ /, '')
    const flows = content.endsWith(' ') && content !== '-- '
    const piece = flows && deleteSpace ? content.slice(0, -1) : content
    if (open && quote === openQuote && content !== '-- ') out.push(piece)
    else out.push(out.length === 0 ? '' : '\n', quote === '' ? '' : `${quote} `, piece)
    open = flows
    openQuote = quote
  }
  return out.join('')
}

const plainAsHtml = (text: string): string =>
  `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '<br />')}</p>`
