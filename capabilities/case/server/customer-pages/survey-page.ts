import type { SurveyDefinition } from '#capabilities/survey/definition.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { html, type Html } from '#platform/http/html.ts'
import type { LinkWay } from '../../core/case-command.ts'
import type { Invitation } from '../../core/case-state.ts'
import { REMARK_MAX } from './confirmation-page.ts'
import type { LinkedCase } from './linked-case.ts'
import { greeting, mergedPage, messagePage, type Page } from './page-frame.ts'
import { say } from './page-words.ts'

/** An invitation as its page knows it. `chosen`: the score that was pressed in the mail. `actions`: where the score and what is added to it post to. */
export type InvitedPage = { readonly linked: LinkedCase; readonly invited: Invitation; readonly locale: Locale; readonly via: LinkWay; readonly chosen: number | null; readonly actions: { readonly score: string; readonly reason: string } }

const POINTS = [1, 2, 3, 4, 5] as const

/** The page for where the invitation stands now: five buttons, thanks with room for a reason, or why it is over. */
export function surveyPage(page: InvitedPage): Page {
  const { linked, invited, locale } = page
  const survey = linked.handbook.survey(invited.survey)
  if (invited.status === 'answered') return scoredPage(page, survey)
  if (linked.state.status === 'merged') return mergedPage(locale)
  if (invited.status !== 'open' || survey === undefined) return messagePage(locale, 410, { heading: 'surveyClosedHeading', text: 'surveyClosedText', advice: 'replyToMail' })
  return invitationPage(page, survey)
}

function invitationPage({ linked, locale, chosen, actions }: InvitedPage, survey: SurveyDefinition): Page {
  const title = textIn(survey.title, locale)
  const { question, low, high } = survey.score
  const ends: Readonly<Record<number, string>> = { 1: textIn(low, locale), 5: textIn(high, locale) }
  const body = html`<h1>${title}</h1>
${greeting(linked, locale)}
<p>${textIn(survey.introduction, locale)}</p>
${which(linked, locale)}
<form method="post" action="${actions.score}">
${chosen === null ? null : html`<p>${numbered('chosen', chosen, locale)}</p>
<button class="main first" name="score" value="${chosen}">${numbered('sendScore', chosen, locale)}</button>`}
<fieldset aria-describedby="one-tap">
<legend>${textIn(question, locale)}</legend>
<div class="scores">
${POINTS.map((n) => html`<button name="score" value="${n}" aria-label="${[points(n, locale), ends[n]].filter(Boolean).join(locale === 'en' ? ', ' : '，')}" ${n === chosen ? html`class="chosen"` : null}>${n}</button>`)}
</div>
<p class="ends" aria-hidden="true"><span>${ends[1]}</span><span>${ends[5]}</span></p>
</fieldset>
<p class="quiet" id="one-tap">${say(locale, 'oneTap')}</p>
</form>`
  return { status: 200, locale, title, body }
}

const which = ({ state, subject }: LinkedCase, locale: Locale): Html => html`<dl>
<dt>${say(locale, 'case')}</dt><dd>${state.number}</dd>
${subject === null ? null : html`<dt>${say(locale, 'subject')}</dt><dd>${subject}</dd>`}
</dl>`

const numbered = (word: 'points' | 'chosen' | 'sendScore', n: number, locale: Locale): string => say(locale, word).replace('{n}', String(n))
const points = (n: number, locale: Locale): string => numbered('points', n, locale)

/** Thanks; and, once, room for what the score alone does not say. */
function scoredPage({ linked, invited, locale, actions }: InvitedPage, survey: SurveyDefinition | undefined): Page {
  const added = invited.addedToAt !== undefined
  const title = say(locale, 'scored')
  const body = html`<h1>${title}</h1>
<p>${say(locale, 'yourScore')}${locale === 'en' ? ': ' : '：'}<strong>${points(invited.score ?? 0, locale)}</strong></p>
${survey === undefined ? null : html`<p>${textIn(survey.thanks, locale)}</p>`}
${added ? html`<p>${say(locale, 'moreReceived')}</p>` : null}
${survey !== undefined && !added && linked.state.status !== 'merged' ? moreForm(survey, locale, actions.reason) : html`<p class="then">${say(locale, 'replyToMail')}</p>`}`
  return { status: 200, locale, title, mark: 'done', body }
}

const moreForm = (survey: SurveyDefinition, locale: Locale, action: string): Html => html`<h2>${say(locale, 'moreHeading')}</h2>
<p class="quiet">${say(locale, 'moreText')}</p>
<form method="post" action="${action}">
${survey.aspects.map(({ key, question }) => html`<fieldset>
<legend>${textIn(question, locale)}</legend>
<div class="choices">
${POINTS.map((n) => html`<label><input type="radio" name="aspect.${key}" value="${n}" aria-label="${points(n, locale)}"><span aria-hidden="true">${n}</span></label>`)}
</div>
</fieldset>`)}
<label for="reason">${textIn(survey.reason.question, locale)}</label>
<textarea id="reason" name="reason" maxlength="${REMARK_MAX}"></textarea>
<button class="main">${textIn(survey.submit, locale)}</button>
</form>`
