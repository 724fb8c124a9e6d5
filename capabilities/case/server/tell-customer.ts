import { contactPointsOf, loadCustomers, readContactPoints, readCustomers, type CustomerRow } from '#capabilities/customer/server/commands.ts'
import { caseMailboxesOf, insertMessage, planAllOutbound, readCaseMailboxes, sealAddresses, type CaseMailbox, type Outgoing } from '#capabilities/conversation/server/commands.ts'
import { renderWording } from '#capabilities/conversation/core/render-wording.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { CaseEffect } from '../core/case-command.ts'
import type { CaseState } from '../core/case-state.ts'
import type { CaseDeps } from './case-deps.ts'
import { calledAs, formWordsOf, greetedAs, localeOfCustomer, readFormWords } from './case-words.ts'
import { linkFor } from './customer-pages/customer-links.ts'
import type { HandbookVersion } from './handbook-source.ts'
import { loadedCases, readCases } from './store.ts'

/** `companyName` is how the company calls itself in its letters. */
export type TellSettings = { readonly publicUrl: string; readonly companyName: () => Promise<string> }
type Wish = Omit<Extract<CaseEffect, { type: 'tell' }>, 'type'>
type Told = { readonly wish: Wish; readonly at: Instant; readonly state: CaseState; readonly subject: string | null }

/** The product writes to the customer in the words of the case's own handbook version. Written once; sent at most once. */
export async function tellCustomer(deps: CaseDeps, settings: TellSettings, job: Job, now: Instant): Promise<Outcome> {
  await tellCustomers(deps, settings, [{ job, at: now }])
  return DONE
}

/** Many letters at once, each at its own instant: read together, written together. */
export async function tellCustomers(deps: CaseDeps, settings: TellSettings, wishes: readonly { readonly job: Job; readonly at: Instant }[]): Promise<void> {
  const asked = wishes.map(({ job, at }) => ({ wish: job.payload as Wish, at }))
  const cases = loadedCases(await deps.db.query(readCases([...new Set(asked.map(({ wish }) => wish.caseId))])), { rows: [], rowCount: 0 })
  const told = asked.flatMap(({ wish, at }): readonly Told[] => {
    const { aggregate, subject } = must(cases.get(wish.caseId), 'a case that writes is there')
    return wish.of !== null && !stillAsked(aggregate.state, wish.of) ? [] : [{ wish, at, state: aggregate.state, subject }]
  })
  if (told.length === 0) return
  const ground = await groundOf(deps, settings, told.map(({ state }) => state))
  const letters = await Promise.all(told.map((one) => letterOf(deps, settings, ground, one)))
  const failed = letters.flatMap(({ message, at, failure }) => (failure === null ? [] : [insertMessage({ ...message, sendAt: null, state: 'failed', failureCode: failure }, at)]))
  await deps.db.write([...failed, ...planAllOutbound(letters.flatMap(({ message, at, failure }) => (failure === null ? [{ message, at, wishId: deps.newId() }] : [])))])
}

/** A question that was answered in the meantime is not asked again. */
function stillAsked(state: CaseState, of: Id): boolean {
  return state.confirmations.some((it) => it.id === of && it.status === 'open') || state.invitations.some((it) => it.id === of && it.status === 'open')
}

/** What letters are made of besides the case: to whom, from where, who speaks, what was written into the forms. */
type Ground = {
  readonly company: string
  readonly customers: ReadonlyMap<Id, CustomerRow>
  readonly addresses: ReadonlyMap<Id, string>
  readonly mailboxes: ReadonlyMap<Id, CaseMailbox>
  readonly agents: ReadonlyMap<Id, { readonly name: string; readonly role: string }>
  readonly formWords: Rows
}

async function groundOf(deps: CaseDeps, settings: TellSettings, states: readonly CaseState[]): Promise<Ground> {
  const cases = [...new Map(states.map((state) => [state.id, state])).values()]
  const ids = cases.map(({ id }) => id)
  const customerIds = [...new Set(cases.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])))]
  const [company, [customers, points, mailboxes, agents, formWords]] = await Promise.all([
    settings.companyName(),
    deps.db.read((tx) => Promise.all([
      tx.query(loadCustomers(customerIds)), tx.query(contactPointsOf(customerIds, 'email')), tx.query(caseMailboxesOf(ids)), tx.query(agentsOf(cases)), tx.query(formWordsOf(ids)),
    ])),
  ])
  return {
    company, formWords,
    customers: readCustomers(customers), addresses: readContactPoints(points, deps.sealing), mailboxes: readCaseMailboxes(mailboxes),
    agents: new Map(agents.rows.map((row) => [row['case_id'] as Id, { name: String(row['name']), role: String(row['role'] ?? '') }])),
  }
}

/** Who speaks: whoever has the case, else whoever of ours last worked on it. */
const agentsOf = (cases: readonly CaseState[]): Statement => ({
  name: 'case.agents',
  text: `select case_id, staff.name, (select role from staff_roles where staff_id = staff.id order by role limit 1) as role
    from unnest($1::uuid[], $2::uuid[]) as asked (case_id, assignee_id) join staff on staff.id = coalesce(asked.assignee_id,
      (select author_id from case_records record where record.case_id = asked.case_id and author_kind = 'staff' order by recorded_at desc, id desc limit 1))`,
  values: [cases.map(({ id }) => id), cases.map(({ assigneeId }) => assigneeId)],
})

type Letter = { readonly message: Outgoing; readonly at: Instant; readonly failure: 'mail.no_address' | 'mail.no_mailbox' | null }

/** A letter for the thread and on its way; without an address it stands there as failed, for people to see. */
async function letterOf(deps: CaseDeps, settings: TellSettings, ground: Ground, { wish, at, state, subject }: Told): Promise<Letter> {
  const handbook = await deps.handbooks.version(state.handbook)
  const wording = must(handbook.wording(wish.wording), `wording ${wish.wording} is in the handbook`)
  const customer = state.customerId === null ? undefined : ground.customers.get(state.customerId)
  const locale = localeOfCustomer(customer?.locale)
  const values = wordingValues(deps, settings, ground, { wish, state, handbook, subject, locale, name: customer?.name ?? '' })
  const address = state.customerId === null ? undefined : ground.addresses.get(state.customerId)
  const mailbox = ground.mailboxes.get(state.id)
  const message: Outgoing = {
    id: wish.messageId,
    caseId: state.id,
    customerId: customer?.id ?? null,
    direction: 'out',
    channel: 'email',
    author: { kind: 'system', id: null },
    mailboxId: mailbox?.mailboxId ?? null,
    wording: wish.wording,
    inReplyTo: mailbox?.inReplyTo ?? null,
    references: mailbox?.references ?? [],
    subject: renderWording(textIn(wording.subject, locale), values, 'header'),
    text: renderWording(textIn(wording.body, locale), values, 'text'),
    sendAt: at,
    ...(address === undefined || mailbox === undefined ? {} : { addresses: sealAddresses(deps.sealing, wish.messageId, { to: [{ name: '', address }], cc: [] }) }),
  }
  return { message, at, failure: address === undefined ? 'mail.no_address' : mailbox === undefined ? 'mail.no_mailbox' : null }
}

type Telling = {
  readonly wish: Wish
  readonly state: CaseState
  readonly handbook: HandbookVersion
  readonly subject: string | null
  readonly locale: Locale
  readonly name: string
}

function wordingValues(deps: CaseDeps, settings: TellSettings, ground: Ground, telling: Telling): Readonly<Record<string, string | undefined>> {
  const { state, handbook, subject, locale, name } = telling
  const agent = ground.agents.get(state.id)
  const role = agent === undefined ? undefined : handbook.roleName(agent.role)
  const words = readFormWords(deps, ground.formWords, state.id)
  return {
    'customer.name': greetedAs(name, locale),
    'case.number': state.number,
    'case.subject': calledAs(subject, locale),
    'agent.name': agent?.name ?? '',
    'agent.role': role === undefined ? '' : textIn(role, locale),
    'company.name': ground.company,
    need: words['need'],
    plan: words['plan'],
    due: dueOf(telling),
    link: linkOf(deps, settings, telling),
  }
}

/** Until when the customer's answer is waited for, in their words. */
function dueOf({ wish, state, handbook, locale }: Telling): string {
  const lapse = state.timers.find((timer) => timer.of === wish.of && timer.does === 'lapse')
  if (lapse === undefined) return ''
  const calendar = handbook.calendars(must(handbook.scenario(state.scenario), 'the case has its scenario').definition.calendar)
  return dueFormat(locale, calendar.timezone).format(lapse.at)
}

const dueFormats = new Map<string, Intl.DateTimeFormat>()

/** Making one takes a thousand times as long as using it. */
function dueFormat(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`
  const known = dueFormats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hour12: false })
  dueFormats.set(key, known)
  return known
}

function linkOf(deps: CaseDeps, { publicUrl }: TellSettings, { wish, state, handbook, locale }: Telling): string {
  if (wish.of === null) return ''
  const scenario = must(handbook.scenario(state.scenario), 'the case has its scenario')
  return linkFor({ sealing: deps.sealing, publicUrl }, { state, scenario, of: wish.of, locale }) ?? ''
}
