/** Something a check found wrong (or odd) in data: where, and a code with what words it. */
export type Finding = {
  readonly path: readonly (string | number)[]
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
  /** Set when the data may be used nevertheless. */
  readonly warning?: true
}

/** Data in named sections, as a check of the whole sees them. */
export type Whole = { readonly sections: Readonly<Record<string, unknown>> }

/** The words of a finding: what is wrong and what to do, with `{param}` filled in. */
export type Words = { readonly 'zh-CN': string; readonly en: string }
