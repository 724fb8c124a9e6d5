import { randomBytes } from 'node:crypto'
import type { SealedColumn } from './reseal.ts'
import { decrypt, encrypt } from './sealing.ts'
import type { Sealing } from './sealing.ts'

/** A customer's own key, under which old values are kept; deleting it erases them. */
export type SubjectKey = { seal(plain: string, context: string): string; open(sealed: string, context: string): string }

const wrapContext = (customerId: string): string => `subject key ${customerId}`
/** Where the keys of customers are sealed. */
export const SUBJECT_KEY_SEALED: SealedColumn = { table: 'subject_keys', id: 'customer_id', idType: 'uuid', column: 'wrapped_key', form: 'text', context: wrapContext }

/** A new wrapped key for a customer, to be stored in subject_keys. */
export const newSubjectKey = (sealing: Sealing, customerId: string): string =>
  sealing.seal(randomBytes(32).toString('base64'), wrapContext(customerId))

/** Unwraps a customer's key. */
export function openSubjectKey(sealing: Sealing, wrapped: string, customerId: string): SubjectKey {
  const key = Buffer.from(sealing.open(wrapped, wrapContext(customerId)), 'base64')
  return {
    seal: (plain, context) => encrypt(key, Buffer.from(plain, 'utf8'), context).toString('base64url'),
    open: (sealed, context) => decrypt(key, 'subject', Buffer.from(sealed, 'base64url'), context).toString('utf8'),
  }
}
