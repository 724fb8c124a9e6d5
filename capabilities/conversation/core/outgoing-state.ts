/** How it stands with a message on its way to the customer. `seconds`: how long it can still be taken back at once. */
export type OutgoingState =
  | { readonly kind: 'going'; readonly seconds: number }
  | { readonly kind: 'scheduled' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled' }

/** Who wanted it later than this wanted it later; sooner is the time for second thoughts. */
const AT_ONCE_MS = 60_000
/** A message that is due is under way, even before anybody says so. */
const SECOND_MS = 1_000

/** What a sender is told of a message; null for one that is none of ours. Times are RFC 3339, `now` in milliseconds. */
export function outgoingState(message: { readonly state: string | null; readonly createdAt: string; readonly sendAt: string | null }, now: number): OutgoingState | null {
  switch (message.state) {
    case 'planned':
      return plannedState(Date.parse(message.createdAt), Date.parse(message.sendAt ?? message.createdAt), now)
    case 'claimed':
      return { kind: 'sending' }
    case 'sent':
    case 'failed':
    case 'uncertain':
    case 'cancelled':
      return { kind: message.state }
    default:
      return null
  }
}

function plannedState(writtenAt: number, sendAt: number, now: number): OutgoingState {
  if (sendAt <= now) return { kind: 'sending' }
  return sendAt - writtenAt > AT_ONCE_MS ? { kind: 'scheduled' } : { kind: 'going', seconds: Math.ceil((sendAt - now) / SECOND_MS) }
}

/** Whether something will become of it by itself in a moment, so that it is worth looking again. */
export const isMoving = (state: OutgoingState | null): boolean => state !== null && (state.kind === 'going' || state.kind === 'sending')
