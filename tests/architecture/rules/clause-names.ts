import { blankComments } from '../blank-code.ts'
import { isTest, matches, type Breach, type SourceFile } from '../source-file.ts'

const CLAUSE = /\b(?:PRE|ORD|AFT|CMP|VAS|GEN|CARE)-\d{2}\b/g

/** The handbook is the program: a clause stands in its data, never in the code that carries it out. Comments may name their source; shapes (definition.ts, contract.ts) may show an example. */
export function clauseNames(files: readonly SourceFile[]): readonly Breach[] {
  return files
    .filter((file) => /^(kernel|platform|sim|channels|capabilities)\/.*\.tsx?$/.test(file.path) && !isTest(file.path) && !/\/(definition|contract)\.ts$/.test(file.path))
    .flatMap((file) => matches({
      file,
      searched: blankComments(file.text),
      pattern: CLAUSE,
      what: (found) => `names clause ${found} in code`,
      remedy: 'let the handbook carry the clause id and read it from there',
    }))
}
