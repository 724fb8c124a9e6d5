import type { CaseCommand } from './case-command.ts'
import { startStep, tellCustomer } from './step-flow.ts'
import { emit, type Unfolding } from './unfolding.ts'

/** A case begins: numbered, owned by a team, at the first step of its scenario. Imported history only runs on clocks. */
export function openCase(u: Unfolding, command: Extract<CaseCommand, { type: 'openCase' }>): void {
  const { definition, handbook } = u.facts.scenario
  emit(u, {
    type: 'case.opened',
    at: u.at,
    caseId: command.caseId,
    number: command.number,
    scenario: definition.key,
    handbook,
    customerId: command.customerId,
    channel: command.channel,
    teamId: command.teamId,
    parentId: command.parentId,
    observed: command.observed,
    facts: command.facts,
  })
  if (command.observed) return
  if (command.messageId !== null) emit(u, { type: 'case.message_received', at: u.at, messageId: command.messageId, auto: command.auto, thanks: false, awaiting: 'us' })
  startStep(u, definition.start)
  // Acknowledged is who wrote to us and can be written to; what a colleague took down on the telephone, nobody has sent us.
  const wrote = command.messageId !== null && command.auto === 'none' && command.channel !== 'phone' && u.facts.mailable
  if (wrote && definition.acknowledgement !== undefined) tellCustomer(u, definition.acknowledgement, null, 'acknowledgement')
}
