import { blankCode } from '../blank-code.ts'
import { isCode, matches, type Breach, type SourceFile } from '../source-file.ts'

// Written in two halves, so that this file is not a leftover itself.
const WORDS = new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b|\\bnot (?:yet )?imple` + 'mented\\b', 'g')
const NARROWED = /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:only|skip|todo|fails)\b|\bdebugger\b/g

const isReadByMachine = (path: string): boolean => /\.(tsx?|sql|sh|ya?ml|css)$/.test(path) || /^(bin|\.ci|\.githooks)\//.test(path)

/** What is begun is finished: nothing waits in a comment, no test is left out. */
export function leftovers(files: readonly SourceFile[]): readonly Breach[] {
  return files.filter((file) => isReadByMachine(file.path)).flatMap((file) => [
    ...matches({ file, searched: file.text, pattern: WORDS, what: (found) => `still says "${found}"`, remedy: 'do it now, or open an issue and remove the word' }),
    ...(isCode(file.path)
      ? matches({ file, searched: blankCode(file.text), pattern: NARROWED, what: (found) => `still says "${found}"`, remedy: 'let every test run' })
      : []),
  ])
}
