import { parse, stringify } from 'yaml'
import type { HandbookFile } from '#capabilities/handbook/core/section.ts'
import { assert } from '#kernel/assert.ts'
import type { Act } from '#scenarios/story.ts'
import { renamed } from '#sim/play-move.ts'
import type { TestHouse } from '#tests/setup/test-house.ts'

/** What administrators do, through the doors they use. */
export type Administered = Extract<Act, { readonly do: 'publish' | 'announce' }>

export const isAdministered = (act: Act): act is Administered => act.do === 'publish' || act.do === 'announce'

/** Publishes the pages with some of their keys called otherwise, as the story says; answers the id of the version. */
export const publishRenamed = (house: TestHouse, files: readonly HandbookFile[], renames: Readonly<Record<string, string>>): Promise<string> =>
  publish(house, files.map((file) => (file.path.startsWith('scenarios/') ? { path: file.path, text: stringify(renamed(parse(file.text) as object, renames)) } : file)))

/** Publishes these pages as the newest version. */
export async function publish(house: TestHouse, files: readonly HandbookFile[]): Promise<string> {
  const answer = await house.call({ method: 'POST', url: '/api/v1/handbook/versions', as: house.admin.cookie, body: { files } })
  assert(answer.status === 201, `the pages are published: ${answer.text}`)
  return String(answer.body['id'])
}

/** Enters the holidays of the years the story announces. */
export async function announce(house: TestHouse, { years }: Extract<Act, { readonly do: 'announce' }>): Promise<void> {
  for (const { year, holidays, workdays } of years) {
    const answer = await house.call({ method: 'PUT', url: `/api/v1/calendars/statutory/${year}`, as: house.admin.cookie, body: { holidays, workdays } })
    assert(answer.status === 200, `the holidays of ${year} are entered: ${answer.text}`)
  }
}

/** As before anything was announced. */
export async function forgetAnnounced({ fresh, house }: TestHouse): Promise<void> {
  await fresh.db.query({ text: `delete from settings where key = 'calendar.statutory'`, values: [] })
  await house.corrections.reload()
  house.live.refresh()
}
