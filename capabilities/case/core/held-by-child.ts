type Standing = { readonly status: string; readonly awaiting: string }

/** Whether a case that is resolved has nothing left to do itself, and closes as soon as the cases that came of it are done. */
export const heldByChild = ({ status, awaiting }: Standing): boolean => status === 'resolved' && awaiting === 'nobody'
