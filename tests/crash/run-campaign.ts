import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { openCorrections } from '#apps/server/calendar-corrections.ts'
import { liveHandbooks } from '#apps/server/handbook-source.ts'
import { openHandbooks } from '#capabilities/handbook/server/commands.ts'
import { seededRng } from '#kernel/rng.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { newAsking } from './ask-commands.ts'
import { openDrillHouse, MAILBOX, type DrillHouse } from './drill-house.ts'
import { nothingChecked, type Checked } from './find-breaches.ts'
import { runRound, type Campaign, type KillPoint, type RoundReport } from './run-round.ts'

export type CampaignOptions = {
  readonly rounds: number
  readonly seed: number
  readonly workers?: number
  readonly kills?: readonly KillPoint[]
  /** A module loaded into the servers before their own: it plants a bug. */
  readonly preload?: string
  readonly print?: (line: string) => void
  /** Ends after the round that is under way. */
  readonly signal?: AbortSignal
}
export type CampaignReport = { readonly rounds: readonly RoundReport[]; /** The first broken round ends the campaign. */ readonly broken: RoundReport | null; readonly share: number }

/** More of what is quick to bring back, so that there are many rounds in a minute. */
const KILLS: readonly KillPoint[] = ['worker', 'worker', 'worker', 'worker', 'web', 'web', 'web+worker', 'database', 'session', 'session', 'session', 'everything']

/** Kills and looks, round after round, until something is broken or all rounds are done. */
export async function runCampaign({ rounds, seed, workers = 1, kills = KILLS, preload, print = () => undefined, signal }: CampaignOptions): Promise<CampaignReport> {
  const house = await openDrillHouse({ seed, workers, preload })
  const reports: RoundReport[] = []
  try {
    const campaign: Campaign = { house, asking: newAsking(), posted: [], raws: [], checked: await rulesOf(house), kills }
    for (let round = 1; round <= rounds && signal?.aborted !== true; round++) {
      const report = await runRound(campaign, round, seed + round, seededRng(seed + round))
      reports.push(report)
      print(lineOf(report))
      for (const breach of report.breaches.slice(0, 10)) print(`  ✗ ${breach}`)
      if (report.breaches.length > 0) break
      tidy(house)
    }
  } finally {
    await house.close()
  }
  return { rounds: reports, broken: reports.find(({ breaches }) => breaches.length > 0) ?? null, share: reports.filter(diedBusy).length / Math.max(1, reports.length) }
}

/** Whether the round died with something under way. */
const diedBusy = ({ inFlight }: RoundReport): boolean => inFlight.requests + inFlight.transactions + inFlight.leases + inFlight.sends > 0

function lineOf({ round, seed, killed, afterMs, acknowledged, inFlight, breaches, tookMs }: RoundReport): string {
  const { requests, transactions, leases, sends } = inFlight
  return `round ${round} seed ${seed}: ${killed} killed after ${afterMs} ms · acknowledged ${acknowledged.mails} mails, ${acknowledged.commands} commands · in flight ${requests} requests, ${transactions} transactions, ${leases} leases, ${sends} sends · ${(tookMs / 1_000).toFixed(1)} s · ${breaches.length === 0 ? 'holds' : 'BROKEN'}`
}

async function rulesOf({ db }: DrillHouse): Promise<Checked> {
  const version = await liveHandbooks(openHandbooks({ db, newId: systemIds, sections: HANDBOOK_SECTIONS }), systemTime, await openCorrections(db)).current()
  return nothingChecked({ scenario: version.scenario, calendar: version.calendars })
}

/** Old mails leave the stand-in, as people clear their mailboxes; what is known of them stays. */
function tidy({ imap }: DrillHouse): void {
  imap.folder(MAILBOX.user).mails = []
  imap.folder(MAILBOX.user, 'Sent').mails = []
}
