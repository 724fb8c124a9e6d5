import { textIn, type Locale, type Text } from '#kernel/text.ts'
import { html, lines, type Html } from '#platform/http/html.ts'
import type { LinkWay } from '../../core/case-command.ts'
import type { Confirmation } from '../../core/case-state.ts'
import { alwaysKnown, filledIn, readAsked, type Asked, type LinkedCase, type PageDeps } from './linked-case.ts'
import { greeting, mergedPage, messagePage, type Page } from './page-frame.ts'
import { say } from './page-words.ts'

/** A confirmation as its page knows it. `action`: where the buttons post to. */
export type AskedPage = { readonly linked: LinkedCase; readonly asked: Confirmation; readonly locale: Locale; readonly via: LinkWay; readonly action: string }

export const REMARK_MAX = 2000

/** The page for where the confirmation stands now: the question, what was answered, or why it is over. */
export async function confirmationPage(deps: PageDeps, page: AskedPage): Promise<Page> {
  const { linked, asked, locale } = page
  const step = linked.scenario.steps.get(asked.step)
  if (step?.confirmation === undefined) return messagePage(locale, 410, { heading: 'withdrawnHeading', text: 'withdrawnText', advice: 'replyToMail' })
  if (asked.status === 'open' && linked.state.status === 'merged') return mergedPage(locale)
  const wording = linked.handbook.wording(step.confirmation.asks)
  switch (asked.status) {
    case 'open':
      return questionPage(page, wordsOf(wording?.page, locale), await readAsked(deps, linked, asked, wording))
    case 'confirmed':
    case 'declined':
      return answeredPage(page, wordsOf(wording?.page, locale), 200)
    case 'lapsed':
      return messagePage(locale, 410, { heading: 'lapsedHeading', text: 'lapsedText', advice: 'replyToMail' })
    case 'withdrawn':
      return messagePage(locale, 410, { heading: 'withdrawnHeading', text: 'withdrawnText', advice: 'replyToMail' })
  }
}

/** Somebody answered otherwise before: what counts is what was answered first. */
export function otherwiseAnsweredPage(page: AskedPage): Page {
  const { linked, asked, locale } = page
  const asks = linked.scenario.steps.get(asked.step)?.confirmation?.asks
  return answeredPage(page, wordsOf(asks === undefined ? undefined : linked.handbook.wording(asks)?.page, locale), 409)
}

type PageTexts = { readonly [field in 'title' | 'question' | 'yes' | 'no' | 'thanksYes' | 'thanksNo']: Text }
type Said = (field: keyof PageTexts, values: Readonly<Record<string, string>>) => string

/** The handbook's words for this page, or plain ones where it has none. */
function wordsOf(page: PageTexts | undefined, locale: Locale): Said {
  const plain = { title: 'confirmTitle', question: 'confirmQuestion', yes: 'yes', no: 'no', thanksYes: 'thanks', thanksNo: 'thanks' } as const
  return (field, values) => (page === undefined ? say(locale, plain[field]) : filledIn(page[field], values, locale))
}

function questionPage({ linked, locale, action }: AskedPage, said: Said, { fields, values }: Asked): Page {
  const title = said('title', values)
  const body = html`<h1>${title}</h1>
${greeting(linked, locale)}
${about(linked, locale, fields)}
<h2>${said('question', values)}</h2>
<form method="post" action="${action}">
<button class="main" name="answer" value="yes">${said('yes', values)}</button>
</form>
<form method="post" action="${action}">
<h3>${say(locale, 'noHeading')}</h3>
<label for="remark">${say(locale, 'remark')}</label>
<textarea id="remark" name="remark" maxlength="${REMARK_MAX}"></textarea>
<button name="answer" value="no">${said('no', values)}</button>
</form>
<p class="quiet">${say(locale, 'replyToMail')}</p>`
  return { status: 200, locale, title, body }
}

/** Which case it is, and what is asked about it. */
function about({ state, subject }: LinkedCase, locale: Locale, fields: Asked['fields']): Html {
  return html`<dl>
<dt>${say(locale, 'case')}</dt><dd>${state.number}</dd>
${subject === null ? null : html`<dt>${say(locale, 'subject')}</dt><dd>${subject}</dd>`}
${fields.map(({ name, value }) => html`<dt>${textIn(name, locale)}</dt><dd>${lines(textIn(value, locale))}</dd>`)}
</dl>`
}

function answeredPage({ linked, asked, locale }: AskedPage, said: Said, status: 200 | 409): Page {
  const values = alwaysKnown(linked)
  const yes = asked.status === 'confirmed'
  const title = say(locale, status === 200 ? 'received' : 'alreadyHeading')
  const body = html`<h1>${title}</h1>
<dl>
<dt>${said('question', values)}</dt><dd>${say(locale, 'yourAnswer')}${locale === 'en' ? ': ' : '：'}${said(yes ? 'yes' : 'no', values)}</dd>
</dl>
<p>${status === 200 ? said(yes ? 'thanksYes' : 'thanksNo', values) : say(locale, 'alreadyText')}</p>
<p class="then">${say(locale, 'changeMind')}</p>`
  return { status, locale, title, mark: status === 200 ? 'done' : 'over', body }
}
