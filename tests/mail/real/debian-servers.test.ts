import { describe } from 'vitest'
import { mailServerContract } from '../mail-server-contract.ts'
import { startDebianServers } from './debian-servers.ts'

describe.runIf(process.env['CARELOOP_TEST_MAIL_SERVERS'] === '1')('on real servers', () => {
  mailServerContract('Dovecot and Postfix of Debian', startDebianServers)
})
