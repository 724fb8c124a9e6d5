import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer, connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Id } from '#kernel/id.ts'
import type { Mailbox } from '#channels/email/ports.ts'
import { startSmtpStandIn, type SmtpStandIn } from '../standins/smtp-stand-in.ts'
import type { MailServers } from '../mail-server-contract.ts'

const PASSWORD = 'secret'

/** Debian's Dovecot and Postfix on ports and in a folder of their own. What customers receive at cust.test goes to `outside`. */
export type DebianServers = MailServers & { readonly outside: SmtpStandIn }

/** Both programs give up root by themselves, but must begin with it. */
const asRoot = (args: readonly string[]): readonly string[] => (process.getuid?.() === 0 ? args : ['sudo', '-n', ...args])

export async function startDebianServers(): Promise<DebianServers> {
  const folder = await mkdtemp(join(tmpdir(), 'careloop-mail-'))
  await chmod(folder, 0o755)
  const ports = { imap: await freePort(), lmtp: await freePort(), smtp: await freePort() }
  const outside = await startSmtpStandIn({ refuses: (address) => address.startsWith('nobody@') })
  try {
    await startDovecot(folder, ports)
    await startPostfix(folder, { ...ports, outside: outside.port })
    await Promise.all([greeting(ports.imap), greeting(ports.smtp)])
  } catch (error) {
    await stopAll(folder, outside)
    throw error
  }
  const mailbox = (user: string, number: number): Mailbox => ({
    id: `019ab000-0000-7000-8000-00000000000${number}` as Id,
    address: `${user}@care.test`,
    imap: { host: '127.0.0.1', port: ports.imap, secure: false },
    smtp: { host: '127.0.0.1', port: ports.smtp, secure: false },
    username: `${user}@care.test`,
    password: PASSWORD,
  })
  return { outside, anna: mailbox('anna', 1), bo: mailbox('bo', 2), refusedAddress: 'nobody@elsewhere.test', stop: () => stopAll(folder, outside) }
}

async function stopAll(folder: string, outside: SmtpStandIn): Promise<void> {
  await root(['/usr/sbin/postfix', '-c', join(folder, 'postfix'), 'stop']).catch(() => undefined)
  const pid = await readFile(join(folder, 'dovecot/run/master.pid'), 'utf8').catch(() => '')
  if (pid !== '') await root(['kill', pid.trim()]).catch(() => undefined)
  await outside.close()
  await root(['rm', '-rf', folder])
}

/** Nothing is piped: a daemon would keep the pipe open for ever. */
async function root(args: readonly string[]): Promise<void> {
  const [program = '', ...rest] = asRoot(args)
  const child = spawn(program, rest, { stdio: 'ignore' })
  const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`)
}

type Ports = { readonly imap: number; readonly lmtp: number; readonly smtp: number }

async function startDovecot(folder: string, { imap, lmtp }: Ports): Promise<void> {
  const home = join(folder, 'dovecot')
  await mkdir(join(home, 'mail'), { recursive: true })
  await root(['chown', '-R', 'mail:mail', join(home, 'mail')])
  const config = join(home, 'dovecot.conf')
  await writeFile(config, dovecotConfig(home, { imap, lmtp }))
  await root(['/usr/sbin/dovecot', '-c', config])
}

const dovecotConfig = (home: string, { imap, lmtp }: Pick<Ports, 'imap' | 'lmtp'>): string => `
protocols = imap lmtp
base_dir = ${home}/run
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
log_path = ${home}/log
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
mail_location = maildir:${home}/mail/%u
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
first_valid_gid = 1
recipient_delimiter = +
service imap-login {
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${home}/mail/%u allow_all_users=yes
}
`

async function startPostfix(folder: string, ports: Ports & { readonly outside: number }): Promise<void> {
  const config = join(folder, 'postfix')
  await mkdir(config)
  await Promise.all([mkdir(join(folder, 'queue')), mkdir(join(folder, 'data'))])
  await root(['chown', 'postfix', join(folder, 'data')])
  await writeFile(join(config, 'main.cf'), mainConfig(folder, ports))
  await writeFile(join(config, 'master.cf'), masterConfig(ports.smtp))
  await root(['chown', '-R', 'root:root', config, join(folder, 'queue')])
  await root(['/usr/sbin/postfix', '-c', config, 'start'])
}

const mainConfig = (folder: string, { lmtp, outside }: Ports & { readonly outside: number }): string => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.care.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = care.test
virtual_transport = lmtp:inet:127.0.0.1:${lmtp}
transport_maps = inline:{cust.test=smtp:[127.0.0.1]:${outside}}
smtpd_relay_restrictions = permit_mynetworks,reject
smtpd_recipient_restrictions = check_recipient_access inline:{elsewhere.test=REJECT}, permit_mynetworks, reject
maillog_file = ${folder}/maillog
maillog_file_prefixes = ${folder}
disable_dns_lookups = yes
smtp_host_lookup = native
recipient_delimiter = +
message_size_limit = 100000000
alias_maps =
local_recipient_maps =
`

const masterConfig = (smtp: number): string => `
127.0.0.1:${smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Daemons answer a moment after their start command has ended. */
async function greeting(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const heard = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('data', () => resolve(socket.destroy() !== null))
      socket.once('error', () => resolve(false))
    })
    if (heard) return
    if (tries === 100) throw new Error(`nobody answers on port ${port}`)
    await pause(50)
  }
}
