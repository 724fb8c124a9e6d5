import type { RoleGrants } from '#capabilities/access/core/permission.ts'
import { rolesOf } from '#capabilities/access/definition.ts'
import { calendarOver } from '#capabilities/calendar/core/calendar-over.ts'
import { daysOf } from '#capabilities/calendar/core/compile-calendar.ts'
import { layOutCalendar } from '#capabilities/calendar/core/laid-out-calendar.ts'
import type { StatutoryYear } from '#capabilities/calendar/core/statutory-days.ts'
import { calendarsOf, calendarSpecOf } from '#capabilities/calendar/definition.ts'
import { promisesOf, scenariosOf } from '#capabilities/case/definition.ts'
import { compileScenario } from '#capabilities/case/core/compile-scenario.ts'
import type { HandbookSource, HandbookVersion } from '#capabilities/case/server/handbook-source.ts'
import { wordingsOf } from '#capabilities/conversation/definition.ts'
import type { Handbooks, PublishedHandbook } from '#capabilities/handbook/server/commands.ts'
import { surveysOf } from '#capabilities/survey/definition.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Corrections } from './calendar-corrections.ts'

/** The version in force and the corrections are asked for again after this long, and at once where they were changed. */
const FRESH_MS = 2_000
const DAY_OF = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

export type LiveHandbooks = HandbookSource & {
  /** Forgets what is in force: a version was published or a calendar corrected here. */
  readonly refresh: () => void
}

/** Published handbooks compiled for decisions; `corrections` are statutory years announced after this release. */
export function liveHandbooks(handbooks: Handbooks, now: () => Instant, corrections: Corrections): LiveHandbooks {
  const compiled = new Map<string, HandbookVersion>()
  let inForce: { readonly at: Instant; readonly version: HandbookVersion } | null = null
  const compileOnce = (published: PublishedHandbook): HandbookVersion => {
    const known = compiled.get(published.version.id)
    if (known !== undefined) return known
    const fresh = compile(published, corrections.current())
    compiled.set(published.version.id, fresh)
    return fresh
  }
  return {
    current: async () => {
      const at = now()
      if (inForce !== null && Math.abs(at - inForce.at) < FRESH_MS) return inForce.version
      if (await corrections.reload()) compiled.clear()
      const published = must(await handbooks.inForce(DAY_OF.format(at)), 'a handbook was published at first start')
      inForce = { at, version: compileOnce(published) }
      return inForce.version
    },
    version: async (id) => compiled.get(id) ?? compileOnce(must(await handbooks.byId(id as Id), `handbook version ${id} was published`)),
    find: async (id) => {
      const published = await handbooks.byId(id as Id)
      return published === null ? null : compileOnce(published)
    },
    refresh: () => {
      compiled.clear()
      inForce = null
    },
  }
}

function compile({ version, handbook }: PublishedHandbook, corrections: readonly StatutoryYear[]): HandbookVersion {
  const scenarios = scenariosOf(handbook).map((definition) => compileScenario(definition, version.id))
  const byKey = new Map(scenarios.map((scenario) => [scenario.definition.key, scenario]))
  const calendars = new Map(
    calendarsOf(handbook).map((definition) => {
      const result = daysOf(calendarSpecOf(definition), corrections)
      assert(result.ok, `calendar ${definition.key} of a published handbook compiles`)
      return [definition.key, { calendar: calendarOver(result.days), days: result.days }]
    }),
  )
  const definitions = new Map(calendarsOf(handbook).map((calendar) => [calendar.key, calendar]))
  const wordings = new Map(wordingsOf(handbook).map((wording) => [wording.key, wording]))
  const surveys = new Map(surveysOf(handbook).map((survey) => [survey.key, survey]))
  const roles = new Map(rolesOf(handbook).map((role) => [role.key, role.name]))
  return {
    id: version.id,
    number: version.number,
    serialDigits: handbook.numbering.serialDigits,
    scenario: (key) => byKey.get(key),
    scenarios,
    calendars: (key) => must(calendars.get(key), `calendar ${key} is in the handbook`).calendar,
    layOut: (key, from, to) => layOutCalendar(must(calendars.get(key), `calendar ${key} is in the handbook`).days, from, to),
    calendar: (key) => must(definitions.get(key), `calendar ${key} is in the handbook`),
    promises: promisesOf(handbook),
    wordings: [...wordings.values()],
    wording: (key) => wordings.get(key),
    survey: (key) => surveys.get(key),
    roles: rolesOf(handbook) as readonly RoleGrants[],
    roleName: (key) => roles.get(key),
  }
}
