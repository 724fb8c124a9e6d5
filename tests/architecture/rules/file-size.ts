import type { Breach, SourceFile } from '../source-file.ts'

const FILE_LINES_MAX = 400

/** The tail is the measure: no file over 400 lines, whatever it holds. */
export function fileSize(files: readonly SourceFile[]): readonly Breach[] {
  return files
    .filter((file) => /\.(tsx?|sql|sh|css)$/.test(file.path) || /^bin\/[^/]+$/.test(file.path))
    .flatMap((file) => {
      const lines = file.text.trimEnd().split('\n').length
      if (lines <= FILE_LINES_MAX) return []
      return [{ path: file.path, line: FILE_LINES_MAX + 1, what: `has ${lines} lines, ${FILE_LINES_MAX} is the most`, remedy: 'split it by what it does; name each part for its main export' }]
    })
}
