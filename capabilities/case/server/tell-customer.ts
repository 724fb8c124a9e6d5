import { contactPointOf, loadCustomer, readContactPoint, readCustomer } from '#capabilities/customer/server/commands.ts'
import { insertMessage, mailboxFor, planOutbound, sealAddresses, type NewMessage } from '#capabilities/conversation/server/commands.ts'
import { renderWording } from '#capabilities/conversation/core/render-wording.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { CaseEffect } from '../core/case-command.ts'
import type { CaseState } from '../core/case-state.ts'
import type { CaseDeps } from './case-deps.ts'
import { greetedAs, latestWords, localeOfCustomer } from './case-words.ts'
import { linkFor } from './customer-pages/customer-links.ts'
import type { HandbookVersion } from './handbook-source.ts'
import { clocksOfCases, loadedCases, readCases } from './store.ts'

export type TellSettings = { readonly publicUrl: string; readonly companyName: string }
type Tell = Omit<Extract<CaseEffect, { type: 'tell' }>, 'type'>

/** The product writes to the customer in the words of the case's own handbook version. Written once; sent at most once. */
export async function tellCustomer(deps: CaseDeps, settings: TellSettings, job: Job, now: Instant): Promise<Outcome> {
  const wish = job.payload as Tell
  const loaded = loadedCases(await deps.db.query(readCases([wish.caseId])), await deps.db.query(clocksOfCases([wish.caseId]))).get(wish.caseId)
  const { aggregate, subject } = must(loaded, 'a case that writes is there')
  const { state } = aggregate
  if (wish.of !== null && !stillAsked(state, wish.of)) return DONE
  const handbook = await deps.handbooks.version(state.handbook)
  const wording = must(handbook.wording(wish.wording), `wording ${wish.wording} is in the handbook`)
  const customer = state.customerId === null ? null : readCustomer(await deps.db.query(loadCustomer(state.customerId)))
  const locale = localeOfCustomer(customer?.locale)
  const values = await wordingValues(deps, settings, { wish, state, handbook, subject, locale, name: customer?.name ?? '' })
  const words = { subject: renderWording(textIn(wording.subject, locale), values, 'header'), text: renderWording(textIn(wording.body, locale), values, 'text') }
  await deliver(deps, { wish, state, words, customerId: customer?.id ?? null, now })
  return DONE
}

/** A question that was answered in the meantime is not asked again. */
function stillAsked(state: CaseState, of: Id): boolean {
  return state.confirmations.some((it) => it.id === of && it.status === 'open') || state.invitations.some((it) => it.id === of && it.status === 'open')
}

type Telling = {
  readonly wish: Tell
  readonly state: CaseState
  readonly handbook: HandbookVersion
  readonly subject: string | null
  readonly locale: Locale
  readonly name: string
}

async function wordingValues(deps: CaseDeps, settings: TellSettings, telling: Telling): Promise<Readonly<Record<string, string | undefined>>> {
  const { state, subject, locale, name } = telling
  const agent = await agentOf(deps, telling)
  const words = await latestWords(deps, state.id)
  return {
    'customer.name': greetedAs(name, locale),
    'case.number': state.number,
    'case.subject': subject ?? '',
    'agent.name': agent.name,
    'agent.role': agent.role,
    'company.name': settings.companyName,
    need: words['need'],
    plan: words['plan'],
    due: dueOf(telling),
    link: linkOf(deps, settings, telling),
  }
}

/** Who speaks: whoever has the case, else whoever of ours last worked on it. */
async function agentOf(deps: CaseDeps, { state, handbook, locale }: Telling): Promise<{ readonly name: string; readonly role: string }> {
  const { rows } = await deps.db.query({
    name: 'case.agent',
    text: `select staff.name, (select role from staff_roles where staff_id = staff.id order by role limit 1) as role from staff
      where id = coalesce($1, (select author_id from case_records where case_id = $2 and author_kind = 'staff' order by recorded_at desc, id desc limit 1))`,
    values: [state.assigneeId, state.id],
  })
  const role = handbook.roleName(String(rows[0]?.['role'] ?? ''))
  return { name: String(rows[0]?.['name'] ?? ''), role: role === undefined ? '' : textIn(role, locale) }
}

/** Until when the customer's answer is waited for, in their words. */
function dueOf({ wish, state, handbook, locale }: Telling): string {
  const lapse = state.timers.find((timer) => timer.of === wish.of && timer.does === 'lapse')
  if (lapse === undefined) return ''
  const calendar = handbook.calendars(must(handbook.scenario(state.scenario), 'the case has its scenario').definition.calendar)
  return new Intl.DateTimeFormat(locale, { timeZone: calendar.timezone, month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hour12: false }).format(lapse.at)
}

function linkOf(deps: CaseDeps, { publicUrl }: TellSettings, { wish, state, handbook, locale }: Telling): string {
  if (wish.of === null) return ''
  const scenario = must(handbook.scenario(state.scenario), 'the case has its scenario')
  return linkFor({ sealing: deps.sealing, publicUrl }, { state, scenario, of: wish.of, locale }) ?? ''
}

type Delivery = { readonly wish: Tell; readonly state: CaseState; readonly words: { readonly subject: string; readonly text: string }; readonly customerId: Id | null; readonly now: Instant }

/** Into the thread and on its way; without an address it stands there as failed, for people to see. */
async function deliver(deps: CaseDeps, { wish, state, words, customerId, now }: Delivery): Promise<void> {
  const address = customerId === null ? null : readContactPoint(await deps.db.query(contactPointOf(customerId, 'email')), deps.sealing)
  const mailbox = await mailboxFor(deps.db, state.id)
  const message: NewMessage = {
    id: wish.messageId,
    caseId: state.id,
    customerId,
    direction: 'out',
    channel: 'email',
    author: { kind: 'system', id: null },
    mailboxId: mailbox?.mailboxId ?? null,
    wording: wish.wording,
    inReplyTo: mailbox?.inReplyTo ?? null,
    references: mailbox?.references ?? [],
    ...words,
  }
  if (address === null || mailbox === null) {
    await deps.db.query(insertMessage({ ...message, state: 'failed', failureCode: address === null ? 'mail.no_address' : 'mail.no_mailbox' }, now))
    return
  }
  const addresses = sealAddresses(deps.sealing, wish.messageId, { to: [{ name: '', address }], cc: [] })
  await deps.db.write(planOutbound({ ...message, addresses, sendAt: now }, now, deps.newId()))
}
