import { ImapFlow } from 'imapflow'
import { Fault } from '#kernel/fault.ts'
import type { Log } from '#platform/log/log.ts'
import type { Mailbox } from './ports.ts'

/** Hosts of one's own network where a password may cross the wire unencrypted; this machine always may. */
export type DoorOptions = { readonly cleartextHosts?: readonly string[]; readonly log: Log; readonly socketMillisMax?: number }

const CONNECT_MS = 20_000
const IDLE_RENEW_MS = 9 * 60_000
const SILENCE_MS = 15 * 60_000

/** True for hosts whose way leads through nobody's wires, or that the operator named. */
export const mayBeClear = (host: string, { cleartextHosts = [] }: DoorOptions): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host) || cleartextHosts.includes(host)

/** Opens a signed-in IMAP connection. Faults: `mail.auth_failed`, `mail.cleartext_refused`, `mail.unreachable`, all retryable. */
export async function openImap({ imap, username, password }: Mailbox, options: DoorOptions): Promise<ImapFlow> {
  const clear = mayBeClear(imap.host, options)
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.secure,
    ...(imap.secure || clear ? {} : { doSTARTTLS: true }),
    tls: { rejectUnauthorized: !clear, minVersion: 'TLSv1.2' },
    auth: { user: username, pass: password },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_RENEW_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: options.socketMillisMax ?? SILENCE_MS,
    clientInfo: { name: 'CareLoop' },
  })
  client.on('error', (error: Error) => options.log.debug({ err: error, host: imap.host }, 'imap connection'))
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw new Fault(codeOf(error, imap.secure || clear), { cause: error, retryable: true, params: { host: imap.host } })
  }
}

function codeOf(error: unknown, mayGoOn: boolean): string {
  const { authenticationFailed } = error as { authenticationFailed?: boolean }
  if (authenticationFailed === true) return 'mail.auth_failed'
  return !mayGoOn && /STARTTLS/i.test(String(error)) ? 'mail.cleartext_refused' : 'mail.unreachable'
}

/** Says goodbye if the server still listens; the connection is gone afterwards in any case. */
export async function closeImap(client: ImapFlow): Promise<void> {
  if (client.usable) await client.logout().catch(() => undefined)
  client.close()
}
