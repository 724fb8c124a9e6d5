import type { TSchema } from 'typebox'
import type { Finding, Whole, Words } from '#kernel/finding.ts'

/** One file of a handbook folder; `path` is relative to it: `scenarios/after-sales.yaml`. */
export type HandbookFile = { readonly path: string; readonly text: string }

/**
 * A chapter of the handbook and who answers for it. A `file` section's value is that file; a `folder` section's value is the list of
 * its files in order of path, each with a `key` equal to the file's name.
 */
export type Section = {
  readonly key: string
  readonly place: { readonly file: string } | { readonly folder: string }
  readonly schema: TSchema
  /** Checks by meaning, run when every file has the right shape. Paths of findings begin inside the section's value. */
  readonly check: (whole: Whole) => readonly Finding[]
  readonly words: Readonly<Record<string, Words>>
}

/** A mistake in a handbook: where it stands, and in both languages what is wrong and what to do. Lines and columns count from 1. */
export type Problem = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly sentence: Words
}

/** Fills `{param}` in; what is not given stays as it is written. */
export const fillWords = (words: Words, params: Problem['params']): Words => ({
  'zh-CN': fill(words['zh-CN'], params),
  en: fill(words.en, params),
})

const fill = (text: string, params: Problem['params']): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole))
