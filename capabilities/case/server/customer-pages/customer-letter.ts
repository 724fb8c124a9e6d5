import type { Locale } from '#kernel/text.ts'
import { html, styled, textOfHtml, type Html } from '#platform/http/html.ts'
import { say } from './page-words.ts'

/** A mail to a customer as it was written, and in which language; `company` is empty where it has not said what it is called. */
export type Letter = { readonly subject: string; readonly text: string; readonly locale: Locale; readonly company: string }
/** Where our pages stand, and the colours of the product. What has no colour here keeps that of the reader's own mail program, light or dark. */
export type LetterLook = { readonly publicUrl: string; readonly accent: string; readonly onAccent: string; readonly line: string; readonly font: string }

const POINTS = [1, 2, 3, 4, 5] as const
const WIDTH = '600px'
const QUIET = { margin: '0 0 20px', 'font-size': '13px', 'line-height': '1.6', opacity: '0.8', 'overflow-wrap': 'anywhere' } as const
const PARAGRAPH = styled({ margin: '0 0 16px', 'overflow-wrap': 'anywhere' })

/**
 * The words of a mail in the product's design: the same words, laid out. A line that is one of our links becomes a button, or five for a score.
 * One column, styles in their place, nothing from elsewhere and nothing that tells us of the reading; what people wrote is escaped by the template.
 */
export function customerLetter(letter: Letter, look: LetterLook): string {
  const { subject, text, locale, company } = letter
  const frame = styled({ margin: '0', padding: '24px 16px', 'font-family': look.font, 'font-size': '16px', 'line-height': '1.7' })
  return textOfHtml(html`<!doctype html>
<html lang="${locale}" ${styled({ 'color-scheme': 'light dark' })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${subject}</title>
</head>
<body ${frame}>
<div ${styled({ 'max-width': WIDTH, margin: '0 auto' })}>
${company === '' ? null : headOf(company, look)}
${paragraphsOf(text).map((lines) => paragraph(lines, locale, look))}
</div>
</body>
</html>
`)
}

const headOf = (company: string, { accent, line }: LetterLook): Html => html`<div ${styled({ margin: '0 0 24px', padding: '0 0 16px', 'border-bottom': `1px solid ${line}`, 'font-weight': '600', 'line-height': '1.4' })}><span ${styled({ padding: '0 0 0 10px', 'border-left': `4px solid ${accent}` })}>${company}</span></div>`

/** What stands between blank lines, line by line. */
const paragraphsOf = (text: string): readonly (readonly string[])[] =>
  text.split(/(?:\r?\n[ \t\u3000]*){2,}/).map((block) => block.split(/\r\n|\r|\n/)).filter((lines) => lines.some((line) => line.trim() !== ''))

/** The words of a paragraph, and behind each of our links what to press. */
function paragraph(lines: readonly string[], locale: Locale, look: LetterLook): readonly Html[] {
  const parts: Html[] = []
  let words: string[] = []
  const flush = (): void => {
    if (words.length > 0) parts.push(html`<p ${PARAGRAPH}>${words.map((line, index) => (index === 0 ? line : html`<br>${line}`))}</p>\n`)
    words = []
  }
  for (const line of lines) {
    const kind = kindOfLink(line.trim(), look.publicUrl)
    if (kind === null) words.push(line)
    else {
      flush()
      parts.push(kind === 'survey' ? scores(line.trim(), locale, look) : button(line.trim(), locale, look), addressBelow(line.trim(), locale))
    }
  }
  flush()
  return parts
}

/** Which of our pages a line leads to, if it is a link of ours and nothing else. */
function kindOfLink(line: string, publicUrl: string): 'confirmation' | 'survey' | null {
  const base = `${publicUrl.replace(/\/$/, '')}/`
  const [, kind] = (line.startsWith(base) ? /^([cs])\/[\w.~-]+$/.exec(line.slice(base.length)) : null) ?? []
  return kind === undefined ? null : kind === 's' ? 'survey' : 'confirmation'
}

const pressed = ({ accent, onAccent }: LetterLook, more: Readonly<Record<string, string>>): Html =>
  styled({ display: 'inline-block', background: accent, color: onAccent, 'border-radius': '6px', 'font-weight': '600', 'text-decoration': 'none', 'text-align': 'center', ...more })

const button = (link: string, locale: Locale, look: LetterLook): Html =>
  html`<p ${styled({ margin: '8px 0 12px' })}><a href="${link}" ${pressed(look, { padding: '12px 28px' })}>${say(locale, 'openPage')}</a></p>\n`

/** The five scores: each leads to the page where it is chosen already. Nothing counts before it is sent off there. */
const scores = (link: string, locale: Locale, look: LetterLook): Html => html`<p ${styled({ margin: '8px 0 4px' })}>
${POINTS.map((n) => html`<a href="${link}?score=${n}" aria-label="${say(locale, 'points').replace('{n}', String(n))}" ${pressed(look, { width: '48px', padding: '10px 0', margin: '0 8px 8px 0', 'font-size': '20px' })}>${n}</a>\n`)}</p>
<p ${styled(QUIET)}>${say(locale, 'scoreEnds')}</p>\n`

const addressBelow = (link: string, locale: Locale): Html => html`<p ${styled(QUIET)}>${say(locale, 'copyAddress')}<br><a href="${link}">${link}</a></p>\n`
