import type { FastifyReply } from 'fastify'
import type { Locale } from '#kernel/text.ts'
import { html, textOfHtml, type Html } from '#platform/http/html.ts'
import type { LinkedCase } from './linked-case.ts'
import { say, type PageWord } from './page-words.ts'

/** A page before it is framed: its status, its title, what stands in it. */
export type Page = { readonly status: number; readonly locale: Locale; readonly title: string; readonly body: Html }

/** No script, nothing from elsewhere, forms only to ourselves. */
const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Where the pages stand (`base`: the path our public address begins with), and whose they are. */
export type Frame = { readonly base: string; readonly company: () => Promise<string> }

/** Sends a page that no cache keeps and no search engine lists. */
export async function sendPage(reply: FastifyReply, page: Page, { base, company }: Frame): Promise<FastifyReply> {
  const text = textOfHtml(framed(page, { base, company: await company() }))
  return reply
    .status(page.status)
    .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow', 'content-language': page.locale })
    .type('text/html; charset=utf-8')
    .send(text)
}

const framed = ({ locale, title, body }: Page, { base, company }: { readonly base: string; readonly company: string }): Html => html`<!doctype html>
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
${company === '' ? null : html`<header>${company}</header>`}
<main>
${body}
</main>
</body>
</html>
`

/** A page with one message, and what to do now. */
export function messagePage(locale: Locale, status: number, words: { readonly heading: PageWord; readonly text: PageWord; readonly advice?: PageWord }): Page {
  const heading = say(locale, words.heading)
  const advice = words.advice === undefined ? null : html`<p class="then">${say(locale, words.advice)}</p>`
  return { status, locale, title: heading, body: html`<h1>${heading}</h1><p>${say(locale, words.text)}</p>${advice}` }
}

/** The link was copied badly or is not ours: nothing is said about what it might have stood for. */
export const unknownPage = (locale: Locale): Page => messagePage(locale, 404, { heading: 'unknownHeading', text: 'unknownText' })
export const expiredPage = (locale: Locale): Page => messagePage(locale, 410, { heading: 'expiredHeading', text: 'expiredText', advice: 'replyToMail' })
export const mergedPage = (locale: Locale): Page => messagePage(locale, 409, { heading: 'mergedHeading', text: 'mergedText', advice: 'replyToMail' })

/** 王丽，您好： */
export const greeting = ({ customerName }: LinkedCase, locale: Locale): Html | null => (customerName === null ? null : html`<p>${say(locale, 'greeting').replace('{name}', () => customerName)}</p>`)
