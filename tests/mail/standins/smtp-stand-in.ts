import type { SMTPServer, SMTPServerOptions } from 'smtp-server'
import { listenForMail, type Done } from './listen-for-mail.ts'

/** What the stand-in does with the next mails: one entry per mail, in order; without entries it accepts. */
export type SmtpAnswer = 'accept' | 'defer' | 'refuse' | 'refuse_recipient' | 'defer_recipient' | 'accept_and_drop' | 'drop'

export type AcceptedMail = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }

/** An SMTP server that accepts everything it is not told to refuse, and never de-duplicates: a mail sent twice is there twice. */
export type SmtpStandIn = {
  readonly port: number
  readonly accepted: readonly AcceptedMail[]
  readonly script: SmtpAnswer[]
  /** Resolves when the nth mail has been received whole (whatever is answered to it). */
  received(times?: number): Promise<void>
  /** How many connections were ever opened. */
  connections(): number
  dropConnections(): void
  close(): Promise<void>
}
export type SmtpStandInOptions = {
  /** Signing in is offered to these; nobody may send without it when there are any. */
  readonly users?: Readonly<Record<string, string>>
  /** Addresses that are refused for good. */
  readonly refuses?: (address: string) => boolean
  readonly onAccepted?: (mail: AcceptedMail) => void
}

type Waiter = { readonly times: number; readonly resolve: () => void }

export async function startSmtpStandIn({ users = {}, refuses = () => false, onAccepted = () => undefined }: SmtpStandInOptions = {}): Promise<SmtpStandIn> {
  const accepted: AcceptedMail[] = []
  const script: SmtpAnswer[] = []
  let connections = 0
  const waiters: Waiter[] = []
  let received = 0
  const arrived = () => {
    received += 1
    for (const { times, resolve } of waiters) if (received >= times) resolve()
  }
  const accept = (mail: AcceptedMail) => {
    accepted.push(mail)
    onAccepted(mail)
  }
  const needsAuth = Object.keys(users).length > 0
  const hooks: SMTPServerOptions = {
    authOptional: !needsAuth,
    allowInsecureAuth: true,
    disabledCommands: needsAuth ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    onConnect: (_session, done) => ((connections += 1), done()),
    onAuth: ({ username, password }, _session, done) =>
      users[username ?? ''] === password ? done(null, { user: username }) : done(new Error('wrong name or password')),
    onRcptTo: ({ address }, _session, done) => {
      const answer = script[0]
      if (refuses(address)) return done(refusal(550, '5.1.1 no such user'))
      if (answer !== 'refuse_recipient' && answer !== 'defer_recipient') return done()
      script.shift()
      done(answer === 'refuse_recipient' ? refusal(550, '5.1.1 no such user') : refusal(450, '4.2.1 try again later'))
    },
  }
  const { server, port } = await listenForMail(hooks, (raw, { envelope: { mailFrom, rcptTo } }, done) => {
    const mail = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), raw }
    answer(script.shift() ?? 'accept', { mail, done, drop: () => dropAll(server), accept })
    arrived()
  })
  return {
    port,
    accepted,
    script,
    received: (times = 1) => new Promise((resolve) => (received >= times ? resolve() : waiters.push({ times, resolve }))),
    connections: () => connections,
    dropConnections: () => dropAll(server),
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(resolve))
      dropAll(server)
      return closed
    },
  }
}

const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode })

type Ending = { readonly mail: AcceptedMail; readonly done: Done; readonly drop: () => void; readonly accept: (mail: AcceptedMail) => void }

function answer(kind: SmtpAnswer, { mail, done, drop, accept }: Ending): void {
  switch (kind) {
    case 'accept':
      accept(mail)
      return done()
    case 'defer':
    case 'defer_recipient':
      return done(refusal(451, '4.3.0 not now'))
    case 'refuse':
    case 'refuse_recipient':
      return done(refusal(554, '5.6.0 not this'))
    case 'accept_and_drop':
      accept(mail)
      return drop()
    case 'drop':
      return drop()
  }
}

function dropAll(server: SMTPServer): void {
  for (const connection of server.connections) socketOf(connection)?.destroy()
}

/** smtp-server keeps the socket of a connection without typing it. */
const socketOf = (connection: unknown): { destroy(): void } | undefined => (connection as { _socket?: { destroy(): void } })._socket
