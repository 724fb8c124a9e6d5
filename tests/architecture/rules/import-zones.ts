import { findImports, type Import } from '../find-imports.ts'
import { CAPABILITIES, roomOf, type Room, type Zone } from '../rooms.ts'
import { isTest, type Breach, type SourceFile } from '../source-file.ts'

/** Imports run one way, downwards: who may know whom. Tests may know everybody. */
export function importZones(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap((file) => findImports(file).flatMap((found) => breachOf(found)))
}

function breachOf(found: Import): readonly Breach[] {
  const remedy = crossesByRelativePath(found) ?? (isTest(found.from) ? null : remedyFor(found))
  if (remedy === null) return []
  return [{ path: found.from, line: found.line, what: `imports ${found.specifier}`, remedy }]
}

function crossesByRelativePath(found: Import): string | null {
  if (found.target === null || !found.specifier.startsWith('.')) return null
  if (found.target.startsWith('..')) return 'nothing outside the repository may be imported'
  const home = (path: string): string => path.split('/').slice(0, /^(capabilities|channels)\//.test(path) ? 2 : 1).join('/')
  return home(found.from) === home(found.target) || isRootFile(found.target)
    ? null
    : `across rooms write #${found.target}; relative paths stay inside a room`
}

const isRootFile = (path: string): boolean => !path.includes('/')

function remedyFor(found: Import): string | null {
  const from = roomOf(found.from)
  if (found.target === null) return packageRemedy(from, found.specifier)
  if (isTest(found.target) && from.zone !== 'bench') return 'product code never imports tests: move what both need into the room that owns it'
  const to = roomOf(found.target)
  if (from.floor === -1 && found.from.startsWith('capabilities/')) return `${from.owner} has no place in the order of capabilities: add it to tests/architecture/rooms.ts`
  return MAY[from.zone](from, to, found)
}

function packageRemedy(from: Room, specifier: string): string | null {
  if (from.zone === 'kernel') return 'the kernel imports nothing: pass in what it needs, or move the code to platform/'
  if (from.zone === 'core' && specifier.startsWith('node:')) return 'a core also runs in the browser: take the value as an argument, or move the code to server/'
  return null
}

type May = (from: Room, to: Room, found: Import) => string | null

const own = (from: Room, to: Room): boolean => from.owner === to.owner && to.floor !== -1
const below = (from: Room, to: Room): boolean => to.floor !== -1 && to.floor < from.floor
const oneOf = (to: Room, ...zones: readonly Zone[]): boolean => zones.includes(to.zone)

const upward = (from: Room, to: Room): string | null =>
  to.floor > from.floor
    ? `${from.owner} stands below ${to.owner} and never calls it: declare a reaction in ${to.owner}/core/reactions.ts (${CAPABILITIES[from.floor]} → ${CAPABILITIES[to.floor]})`
    : null

const mayCore: May = (from, to, found) => {
  if (oneOf(to, 'kernel') || (own(from, to) && to.zone === 'core') || (below(from, to) && to.zone === 'core')) return null
  if (own(from, to) && oneOf(to, 'contract', 'definition') && found.typeOnly) return null
  return upward(from, to) ?? 'a core knows the kernel, cores below and types of its own contract and definition: pass the rest in as an argument'
}

const mayContract: May = (from, to) => {
  if (oneOf(to, 'kernel') || ((own(from, to) || below(from, to)) && oneOf(to, 'core', 'contract'))) return null
  return upward(from, to) ?? 'a contract knows the kernel, and cores and contracts of its own capability and of those below'
}

const mayDefinition: May = (from, to) => {
  if (oneOf(to, 'kernel') || ((own(from, to) || below(from, to)) && oneOf(to, 'core', 'contract', 'definition'))) return null
  return upward(from, to) ?? 'a definition knows the kernel, and cores, contracts and definitions of its own capability and of those below'
}

/** What a capability opens of its server to those above it. Access decides visibility for everybody, in one place. */
const DOORS = ['server/commands.ts', 'server/visibility.ts', 'server/case-walks.ts', 'server/register-access.ts', 'server/searching.ts']

const mayServer: May = (from, to) => {
  if (oneOf(to, 'kernel', 'platform') || (own(from, to) && oneOf(to, 'core', 'contract', 'definition', 'server'))) return null
  // Cores and definitions below are pure: a server calls them as its own core does.
  if (below(from, to) && (oneOf(to, 'contract', 'core', 'definition') || DOORS.includes(to.inside))) return null
  return upward(from, to) ?? `a server knows its own room, platform/, and of those below cores, definitions, contract.ts and the doors of the server: ${DOORS.join(', ')}`
}

const mayWeb: May = (from, to) => {
  if (oneOf(to, 'kernel', 'ui') || (own(from, to) && oneOf(to, 'core', 'contract', 'web'))) return null
  if (below(from, to) && (oneOf(to, 'core', 'contract') || to.inside.startsWith('web/pieces/'))) return null
  return upward(from, to) ?? 'a screen knows contracts, cores, ui/ and the pieces of those below, never a server'
}

const mayChannel: May = (from, to) => {
  if (oneOf(to, 'kernel', 'platform') || (to.zone === 'channels' && to.owner === from.owner)) return null
  if (to.owner === 'conversation' && to.zone === 'contract') return null
  return 'a channel knows the kernel, platform/ and capabilities/conversation/contract.ts: hand the message over through that contract'
}

const only = (remedy: string, ...zones: readonly Zone[]): May => (_from, to) => (zones.includes(to.zone) ? null : remedy)

const MAY: Readonly<Record<Zone, May>> = {
  kernel: only('the kernel imports nothing outside itself', 'kernel'),
  core: mayCore,
  contract: mayContract,
  definition: mayDefinition,
  server: mayServer,
  web: mayWeb,
  loose: () => 'a capability has the rooms core/, server/, web/, contract.ts and definition.ts: move this file into one of them',
  platform: only('platform/ is technology without business: it knows the kernel alone', 'kernel', 'platform'),
  channels: mayChannel,
  ui: only('ui/ knows the kernel alone', 'kernel', 'ui'),
  sim: only('the simulator knows the kernel, cores and scenarios: what it needs must be pure', 'kernel', 'sim', 'core', 'scenarios'),
  scenarios: only('a story is data: it knows the kernel, cores and contracts', 'kernel', 'scenarios', 'core', 'contract'),
  apps: () => null,
  tests: () => null,
  bench: () => null,
  root: () => null,
}
