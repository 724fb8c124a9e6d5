import type { FastifyReply } from 'fastify'
import type { Locale } from '#kernel/text.ts'
import { html, textOfHtml, type Html } from '#platform/http/html.ts'
import type { LinkedCase } from './linked-case.ts'
import { say, type PageWord } from './page-words.ts'

/** How a page feels before it is read: it is done, it is over, something is amiss. A page that asks bears no mark. */
export type PageMark = 'done' | 'over' | 'amiss'
/** A page before it is framed: its status, its title, what stands in it. */
export type Page = { readonly status: number; readonly locale: Locale; readonly title: string; readonly mark?: PageMark; readonly body: Html }

/** No script, nothing from elsewhere, forms only to ourselves. */
const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Where the pages stand (`base`: the path our public address begins with), whose they are, and where one can write to or call; they are empty when nobody has said. */
export type Frame = { readonly base: string; readonly company: () => Promise<string>; readonly writeTo: () => Promise<string>; readonly call: () => Promise<string> }
type Around = { readonly base: string; readonly company: string; readonly writeTo: string; readonly call: string }

/** Sends a page that no cache keeps and no search engine lists. */
export async function sendPage(reply: FastifyReply, page: Page, { base, company, writeTo, call }: Frame): Promise<FastifyReply> {
  const text = textOfHtml(framed(page, { base, company: await company(), writeTo: await writeTo(), call: await call() }))
  return reply
    .status(page.status)
    .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow', 'content-language': page.locale })
    .type('text/html; charset=utf-8')
    .send(text)
}

const framed = ({ locale, title, mark, body }: Page, { base, company, writeTo, call }: Around): Html => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${title}${company === '' ? '' : ` - ${company}`}</title>
<link rel="stylesheet" href="${base}/pages.css">
</head>
<body>
${company === '' ? null : html`<header><span>${company}</span></header>`}
<main>
${mark === undefined ? null : html`<svg class="mark ${mark}" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="12"/><path d="${MARKS[mark]}"/></svg>`}
${body}
</main>
<footer>
${writeTo === '' ? null : html`<p>${say(locale, 'writeTo')} <a href="mailto:${writeTo}">${writeTo}</a></p>`}
${call === '' ? null : html`<p>${say(locale, 'call')} <a href="tel:${call.replaceAll(/[^0-9+]/g, '')}">${call}</a></p>`}
<p><a href="${base}/promises">${say(locale, 'promises')}</a></p>
</footer>
</body>
</html>
`

/** A tick, a bar, an exclamation mark. */
const MARKS: Readonly<Record<PageMark, string>> = { done: 'M7.5 12.5l3 3 6-7', over: 'M8 12h8', amiss: 'M12 7v6M12 16.5v.01' }

/** A page with one message, and what to do now. */
export function messagePage(locale: Locale, status: number, words: { readonly heading: PageWord; readonly text: PageWord; readonly advice?: PageWord }): Page {
  const mark = status === 409 || status === 410 ? 'over' : 'amiss'
  const heading = say(locale, words.heading)
  const advice = words.advice === undefined ? null : html`<p class="then">${say(locale, words.advice)}</p>`
  return { status, locale, title: heading, mark, body: html`<h1>${heading}</h1><p>${say(locale, words.text)}</p>${advice}` }
}

/** The link was copied badly or is not ours: nothing is said about what it might have stood for. */
export const unknownPage = (locale: Locale): Page => messagePage(locale, 404, { heading: 'unknownHeading', text: 'unknownText' })
export const expiredPage = (locale: Locale): Page => messagePage(locale, 410, { heading: 'expiredHeading', text: 'expiredText', advice: 'replyToMail' })
export const mergedPage = (locale: Locale): Page => messagePage(locale, 409, { heading: 'mergedHeading', text: 'mergedText', advice: 'replyToMail' })

/** 王丽，您好： */
export const greeting = ({ customerName }: LinkedCase, locale: Locale): Html | null => (customerName === null ? null : html`<p>${say(locale, 'greeting').replace('{name}', () => customerName)}</p>`)
