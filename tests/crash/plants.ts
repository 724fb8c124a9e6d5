import { join } from 'node:path'
import { CLOCK_WITHOUT_LOCK, SEEN_BEFORE_STORE, SEND_BEFORE_COMMIT, type Planting } from './plants/edits.ts'
import type { CampaignOptions } from './run-campaign.ts'

/** A bug that the drill must find: a preload rewrites one source file while the servers load it. */
export type Plant = { readonly name: string; readonly title: string; readonly planting: Planting; readonly options: Pick<CampaignOptions, 'preload' | 'workers' | 'kills'> }

const preload = (file: string): string => join(import.meta.dirname, 'plants', file)

export const PLANTS: readonly Plant[] = [
  { name: 'send-before-commit', title: 'a mail that is sent before its claim is committed goes out twice', planting: SEND_BEFORE_COMMIT, options: { preload: preload('send-before-commit.ts') } },
  { name: 'seen-before-store', title: 'a mail that is marked as read before it is stored is lost', planting: SEEN_BEFORE_STORE, options: { preload: preload('seen-before-store.ts') } },
  { name: 'clock-without-lock', title: 'due cases taken without a lock are decided twice', planting: CLOCK_WITHOUT_LOCK, options: { preload: preload('clock-without-lock.ts'), workers: 2 } },
]
