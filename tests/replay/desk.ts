import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importLog, type ImportReport } from '#apps/cli/import-xes-run.ts'
import { mapFor } from '#apps/cli/import-xes.ts'
import type { House } from '#apps/server/house.ts'
import type { CaseDeps } from '#capabilities/case/server/case-deps.ts'
import { eachAttainment, type NamedAttainment } from '#capabilities/insight/server/queries.ts'

const DATA = join(import.meta.dirname, 'data')
export const SMALL_DESK = join(DATA, 'small-desk.xes')
export const smallMap = (): Promise<string> => readFile(join(DATA, 'small-desk.yaml'), 'utf8')

/** A folder of the test's own. */
export async function scratch(): Promise<{ file: (name: string, content: string | Uint8Array) => Promise<string>; path: (name: string) => string; drop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'careloop-replay-'))
  const path = (name: string): string => join(folder, name)
  return {
    path,
    file: async (name, content) => {
      await writeFile(path(name), content)
      return path(name)
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

export type Bringing = { readonly file: string; readonly map: string; readonly dryRun?: boolean; readonly deps?: CaseDeps }

/** Imports a log as `bin/import xes` does. */
export async function bringIn(house: House, { file, map, dryRun = false, deps = house.cases }: Bringing): Promise<ImportReport> {
  const read = await mapFor(house, { path: 'map.yaml', text: map })
  if (!read.ok) throw new Error(read.problems.map(({ line, sentence }) => `${line}: ${sentence.en}`).join('\n'))
  return importLog(deps, { file, map: read.map, scenario: read.scenario, dryRun })
}

/** Every case and clause, as `bin/attainment --json` reads them. */
export async function attainmentIn(house: House): Promise<readonly NamedAttainment[]> {
  const found: NamedAttainment[] = []
  const deps = { db: house.db, now: house.now, calendarsOf: async (id: string) => (await house.live.version(id)).calendars }
  await eachAttainment(deps, { from: null, to: null, clause: null }, (attainment) => {
    found.push(attainment)
    return true
  })
  return found
}

/** A log of `count` cases that are opened on one morning and solved an hour later. */
export const logOf = (count: number): string =>
  `<log>${Array.from({ length: count }, (_, index) => {
    const minute = String(index % 60).padStart(2, '0')
    const event = (activity: string, hour: string): string => `<event><string key="activity" value="${activity}"/><date key="when" value="2026-11-17T${hour}:${minute}:00+08:00"/></event>`
    return `<trace><string key="ticket" value="N-${index}"/>${event('New', '09')}${event('Solve', '10')}${event('Close', '11')}</trace>`
  }).join('\n')}</log>`
