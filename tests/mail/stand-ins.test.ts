import { mailServerContract } from './mail-server-contract.ts'
import { startStandInServers } from './standins/stand-in-servers.ts'

mailServerContract('the stand-ins of npm test', startStandInServers)
