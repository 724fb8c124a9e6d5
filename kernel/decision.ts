/** What a core answers: facts (events) and wishes (effects), or a named refusal. */
export type Decision<Event, Effect, Refused extends Refusal = Refusal> =
  | { readonly ok: true; readonly events: readonly Event[]; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refused }

/** The business says no. `code` is declared in the capability's contract, e.g. `clock.not_running`; `params` word it. */
export type Refusal<Code extends string = string> = {
  readonly code: Code
  readonly params?: Readonly<Record<string, string | number | boolean>>
}

export const decided = <E, W = never>(events: readonly E[], effects: readonly W[] = []) =>
  ({ ok: true, events, effects }) as const

export const refused = <C extends string>(code: C, params?: Refusal['params']) =>
  ({ ok: false, refusal: params === undefined ? { code } : { code, params } }) as const
