import type { Http } from '#platform/http/type-provider.ts'
import type { House } from './house.ts'

/** One part of the server, opened in the order of the list and stopped in reverse. `http` is null in a worker. */
export type Part = {
  readonly name: string
  readonly role: 'web' | 'worker' | 'both'
  open(house: House, http: Http | null): Promise<Opened>
}
/** `stop` takes no new work, finishes what it has, and answers. */
export type Opened = { stop(): Promise<void> } | null
