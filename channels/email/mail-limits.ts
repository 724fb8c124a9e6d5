/** How much of a mail the product reads. Bytes are raw bytes, chars are UTF-16 units. */
export type MailLimits = {
  readonly mailBytesMax: number
  readonly headerBytesMax: number
  readonly headerFieldsMax: number
  readonly depthMax: number
  readonly partsMax: number
  readonly addressesMax: number
  readonly bodyCharsMax: number
}

/** Why a mail was not read; it waits in quarantine under this code. */
export type MailRejectionCode =
  | 'mail.empty' | 'mail.too_large' | 'mail.header_too_large' | 'mail.too_deep' | 'mail.too_many_parts'
  | 'mail.too_many_addresses' | 'mail.too_slow' | 'mail.too_heavy' | 'mail.unreadable'

export type MailRejection = { readonly rejected: MailRejectionCode }

/** The mail itself comes base64 encoded: 50 MB of files weigh 68 MB on the wire. */
export const MAIL_LIMITS: MailLimits = {
  mailBytesMax: 72 * 1024 * 1024,
  headerBytesMax: 1024 * 1024,
  headerFieldsMax: 5_000,
  depthMax: 40,
  partsMax: 2_000,
  addressesMax: 2_000,
  bodyCharsMax: 2_000_000,
}
