import { blankCode } from '../blank-code.ts'
import { isCode, matches, type Breach, type SourceFile } from '../source-file.ts'

/** No mocks of our own code: a core needs none, a store meets a real PostgreSQL, the world has stand-ins. */
export function ownMocks(files: readonly SourceFile[]): readonly Breach[] {
  return files.filter((file) => isCode(file.path)).flatMap((file) =>
    matches({
      file,
      searched: blankCode(file.text),
      pattern: /\b(vi|jest)\.(mock|doMock|unstable_mockModule)\s*\(/g,
      what: (found) => `${found}…) replaces a module`,
      remedy: 'pass the collaborator in as an argument, or use the stand-in that is held to the adapter\'s contract tests',
    }))
}
