/** What the first run asks for, in this order. */
export const SETUP_STEPS = ['company', 'hours', 'mailbox', 'colleagues'] as const
export type SetupStep = (typeof SETUP_STEPS)[number]
