import { blankCode } from '../blank-code.ts'
import { isCode, matches, type Breach, type SourceFile } from '../source-file.ts'

/** `any` switches the types off for everybody downstream. */
export function explicitAny(files: readonly SourceFile[]): readonly Breach[] {
  return files.filter((file) => isCode(file.path)).flatMap((file) =>
    matches({
      file,
      searched: blankCode(file.text),
      pattern: /(?:[:<,|&([]|=>|\b(?:as|is|extends|keyof))\s*any\b(?!\s*[:(.=])|@ts-(?:ignore|nocheck)\b/g,
      what: () => 'says any',
      remedy: 'say unknown and parse it by its schema, or name the type',
    }))
}
