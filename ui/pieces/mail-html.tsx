import dompurify from 'dompurify'
import { useLayoutEffect, useRef } from 'react'
import styles from './mail-html.module.css'

type MailHtmlProps = { readonly html: string; /** Images from elsewhere are loaded: their owner then knows that the mail was read. */ readonly showRemote: boolean; readonly sayLink: (address: string) => string }

/** A mail as it was laid out, cleaned once more, in a box it cannot leave. The one place where HTML from outside is put on a page. */
export function MailHtml({ html, showRemote, sayLink }: MailHtmlProps) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const mail = harmless(html)
    for (const link of mail.querySelectorAll('a')) tameLink(link, sayLink)
    for (const image of mail.querySelectorAll('img')) tameImage(image, showRemote)
    for (const styled of mail.querySelectorAll<HTMLElement>('[data-look]')) dress(styled)
    box.current?.replaceChildren(mail)
  }, [html, showRemote, sayLink])
  return <div ref={box} className={styles['mail']} />
}

/** How many images wait to be loaded from elsewhere. */
export const remoteImagesIn = (html: string): number => html.match(/<img\b[^>]*\sdata-src="/gi)?.length ?? 0

const FORBIDDEN = ['style', 'form', 'input', 'button', 'textarea', 'select', 'option', 'svg', 'math', 'iframe', 'object', 'embed', 'link', 'meta', 'base', 'video', 'audio', 'dialog']

/** Style attributes are set aside before the browser reads the text: the policy of the page forbids them, and complains. */
function harmless(html: string): DocumentFragment {
  const undressed = html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-look='))
  return dompurify.sanitize(undressed, {
    RETURN_DOM_FRAGMENT: true, FORBID_TAGS: FORBIDDEN, FORBID_ATTR: ['style', 'srcset', 'id', 'class', 'name', 'background', 'ping', 'autofocus', 'tabindex'],
    ALLOW_ARIA_ATTR: false, ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/api\/v1\/attachments\/|data:image\/(?:png|gif|jpe?g|webp);base64,)/i,
  })
}

/** Opens apart, tells the other side nothing, and says where it leads when its words name another place. */
function tameLink(link: HTMLAnchorElement, sayLink: (address: string) => string): void {
  const address = link.getAttribute('href')
  if (address === null) return
  link.target = '_blank'
  link.rel = 'noopener noreferrer nofollow'
  link.referrerPolicy = 'no-referrer'
  link.title = sayLink(address)
  const shown = /(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})/iu.exec(link.textContent)?.[1]?.toLowerCase()
  if (shown !== undefined && /^https?:/i.test(address) && !isUnder(link.hostname, shown)) link.dataset['leadsTo'] = link.hostname
}

const isUnder = (host: string, shown: string): boolean => host === shown || host.endsWith(`.${shown}`) || host === shown.replace(/^www\./, '')

function tameImage(image: HTMLImageElement, showRemote: boolean): void {
  const remote = image.dataset['src']
  image.referrerPolicy = 'no-referrer'
  image.loading = 'lazy'
  if (remote !== undefined && showRemote && /^https?:\/\//i.test(remote)) image.src = remote
  else if (/^https?:/i.test(image.getAttribute('src') ?? '')) image.removeAttribute('src')
}

const LOOKS = new Set(['font-weight', 'font-style', 'text-decoration', 'text-align'])

/** Weight and posture of the writing are kept; colours and sizes are those of the page, so that nothing hides and all can be read in either look. */
function dress(styled: HTMLElement): void {
  for (const rule of (styled.dataset['look'] ?? '').split(';')) {
    const [name = '', value = ''] = rule.split(':').map((part) => part.trim().toLowerCase())
    if (LOOKS.has(name) && /^[a-z0-9 -]+$/.test(value)) styled.style.setProperty(name, value)
  }
  delete styled.dataset['look']
}
