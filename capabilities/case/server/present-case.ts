import { mayOn, type Viewer } from '#capabilities/access/core/viewer.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import { must } from '#kernel/assert.ts'
import { formatInstant, instantText } from '#kernel/instant.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import type { CaseView } from '../contract.ts'
import { awaiting, openConfirmation, type CaseState } from '../core/case-state.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import { nextDueAt } from '../core/wake.ts'
import { titleOf } from './case-title.ts'
import type { LoadedCase } from './store.ts'

export const ASKED: readonly Permission[] = [
  'case.reply', 'case.note', 'case.classify', 'case.step', 'case.assign', 'case.wait', 'case.due', 'case.merge', 'case.split', 'case.link',
  'case.dismiss', 'case.reopen', 'case.confirm_for_customer', 'case.open',
]

export type Presenting = { readonly viewer: Viewer; readonly scenario: Scenario; /** Of the same version. */ readonly scenarios: readonly Scenario[]; readonly locale: Locale; readonly green: boolean; readonly mailboxOpen: boolean }

/** A case as a screen needs it, permissions with the data. */
export function presentCase({ aggregate, version, subject, mailable }: LoadedCase, { viewer, scenario, scenarios, locale, green, mailboxOpen }: Presenting): CaseView {
  const { state, clocks } = aggregate
  const { definition } = scenario
  return {
    id: state.id,
    number: state.number,
    scenario: { key: definition.key, name: textIn(definition.name, locale), audience: textIn(definition.audience, locale), aim: textIn(definition.aim, locale) },
    handbookId: state.handbook,
    status: state.status,
    awaiting: awaiting(state),
    observed: state.observed,
    subject: titleOf(subject, { scenario, scenarios, locale }),
    green,
    newReply: state.newReply,
    channel: state.channel,
    customerId: state.customerId,
    mailable,
    mailboxOpen,
    teamId: state.teamId,
    assigneeId: state.assigneeId,
    collaboratorIds: [...state.collaboratorIds],
    parentId: state.parentId,
    childIds: state.children.map((child) => child.id),
    linkedIds: [...state.linkedIds],
    mergedInto: state.mergedInto,
    wait: waitOf(state, scenario, locale),
    facts: { ...state.facts },
    steps: stepsOf(state, scenario, locale),
    clocks: clocks.map((clock) => clockOf(clock, scenario, locale)),
    confirmations: state.confirmations.map(({ id, step, status, askedAt, reminders, unsent = false }) => ({ id, step, status, askedAt: formatInstant(askedAt), reminders, unsent })),
    invitations: state.invitations.map(({ id, step, status, score, invitedAt, reminders }) => ({ id, step, status, score, invitedAt: instantText(invitedAt), reminders })),
    openedAt: formatInstant(state.openedAt),
    resolvedAt: instantText(state.resolvedAt),
    closedAt: instantText(state.closedAt),
    nextDueAt: instantText(nextDueAt(clocks)),
    version,
    permissions: ASKED.filter((permission) => mayOn(viewer, permission, state)),
  }
}

function waitOf(state: CaseState, { definition }: Scenario, locale: Locale): CaseView['wait'] {
  if (state.wait === null) return null
  const { reason, since, until } = state.wait
  const wait = definition.waits[reason]
  return { reason, name: wait === undefined ? reason : textIn(wait.name, locale), since: formatInstant(since), until: instantText(until) }
}

function stepsOf(state: CaseState, scenario: Scenario, locale: Locale): CaseView['steps'] {
  return Object.entries(state.steps).map(([key, standing]) => {
    const step = scenario.steps.get(key)
    return {
      key,
      name: step === undefined ? key : textIn(step.name, locale),
      kind: step?.kind ?? 'task',
      clause: step === undefined ? [] : [step.clause].flat(),
      role: step?.role ?? '',
      output: step === undefined ? '' : textIn(step.output, locale),
      status: standing.status,
      round: standing.round,
      startedAt: formatInstant(standing.startedAt),
      opensAt: instantText(standing.opensAt),
      endedAt: instantText(standing.endedAt),
      outcome: standing.outcome,
      form: step?.form ?? null,
      assigns: step?.assigns ?? null,
      confirmationId: openConfirmation(state, key)?.id ?? null,
      invitationId: state.invitations.findLast((invitation) => invitation.step === key)?.id ?? null,
    }
  })
}

function clockOf(clock: Clock, { definition }: Scenario, locale: Locale): CaseView['clocks'][number] {
  const rule = definition.clocks.find((it) => it.key === clock.key)
  return {
    id: clock.id,
    key: clock.key,
    name: rule === undefined ? clock.key : textIn(rule.name, locale),
    clause: clock.clause,
    status: clock.status,
    startedAt: formatInstant(clock.startedAt),
    endedAt: instantText(clock.endedAt),
    dueAt: instantText(clock.dueAt),
    missedAt: instantText(clock.missedAt),
    provisional: clock.provisional,
    manual: clock.manual !== null,
  }
}

/** A row's value that the schema of the table guarantees. */
export const present = <T>(value: unknown, why: string): T => must(value as T | null | undefined, why)
