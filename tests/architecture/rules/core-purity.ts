import { blankCode } from '../blank-code.ts'
import { isTest, matches, type Breach, type SourceFile } from '../source-file.ts'

const IMPURE: readonly { readonly pattern: RegExp; readonly remedy: string }[] = [
  { pattern: /\bDate\.now\b|\bnew Date\b|\bTemporal\.Now\b|\bperformance\.now\b/g, remedy: 'take the instant as an argument; the clock is read once, at the door' },
  { pattern: /\bMath\.random\b|\bgetRandomValues\b/g, remedy: 'take an Rng (#kernel/rng.ts) as an argument' },
  { pattern: /\brandomUUID\b/g, remedy: 'take an Id or an IdSource (#kernel/id.ts) as an argument' },
  { pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b/g, remedy: 'return an effect that says when to wake' },
  { pattern: /\basync\b|\bawait\b/g, remedy: 'let the shell load first and hand the values in; a core decides at once' },
  { pattern: /\bprocess\./g, remedy: 'take the setting as an argument' },
  { pattern: /\bconsole\./g, remedy: 'return what happened as an event or a refusal; the shell logs' },
  { pattern: /\bfetch\s*\(/g, remedy: 'return an effect; adapters in channels/ and platform/ talk to the world' },
]

/** A core gives the same answer at any time, on any machine. */
export function corePurity(files: readonly SourceFile[]): readonly Breach[] {
  return files
    .filter((file) => /^capabilities\/[^/]+\/core\/.*\.tsx?$/.test(file.path) && !isTest(file.path))
    .flatMap((file) => IMPURE.flatMap(({ pattern, remedy }) =>
      matches({ file, searched: blankCode(file.text), pattern, what: (found) => `${found} in a core`, remedy })))
}
