/** One text file of the repository: path from the root with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string }

/** What is wrong, where, and what to do about it. */
export type Breach = { readonly path: string; readonly line: number; readonly what: string; readonly remedy: string }

/** A rule reads the whole tree as values, so that it can be proven on a planted one. */
export type Rule = (files: readonly SourceFile[]) => readonly Breach[]

/** `capabilities/clock/core/x.ts:12 Date.now in a core → take the instant as an argument` */
export const sayBreach = (breach: Breach): string => `${breach.path}:${breach.line} ${breach.what} → ${breach.remedy}`

export const lineAt = (text: string, index: number): number => {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

export const isCode = (path: string): boolean => /\.tsx?$/.test(path)
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('tests/')

/** Every match of `pattern` (global) in `searched`, as breaches of `file`. */
export function matches(options: {
  readonly file: SourceFile
  readonly searched: string
  readonly pattern: RegExp
  readonly what: (found: string) => string
  readonly remedy: string
}): readonly Breach[] {
  return [...options.searched.matchAll(options.pattern)].map((match) => ({
    path: options.file.path,
    line: lineAt(options.file.text, match.index + leadingSpace(match[0])),
    what: options.what(match[0].trim()),
    remedy: options.remedy,
  }))
}

const leadingSpace = (text: string): number => text.length - text.trimStart().length
