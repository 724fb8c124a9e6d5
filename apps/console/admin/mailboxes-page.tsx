import { MailboxesScreen } from '#capabilities/conversation/web/screens/mailboxes-screen.tsx'
import { useScenarioChoices } from './use-scenario-choices.ts'

/** Mailboxes, with the scenarios that their mails can open. */
export function MailboxesPage() {
  return <MailboxesScreen scenarios={useScenarioChoices()} />
}
