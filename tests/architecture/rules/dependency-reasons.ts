import type { Breach, SourceFile } from '../source-file.ts'

const REASONS = 'docs/decisions/0000-dependencies.md'

/** Each dependency says why it is here, in one line; none is explained that is gone. Types of packages share one line. */
export function dependencyReasons(files: readonly SourceFile[]): readonly Breach[] {
  const text = files.find((file) => file.path === 'package.json')?.text
  if (text === undefined) return []
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, string>>>>
  const installed = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'))
  const reasons = files.find((file) => file.path === REASONS)?.text ?? ''
  const told = reasons.split('\n').flatMap((line, index) =>
    [...(/^\|(?<names>[^|]*`[^|]*)\|/.exec(line)?.groups?.['names'] ?? '').matchAll(/`(?<name>[^`]+)`/g)].map((match) => ({ name: match.groups?.['name'] ?? '', line: index + 1 })))
  return [
    ...installed.filter((name) => !told.some((entry) => entry.name === name)).map((name) => ({
      path: 'package.json', line: 1, what: `depends on ${name} without a reason`, remedy: `add a line for ${name} to ${REASONS}, or do without it`,
    })),
    ...told.filter(({ name }) => name !== '@types/*' && !installed.includes(name)).map(({ name, line }) => ({
      path: REASONS, line, what: `explains ${name}, which is not installed`, remedy: 'remove the line',
    })),
  ]
}
