/** The capabilities from low to high: each may know those before it, never those after it. */
export const CAPABILITIES = [
  'access', 'calendar', 'handbook', 'clock', 'customer', 'segment', 'order', 'routing', 'contact',
  'conversation', 'survey', 'knowledge', 'case', 'care', 'loyalty', 'workforce', 'insight',
] as const

/** Where a file lives: the room, and whose it is (a capability or a channel). `floor` is the capability's height, −1 when unknown. */
export type Room = { readonly zone: Zone; readonly owner: string; readonly floor: number; readonly inside: string }

export type Zone =
  | 'kernel' | 'core' | 'contract' | 'definition' | 'server' | 'web' | 'loose'
  | 'platform' | 'channels' | 'ui' | 'apps' | 'sim' | 'scenarios' | 'tests' | 'bench' | 'root'

const TOP: Readonly<Record<string, Zone>> = {
  kernel: 'kernel', platform: 'platform', channels: 'channels', ui: 'ui', apps: 'apps', sim: 'sim',
  scenarios: 'scenarios', tests: 'tests', bench: 'bench',
}

export function roomOf(path: string): Room {
  const [top = '', owner = '', ...rest] = path.split('/')
  if (top === 'capabilities') {
    const floor = CAPABILITIES.findIndex((name) => name === owner)
    return { zone: rest.length === 0 ? 'root' : capabilityZone(rest), owner, floor, inside: rest.join('/') }
  }
  return { zone: TOP[top] ?? 'root', owner: top === 'channels' ? owner : '', floor: -1, inside: rest.join('/') }
}

function capabilityZone(rest: readonly string[]): Zone {
  const [first] = rest
  if (first === 'core' || first === 'server' || first === 'web') return first
  if (first === 'operations.ts' || (first !== undefined && /^(?:[a-z]+-)?contract\.ts$/.test(first))) return 'contract'
  if (first === 'definition.ts') return 'definition'
  return 'loose'
}
