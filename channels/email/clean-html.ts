import sanitizeHtml from 'sanitize-html'

/** How images are shown. Without it (when stored) no address is loaded: remote ones wait in `data-src`, enclosed ones in `data-cid`. */
export type ImageView = {
  /** Where the image with this Content-ID (no brackets) is downloaded from our own server; undefined when there is none. */
  readonly enclosed: (contentId: string) => string | undefined
  readonly showRemote: boolean
}

const TAGS = [
  'a', 'abbr', 'address', 'article', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup',
  'dd', 'del', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img',
  'ins', 'kbd', 'li', 'main', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup',
  'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
]
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%]{1,40}\))$/i
/** Looks only: nothing that moves, covers, hides or loads. */
const STYLES = {
  '*': {
    'color': [COLOUR],
    'background-color': [COLOUR],
    'font-weight': [/^(?:bold|normal|[1-9]00)$/],
    'font-style': [/^(?:italic|normal)$/],
    'text-decoration': [/^(?:underline|line-through|none)$/],
    'text-align': [/^(?:left|right|center|justify)$/],
    'font-size': [/^(?:[5-9]|[1-4]\d)(?:\.\d+)?(?:px|pt)$/, /^(?:xx-small|x-small|small|medium|large|x-large)$/],
  },
}
const CLOSED_BY_PARSER = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|dd|dt|option|tbody|thead|tfoot)$/i
const DEPTH_MAX = 1_000
const RASTER = /^data:image\/(?:png|gif|jpe?g|webp);base64,[A-Za-z0-9+/=\s]+$/i

/** HTML from outside made harmless. Used when a mail is stored and, with an ImageView, again before it is shown. */
export function cleanHtml(html: string, view?: ImageView): string {
  return sanitizeHtml(isTooDeep(html) ? html.replace(/<[^<>]*>/g, ' ').replaceAll('<', '&lt;') : html, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'align', 'title'],
      'a': ['href', 'rel', 'target'],
      'img': ['src', 'alt', 'width', 'height', 'data-src', 'data-cid'],
      'td': ['colspan', 'rowspan', 'valign', 'width'],
      'th': ['colspan', 'rowspan', 'valign', 'width'],
      'table': ['width', 'border', 'cellpadding', 'cellspacing'],
      'font': ['color', 'size'],
      'ol': ['start', 'type'],
    },
    allowedStyles: STYLES,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template', 'xmp', 'noembed', 'noframes'],
    nestingLimit: 200,
    transformTags: {
      a: (_, attributes) => ({ tagName: 'a', attribs: linkAttributes(attributes) }),
      img: (_, attributes) => ({ tagName: 'img', attribs: imageAttributes(attributes, view) }),
    },
  })
}

/** The parser's time grows with the square of the depth; nobody writes letters a thousand elements deep. Then only the text is kept. */
function isTooDeep(html: string): boolean {
  let depth = 0
  for (const [, closing, tag = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (!CLOSED_BY_PARSER.test(tag)) depth = Math.max(0, depth + (closing === '/' ? -1 : 1))
    if (depth > DEPTH_MAX) return true
  }
  return false
}

type Attributes = Readonly<Record<string, string>>

/** A link leads to another site only; a relative one would lead into the console. */
function linkAttributes({ href, ...rest }: Attributes): Record<string, string> {
  const target = (href ?? '').trim()
  const kept = /^(?:https?:\/\/|mailto:|tel:)/i.test(target) ? { href: target } : {}
  return { ...rest, ...kept, rel: 'noopener noreferrer nofollow', target: '_blank' }
}

function imageAttributes({ src, ...attributes }: Attributes, view: ImageView | undefined): Record<string, string> {
  const { 'data-src': storedRemote, 'data-cid': storedCid, ...rest } = attributes
  const address = (src ?? '').trim()
  if (RASTER.test(address)) return { ...rest, src: address }
  const contentId = /^cid:/i.test(address) ? decodedContentId(address.slice(4)) : storedCid
  if (contentId !== undefined) {
    const own = view?.enclosed(contentId)
    return { ...rest, 'data-cid': contentId, ...(own === undefined ? {} : { src: own }) }
  }
  const remote = /^https?:\/\//i.test(address) ? address : /^\/\/[^/]/.test(address) ? `https:${address}` : storedRemote
  if (remote === undefined || !/^https?:\/\//i.test(remote)) return { ...rest }
  return { ...rest, 'data-src': remote, ...(view?.showRemote === true ? { src: remote } : {}) }
}

function decodedContentId(text: string): string {
  const decoded = text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return decoded.replace(/^<|>$/g, '').trim()
}
