import type { Locale, Text } from '#kernel/text.ts'
import type { Whole } from '#kernel/finding.ts'

/**
 * A service handbook that has been read and found right: plain frozen data in sections. Each section is read through the accessor of its
 * owner (`rolesOf`, `scenariosOf` …), which knows its type.
 */
export type Handbook = Whole & {
  readonly name: Text
  /** First local date it is in force, `2026-01-01`. */
  readonly effectiveOn: string
  readonly locale: Locale
  readonly numbering: { readonly serialDigits: number }
}
