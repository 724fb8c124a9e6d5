/** What a scenario may name in the rest of the handbook. `wordings` knows each wording's kind; `prefixes` who else uses a prefix. */
export type ScenarioNames = {
  readonly roles: ReadonlySet<string>
  readonly wordings: ReadonlyMap<string, string>
  readonly calendars: ReadonlySet<string>
  readonly surveys: ReadonlySet<string>
  readonly scenarios: ReadonlySet<string>
}
