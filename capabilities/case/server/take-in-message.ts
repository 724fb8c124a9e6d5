import { isThanks } from '#capabilities/conversation/core/thanks.ts'
import { insertAttachments, insertMessage, mailboxIntake, sealAddresses, type Addresses } from '#capabilities/conversation/server/commands.ts'
import { normaliseAddress } from '#capabilities/customer/core/normalise-address.ts'
import { insertCustomer, loadCustomer, loadCustomerByAddress, readCustomer, stillKnown } from '#capabilities/customer/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { CaseState } from '../core/case-state.ts'
import { caseSubject } from '../core/case-subject.ts'
import { takesMessages } from '../core/decide-words.ts'
import type { CaseDeps } from './case-deps.ts'
import { prepareOpening } from './follow-ups.ts'
import { runCases, type CaseRequest } from './run-cases.ts'
import { loadedCases, readCases } from './store.ts'

/** A message of a customer as its channel has read it. */
export type ArrivedMessage = {
  readonly channel: string
  readonly mailboxId: Id | null
  /** From an archive: nothing is sent because of it. */
  readonly imported: boolean
  readonly from: { readonly name: string; readonly address: string } | null
  readonly addresses: Addresses
  readonly subject: string | null
  readonly text: string
  readonly html: string | null
  readonly reply: string
  readonly auto: 'none' | 'reply' | 'bounce' | 'list'
  readonly mailId: string | null
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly rawSha256: string
  readonly files: readonly { readonly name: string | null; readonly type: string; readonly sha256: string; readonly content: Uint8Array; readonly contentId: string | null }[]
  /** The case whose unforgeable token the message bears; sender and subject prove nothing. */
  readonly caseId: Id | null
  /** Marks the stored original as taken, in the same transaction. */
  readonly settle: (messageId: Id, at: Instant) => Statement
}

export type TakenIn = { readonly taken: true; readonly caseId: Id; readonly messageId: Id } | { readonly taken: false; readonly refused: string }

const NAME_MAX = 80
const MERGES_MAX = 10

/** A message becomes part of its case, or opens one: customer, message, files, case and original in one transaction. */
export async function takeInMessage(deps: CaseDeps, files: FileStore, message: ArrivedMessage): Promise<TakenIn> {
  const at = deps.now()
  const messageId = deps.newId()
  const [customer, target, stored] = await Promise.all([customerOf(deps, message, at), message.caseId === null ? null : knownCase(deps, message.caseId), storeFiles(deps, files, { message, messageId, at })])
  const rows = (caseId: Id, customerId: Id | null): readonly Statement[] => [...customer.insert, messageRow(deps, message, { messageId, caseId, customerId, at }), ...stored, message.settle(messageId, at)]
  const speaks = message.auto === 'none' && !isThanks(message.reply)
  if (target !== null && (!speaks || (await belongs(deps, target, at)))) return addToCase(deps, message, { target, messageId, rows, at })
  return openForMessage(deps, message, { messageId, customerId: customer.id, tier: customer.tier, rows, at, earlier: target?.id ?? null })
}

/** The sender as a customer: known by address, else new; without a sender the case belongs to nobody known. */
async function customerOf(deps: CaseDeps, { from }: ArrivedMessage, at: Instant) {
  const address = from === null ? null : normaliseAddress('email', from.address)
  if (from === null || address === null) return { id: null, tier: null, insert: [] }
  const known = readCustomer(await deps.db.query(loadCustomerByAddress(deps.sealing, 'email', address)))
  if (known !== null) return { id: known.id, tier: known.tier, insert: [stillKnown(known.id)] }
  const id = deps.newId()
  const name = (from.name.trim() || address.slice(0, address.lastIndexOf('@'))).slice(0, NAME_MAX)
  const contactPoints = [{ id: deps.newId(), kind: 'email' as const, value: address }]
  return { id, tier: null, insert: insertCustomer({ id, kind: 'person', name, company: null, locale: 'zh-CN', tier: null, contactPoints }, at, deps.sealing) }
}

/** The case of a token, unless its customer was erased since: then the letter begins anew. */
async function knownCase(deps: CaseDeps, id: Id): Promise<CaseState | null> {
  const state = await livingCase(deps, id)
  if (state === null || state.customerId === null) return state
  return readCustomer(await deps.db.query(loadCustomer(state.customerId)))?.erased === true ? null : state
}

/** The case of a token, or the one it was merged into. */
async function livingCase(deps: CaseDeps, id: Id): Promise<CaseState | null> {
  let next: Id | null = id
  for (let hops = 0; next !== null && hops < MERGES_MAX; hops++) {
    const loaded: CaseState | undefined = loadedCases(await deps.db.query(readCases([next])), { rows: [], rowCount: 0 }).get(next)?.aggregate.state
    if (loaded === undefined || loaded.mergedInto === null) return loaded ?? null
    next = loaded.mergedInto
  }
  return null
}

async function belongs(deps: CaseDeps, state: CaseState, at: Instant): Promise<boolean> {
  const handbook = await deps.handbooks.version(state.handbook)
  return takesMessages(state, must(handbook.scenario(state.scenario), 'a case has its scenario'), at)
}

type Storing = { readonly message: ArrivedMessage; readonly messageId: Id; readonly at: Instant }

/** Files are on disk before the transaction that refers to them commits. */
async function storeFiles(deps: CaseDeps, files: FileStore, { message, messageId, at }: Storing): Promise<readonly Statement[]> {
  const stored = await Promise.all(message.files.map(async (file) => ({ file, put: await files.put(deps.newId(), file.content, at) })))
  if (stored.length === 0) return []
  const attachments = stored.map(({ file, put }, position) => ({ id: deps.newId(), messageId, fileId: put.id, name: file.name ?? '', type: file.type, bytes: put.bytes, sha256: put.sha256, contentId: file.contentId, position }))
  return [...stored.map(({ put }) => put.insert), insertAttachments(attachments)]
}

type Placing = { readonly messageId: Id; readonly caseId: Id; readonly customerId: Id | null; readonly at: Instant }

const messageRow = (deps: CaseDeps, message: ArrivedMessage, { messageId, caseId, customerId, at }: Placing): Statement =>
  insertMessage(
    {
      id: messageId,
      caseId,
      customerId,
      direction: 'in',
      channel: message.channel,
      author: { kind: 'customer', id: customerId },
      mailboxId: message.mailboxId,
      subject: message.subject,
      text: message.text,
      html: message.html,
      replyText: message.reply,
      auto: message.auto,
      mailId: message.mailId,
      inReplyTo: message.inReplyTo,
      references: message.references,
      fromName: message.from?.name ?? null,
      addresses: sealAddresses(deps.sealing, messageId, message.addresses),
      rawSha256: message.rawSha256,
    },
    at,
  )

type Rows = (caseId: Id, customerId: Id | null) => readonly Statement[]
type Adding = { readonly target: CaseState; readonly messageId: Id; readonly rows: Rows; readonly at: Instant }

/** A holder of the token may add a message, never confirm anything by it. */
async function addToCase(deps: CaseDeps, message: ArrivedMessage, { target, messageId, rows, at }: Adding): Promise<TakenIn> {
  const auto = message.imported && message.auto === 'none' ? 'import' : message.auto
  const request: CaseRequest = {
    caseId: target.id,
    command: { type: 'receiveMessage', at, messageId, auto, thanks: isThanks(message.reply) },
    actor: { kind: 'customer', id: target.customerId },
    commandId: deps.newId(),
    requestId: null,
    rows: () => rows(target.id, target.customerId),
  }
  const [result] = await runCases(deps, [request])
  return result?.ok === true ? { taken: true, caseId: target.id, messageId } : { taken: false, refused: result?.ok === false ? result.refusal.code : 'case.not_found' }
}

type OpeningFor = { readonly messageId: Id; readonly customerId: Id | null; readonly tier: string | null; readonly rows: Rows; readonly at: Instant; readonly earlier: Id | null }

async function openForMessage(deps: CaseDeps, message: ArrivedMessage, { messageId, customerId, tier, rows, at, earlier }: OpeningFor): Promise<TakenIn> {
  const intake = await intakeOf(deps, message.mailboxId)
  if (intake === null) return { taken: false, refused: 'case.scenario_unknown' }
  const caseId = deps.newId()
  const auto = message.imported && message.auto === 'none' ? 'import' : message.auto
  const facts = tier === null ? {} : { 'customer.tier': tier }
  const prepared = await prepareOpening(deps, { caseId, scenario: intake.scenario, customerId, channel: message.channel, teamId: intake.teamId, role: null, parentId: null, facts, messageId, auto, observed: false, at })
  if (prepared === undefined) return { taken: false, refused: 'case.scenario_unknown' }
  const common = { caseId, actor: { kind: 'customer' as const, id: customerId }, commandId: deps.newId(), requestId: null }
  const opening: CaseRequest = { ...common, command: prepared.command, scenario: prepared.scenario, subject: caseSubject(message.subject, message.reply), rows: () => rows(caseId, customerId), ...(customerId === null ? {} : { newCustomer: customerId }) }
  const link: readonly CaseRequest[] = earlier === null ? [] : [{ ...common, commandId: deps.newId(), command: { type: 'link', at, otherId: earlier } }]
  const [result] = await runCases(deps, [opening, ...link], [], { together: true })
  return result?.ok === true ? { taken: true, caseId, messageId } : { taken: false, refused: result?.ok === false ? result.refusal.code : 'case.not_found' }
}

/** What a mailbox opens, and who gets it; messages from nowhere in particular open the scenario that takes them in. */
async function intakeOf(deps: CaseDeps, mailboxId: Id | null): Promise<{ readonly scenario: string; readonly teamId: Id | null } | null> {
  if (mailboxId !== null) {
    const [row] = (await deps.db.query(mailboxIntake(mailboxId))).rows
    if (row !== undefined) return { scenario: String(row['scenario']), teamId: row['team_id'] as Id | null }
  }
  const { scenarios } = await deps.handbooks.current()
  const scenario = scenarios.find((each) => each.definition.intake === true)?.definition.key
  return scenario === undefined ? null : { scenario, teamId: null }
}
