import { must } from '#kernel/assert.ts'
import { parseId, type Id } from '#kernel/id.ts'
import { DAY, instant, later, type Instant } from '#kernel/instant.ts'
import { LOCALES, type Locale } from '#kernel/text.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { CaseState } from '../../core/case-state.ts'
import { lengthOf, type Scenario } from '../../core/compile-scenario.ts'

/** The two kinds of pages behind a link: a question to confirm, a survey to score. A token of one opens none of the other. */
export type LinkKind = 'confirmation' | 'survey'
/** What a link carries: ids and the language it was written in, never a word. `of` is the confirmation or the invitation; `handed`: a colleague was given it to hand over, so that an answer by it can be told from one by our own mail. */
export type LinkTarget = { readonly caseId: Id; readonly of: Id; readonly locale: Locale; readonly handed: boolean }
export type LinkReading = ({ readonly status: 'good' | 'expired' } & LinkTarget) | { readonly status: 'forged' }
/** Where the pages stand, and with which key their links are signed. */
export type LinkMaker = { readonly sealing: Sealing; readonly publicUrl: string }

/** A link opens a kind page for this long after its question has lapsed. */
const KEPT_AFTER_LAPSE = 30 * DAY
const PATHS = { confirmation: 'c', survey: 's' } as const
const purposeOf = (kind: LinkKind): string => `case.customer_${kind}`

/** The link for what a message to the customer is about; null when the case knows no such confirmation or invitation. Invitation and reminders carry the same one. `handedAt`: when a colleague took it to hand it over; its time runs from then, however long ago the question was asked. */
export function linkFor(maker: LinkMaker, { state, scenario, of, locale, handedAt }: { readonly state: CaseState; readonly scenario: Scenario; readonly of: Id; readonly locale: Locale; readonly handedAt?: Instant }): string | null {
  const target = { caseId: state.id, of, locale, handed: handedAt !== undefined }
  const asked = state.confirmations.find(({ id }) => id === of)
  const lapse = (step: string, since: Instant) => {
    const { confirmation, survey } = scenario.steps.get(step) ?? {}
    return later(handedAt ?? since, lengthOf(confirmation?.lapseAfter ?? survey?.lapseAfter ?? 'PT0S'))
  }
  if (asked !== undefined) return linkTo(maker, 'confirmation', target, lapse(asked.step, asked.askedAt))
  const invited = state.invitations.find(({ id }) => id === of)
  if (invited === undefined || invited.invitedAt === null) return null
  return linkTo(maker, 'survey', target, lapse(invited.step, invited.invitedAt))
}

function linkTo({ sealing, publicUrl }: LinkMaker, kind: LinkKind, target: LinkTarget, lapsesAt: Instant): string {
  const token = sealing.signToken(packed(target), purposeOf(kind), later(lapsesAt, KEPT_AFTER_LAPSE))
  return `${publicUrl.replace(/\/$/, '')}/${PATHS[kind]}/${token}`
}

/** What a link says. One that has expired still tells its language; one that is forged tells nothing. */
export function readLink(sealing: Sealing, kind: LinkKind, token: string, now: Instant): LinkReading {
  const fresh = sealing.readToken<string>(token, purposeOf(kind), now)
  // Any signed token is read at the beginning of time, when none had expired.
  const ever = fresh.ok ? fresh : sealing.readToken<string>(token, purposeOf(kind), instant(0))
  return ever.ok ? { status: fresh.ok ? 'good' : 'expired', ...unpacked(ever.payload) } : { status: 'forged' }
}

/** Two ids and a language in 44 letters, one more byte where it is handed over: a link should not break in a mail. */
const packed = ({ caseId, of, locale, handed }: LinkTarget): string =>
  Buffer.from([...Buffer.from((caseId + of).replaceAll('-', ''), 'hex'), LOCALES.indexOf(locale), ...(handed ? [1] : [])]).toString('base64url')

function unpacked(text: string): LinkTarget {
  const bytes = Buffer.from(text, 'base64url')
  return { caseId: idIn(bytes.subarray(0, 16)), of: idIn(bytes.subarray(16, 32)), locale: must(LOCALES[bytes[32] ?? 0], 'a signed link names a language'), handed: bytes[33] === 1 }
}

const idIn = (bytes: Buffer): Id => must(parseId(bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')), 'a signed link carries ids')
