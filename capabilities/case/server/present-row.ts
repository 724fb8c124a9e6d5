import { hideCustomerLinks } from '#capabilities/conversation/core/hide-customer-links.ts'
import { maskName } from '#capabilities/access/core/masking.ts'
import { mayOn, type Viewer } from '#capabilities/access/core/viewer.ts'
import { must } from '#kernel/assert.ts'
import { formatInstant, instantText, type Instant } from '#kernel/instant.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { messageFor } from '#platform/http/messages/message-table.ts'
import { awaitingSince, type Awaiting } from '../core/awaiting-since.ts'
import { activeSteps, sentConfirmation, type CaseState } from '../core/case-state.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import type { CaseRow } from '../inbox-contract.ts'
import { titleOf } from './case-title.ts'
import type { HandbookVersion } from './handbook-source.ts'
import { ASKED } from './present-case.ts'

type Row = Readonly<Record<string, unknown>>
/** In whose words and for whose eyes. */
export type Reading = { readonly viewer: Viewer; readonly locale: Locale; readonly handbook: HandbookVersion }

/** A case as a list shows it, permissions with the data. */
export function presentRow(row: Row, { viewer, locale, handbook }: Reading): CaseRow {
  const state = row['state'] as CaseState
  const scenario = must(handbook.scenario(state.scenario), 'a case runs under a scenario of its handbook')
  const now = awaitingSince(state)
  return {
    id: state.id,
    number: state.number,
    subject: titleOf(row['subject'] as string | null, { scenario, scenarios: handbook.scenarios, locale }),
    customer: customerOf(row, viewer, state),
    scenario: { key: state.scenario, name: textIn(scenario.definition.name, locale) },
    steps: stepsOf(state, scenario, { locale, handbook }),
    classes: classesOf(state, scenario, locale),
    status: state.status,
    awaiting: now.whom,
    awaitingSince: formatInstant(now.since),
    awaitingReason: reasonOf(now, scenario, locale),
    green: row['green'] === true,
    newReply: state.newReply,
    channel: state.channel,
    score: typeof state.facts['score'] === 'number' ? state.facts['score'] : null,
    team: state.teamId === null ? null : { id: state.teamId, name: String(row['team_name'] ?? '') },
    assignee: state.assigneeId === null ? null : { id: state.assigneeId, name: String(row['assignee_name'] ?? '') },
    lastMessage: messageOf(row),
    nextDue: clockOf(row, scenario, locale),
    openedAt: formatInstant(state.openedAt),
    closedAt: instantText(state.closedAt),
    updatedAt: formatInstant(row['updated_at'] as Instant),
    version: Number(row['version']),
    may: ASKED.filter((permission) => mayOn(viewer, permission, state)),
  }
}

/** Whoever may not read the customer learns that there is one, and no more than how the name begins. */
function customerOf(row: Row, viewer: Viewer, state: CaseState): CaseRow['customer'] {
  if (row['customer_id'] === null) return null
  const masked = !mayOn(viewer, 'customer.read', state)
  const name = String(row['customer_name'])
  return { id: String(row['customer_id']), name: masked ? maskName(name) : name, masked }
}

function stepsOf(state: CaseState, scenario: Scenario, { locale, handbook }: Pick<Reading, 'locale' | 'handbook'>): CaseRow['steps'] {
  return activeSteps(state).map((key) => {
    const step = scenario.steps.get(key)
    const standing = state.steps[key]!
    const role = step?.role ?? ''
    return {
      key,
      name: step === undefined ? key : textIn(step.name, locale),
      role,
      roleName: textIn(handbook.roleName(role) ?? role, locale),
      state: standing.opensAt !== null ? ('not_open' as const) : sentConfirmation(state, key) === undefined ? ('ours' as const) : ('asked' as const),
      since: formatInstant(standing.startedAt),
      opensAt: instantText(standing.opensAt),
    }
  })
}

function classesOf(state: CaseState, { definition }: Scenario, locale: Locale): CaseRow['classes'] {
  return definition.classification.flatMap(({ key, name, values }) => {
    const code = state.facts[key]
    if (code === undefined) return []
    const text = String(code)
    const said = Object.hasOwn(values, text) ? values[text] : undefined
    return [{ key, name: textIn(name, locale), code: text, codeName: said === undefined ? text : textIn(said, locale) }]
  })
}

/** For what it waits, in words: the handbook's name of the wait, or a sentence about the step. */
function reasonOf({ what }: Awaiting, { definition, steps }: Scenario, locale: Locale): string | null {
  if (what === null) return null
  if (what.kind === 'new_reply') return messageFor('case.awaiting_new_reply', {}, locale)
  if (what.kind === 'wait') return textIn(definition.waits[what.key]?.name ?? what.key, locale)
  const step = steps.get(what.key)
  return messageFor(`case.awaiting_${what.kind}`, { step: step === undefined ? what.key : textIn(step.name, locale) }, locale)
}

function messageOf(row: Row): CaseRow['lastMessage'] {
  if (row['direction'] === null) return null
  return { direction: row['direction'] as 'in' | 'out' | 'note', authorKind: String(row['author_kind']), at: formatInstant(row['said_at'] as Instant), text: hideCustomerLinks(String(row['excerpt'])) }
}

function clockOf(row: Row, { definition }: Scenario, locale: Locale): CaseRow['nextDue'] {
  if (row['clock_id'] === null) return null
  const key = String(row['clock_key'])
  const rule = definition.clocks.find((it) => it.key === key)
  return {
    clockId: String(row['clock_id']),
    key,
    name: rule === undefined ? key : textIn(rule.name, locale),
    clause: String(row['clause']),
    dueAt: row['due_at'] === null ? null : formatInstant(row['due_at'] as Instant),
    missed: row['missed_at'] !== null,
    provisional: row['provisional'] === true,
    paused: row['clock_status'] === 'paused',
  }
}
