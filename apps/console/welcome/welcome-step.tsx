import type { SetupStep } from '#capabilities/access/core/setup-step.ts'
import { CompanyForm } from '#capabilities/access/web/setup/company-form.tsx'
import { useSetupWords } from '#capabilities/access/web/setup/use-setup-words.ts'
import { InviteForm } from '#capabilities/access/web/people/invite-form.tsx'
import { MailboxForm } from '#capabilities/conversation/web/mailboxes/mailbox-form.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { setupQuery } from '#capabilities/access/web/pieces/setup-data.ts'
import { useScenarioChoices } from '../admin/use-scenario-choices.ts'
import { HoursStep } from './hours-step.tsx'

/** What is to be done in one step of the first run. */
export function WelcomeStep({ step, onDone }: { readonly step: SetupStep; readonly onDone: () => void }) {
  const say = useSetupWords()
  const cache = useQueryClient()
  const scenarios = useScenarioChoices()
  switch (step) {
    case 'company': return <CompanyForm submit={say('welcome.next')} onDone={onDone} />
    case 'hours': return <HoursStep onDone={onDone} />
    case 'mailbox': return scenarios.length === 0 ? null : <MailboxForm mailbox={null} scenarios={scenarios} onDone={onDone} />
    case 'colleagues': return <InviteForm onIssued={() => void cache.invalidateQueries(setupQuery)} />
  }
}
