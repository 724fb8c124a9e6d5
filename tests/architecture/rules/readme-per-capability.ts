import type { Breach, SourceFile } from '../source-file.ts'

/** Each capability and each channel says on one page what it is. */
export function readmePerCapability(files: readonly SourceFile[]): readonly Breach[] {
  const paths = new Set(files.map((file) => file.path))
  const owners = new Set([...paths].flatMap((path) => /^(?:capabilities|channels)\/[^/]+(?=\/)/.exec(path)?.[0] ?? []))
  return [...owners].filter((owner) => !paths.has(`${owner}/README.md`)).map((owner) => ({
    path: owner, line: 1, what: 'has no README.md', remedy: 'write one page: its words, states, events in and out, three examples',
  }))
}
