import { refused } from '#kernel/decision.ts'
import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { notFound } from '#platform/http/problem.ts'
import type { ConversationEvent, MailboxChange, MailboxCheck, MailboxTrial, NewMailbox } from '../contract.ts'
import { changedSettings, mailboxChangeRefusal } from '../core/mailbox-rules.ts'
import { DONE, happened, requireAll, requireSight, type Asked, type Outcome } from './conversation-deps.ts'
import { mailboxById, sealPassword } from './mailbox-commands.ts'
import { insertMailbox, mailboxToChange, readMailboxes, setMailboxArchived, teamWorks, updateMailbox, type StoredMailbox } from './mailbox-store.ts'

/** A mailbox from which mails are read as soon as it is there. */
export async function createMailbox(asked: Asked, input: NewMailbox): Promise<Outcome<{ readonly id: Id }>> {
  const { deps, context, viewer } = asked
  requireAll(viewer, 'mailbox.manage')
  if (!(await deps.scenarioKnown(input.scenario))) return refused('mailbox.unknown_scenario', { scenario: input.scenario })
  const id = deps.newId()
  const { teamId = null, active = true, plusAddressing = true, password, ...settings } = input
  const mailbox = { ...settings, id, address: settings.address.toLowerCase(), name: settings.name.trim(), teamId, active, plusAddressing }
  return unlessTaken(() => deps.db.transaction<Outcome<{ readonly id: Id }>>([teamWorks(teamId)], async ([team]) => {
    if (teamId !== null && team?.rowCount !== 1) return { abandon: true, answer: refused('mailbox.unknown_team') }
    const event = happened(asked, { kind: 'mailbox', id }, { type: 'mailbox.created', data: { scenario: mailbox.scenario, teamId, active } })
    return { writes: [insertMailbox(mailbox, sealPassword(deps.sealing, id, password), context.at), event, ...context.settle({ mailbox: id })], answer: { ok: true, value: { id } } }
  }))
}

/** Changes settings; a password that is not given stays. */
export async function changeMailbox(asked: Asked, id: Id, change: MailboxChange): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  requireSight(viewer, 'mailbox.manage')
  const scenarioKnown = change.scenario === undefined || (await deps.scenarioKnown(change.scenario))
  const teamId = change.teamId ?? null
  return deps.db.transaction<Outcome<null>>([mailboxToChange(id), teamWorks(teamId)], async ([rows, team]) => {
    const mailbox = there(rows)
    const refusal = mailboxChangeRefusal({ ...mailbox, archived: mailbox.archivedAt !== null }, change)
    if (refusal !== null) return { abandon: true, answer: refusal }
    if (!scenarioKnown) return { abandon: true, answer: refused('mailbox.unknown_scenario', { scenario: change.scenario ?? '' }) }
    if (teamId !== null && team?.rowCount !== 1) return { abandon: true, answer: refused('mailbox.unknown_team') }
    const { password, ...settings } = change
    const sealed = password === undefined ? null : sealPassword(deps.sealing, id, password)
    const event = happened(asked, { kind: 'mailbox', id }, { type: 'mailbox.changed', data: { fields: changedSettings(change) } })
    return { writes: [updateMailbox({ ...mailbox, ...settings }, sealed), event, ...context.settle({ mailbox: id })], answer: DONE }
  })
}

/** No longer read and written from; its mails stay. */
export const archiveMailbox = (asked: Asked, id: Id): Promise<Outcome<null>> =>
  archiving(asked, id, ({ archivedAt }) => (archivedAt === null ? { set: setMailboxArchived(id, asked.context.at), event: { type: 'mailbox.archived', data: {} } } : refused('mailbox.archived')))

/** Read again from where it was left; its address must be free. */
export const restoreMailbox = (asked: Asked, id: Id): Promise<Outcome<null>> =>
  archiving(asked, id, ({ archivedAt }) => (archivedAt === null ? refused('mailbox.not_archived') : { set: setMailboxArchived(id, null), event: { type: 'mailbox.restored', data: {} } }))

type Change = { readonly set: Statement; readonly event: ConversationEvent }

function archiving(asked: Asked, id: Id, decide: (mailbox: StoredMailbox) => Change | Extract<Outcome<null>, { ok: false }>): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  requireSight(viewer, 'mailbox.manage')
  return unlessTaken(() => deps.db.transaction<Outcome<null>>([mailboxToChange(id)], async ([rows]) => {
    const decided = decide(there(rows))
    if ('ok' in decided) return { abandon: true, answer: decided }
    return { writes: [decided.set, happened(asked, { kind: 'mailbox', id }, decided.event), ...context.settle({ mailbox: id })], answer: DONE }
  }))
}

/** Tries both doors with settings that nobody has kept yet. */
export async function tryMailbox({ deps, viewer }: Asked, settings: MailboxTrial): Promise<MailboxCheck> {
  requireAll(viewer, 'mailbox.manage')
  return deps.checkMailbox({ ...settings, id: deps.newId(), name: settings.address, plusAddressing: false })
}

/** Tries both doors with the password that is kept. */
export async function checkMailbox({ deps, viewer }: Asked, id: Id): Promise<MailboxCheck> {
  requireSight(viewer, 'mailbox.manage')
  const mailbox = await mailboxById(deps.db, deps.sealing, id)
  if (mailbox === null) throw notFound()
  return deps.checkMailbox(mailbox)
}

function there(rows: Rows | undefined): StoredMailbox {
  const [mailbox] = rows === undefined ? [] : readMailboxes(rows)
  if (mailbox === undefined) throw notFound()
  return mailbox
}

/** An address that another mailbox has is a refusal with a name, not a fault of the database. */
async function unlessTaken<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault && error.code === 'db.conflict' && error.params['constraint'] === 'mailboxes_address') return refused('mailbox.address_taken')
    throw error
  }
}
