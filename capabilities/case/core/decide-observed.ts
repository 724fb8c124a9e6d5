import type { CaseCommand } from './case-command.ts'
import { endClocks } from './clock-rules.ts'
import { reopenCase } from './decide-words.ts'
import { emit, refuse, type Unfolding } from './unfolding.ts'

/** History from another help desk: what its log says happened, and not a word more. No step is claimed done. */
export function observe(u: Unfolding, command: Extract<CaseCommand, { type: 'observe' }>): void {
  if (!u.state.observed) refuse('case.observed')
  switch (command.happening) {
    case 'assigned':
    case 'told':
      return emit(u, { type: 'case.observed', at: u.at, happening: command.happening })
    case 'waiting':
      return u.state.wait === null ? emit(u, { type: 'case.waiting_started', at: u.at, reason: 'imported', until: null, by: null }) : undefined
    case 'resumed':
      return u.state.wait === null ? undefined : emit(u, { type: 'case.waiting_ended', at: u.at, why: 'person' })
    case 'resolved':
      return u.state.status === 'open' ? emit(u, { type: 'case.resolved', at: u.at }) : undefined
    case 'reopened':
      return u.state.status === 'open' ? undefined : reopenCase(u, 'import')
    case 'closed':
      return u.state.status === 'closed' ? undefined : emit(u, { type: 'case.closed', at: u.at, dismissal: null })
    case 'ended':
      return endClocks(u)
  }
}
