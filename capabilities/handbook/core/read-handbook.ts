import type { Finding, Whole } from '#kernel/finding.ts'
import { must } from '#kernel/assert.ts'
import { checkClausesKnown, headOf } from './check-clauses.ts'
import { checkShape } from './check-shape.ts'
import type { Handbook } from './handbook.ts'
import { parseYaml, type ParsedYaml } from './parse-yaml.ts'
import { PROBLEM_WORDS } from './problem-words.ts'
import { fillWords, type HandbookFile, type Problem, type Section } from './section.ts'

/** The most files a handbook may have. */
export const HANDBOOK_FILES_MAX = 500

/** What reading gives: the handbook when nothing is wrong, and every problem (warnings alone do not stop it). */
export type ReadHandbook =
  | { readonly ok: true; readonly handbook: Handbook; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

type Parsed = { readonly file: HandbookFile; readonly yaml: ParsedYaml }
/** A section with its files in order of path. */
type Chapter = { readonly section: Section; readonly files: readonly Parsed[] }

/**
 * Reads the files of a handbook folder and checks them: as YAML, by shape, then the whole by meaning. Never throws, whatever the files
 * say. Meaning is checked only when every shape is right, so that one mistake is told once.
 */
export function readHandbook(files: readonly HandbookFile[], sections: readonly Section[]): ReadHandbook {
  const ordered = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  if (ordered.length === 0) return { ok: false, problems: [problem('handbook.yaml', { code: 'handbook.no_files' })] }
  if (ordered.length > HANDBOOK_FILES_MAX) return { ok: false, problems: [problem('.', { code: 'handbook.too_many_files', params: { most: HANDBOOK_FILES_MAX } })] }
  const chapters = sections.map((section) => ({ section, files: ordered.filter((file) => belongs(section, file.path)).map(parsed) }))
  const problems = [...unknownFiles(ordered, sections), ...chapters.flatMap(shapeProblems)]
  if (problems.length > 0) return { ok: false, problems }
  const whole = Object.freeze(Object.fromEntries(chapters.map((chapter) => [chapter.section.key, valueOf(chapter)])))
  const meaning = chapters.flatMap((chapter) => meaningOf(chapter, { sections: whole }))
  if (meaning.some(({ severity }) => severity === 'error')) return { ok: false, problems: meaning }
  return { ok: true, handbook: Object.freeze({ ...headOf({ sections: whole }), sections: whole }), problems: meaning }
}

/** A file is a value: the same one is parsed once, so checking again after a change costs only what changed. */
const parsedBefore = new WeakMap<HandbookFile, Parsed>()

function parsed(file: HandbookFile): Parsed {
  const known = parsedBefore.get(file)
  if (known !== undefined) return known
  const fresh = { file, yaml: parseYaml(file) }
  parsedBefore.set(file, fresh)
  return fresh
}

const belongs = ({ place }: Section, path: string): boolean =>
  'file' in place ? path === place.file : path.startsWith(`${place.folder}/`) && /^[^/]+\.ya?ml$/.test(path.slice(place.folder.length + 1))

function unknownFiles(files: readonly HandbookFile[], sections: readonly Section[]): readonly Problem[] {
  const known = sections.map(({ place }) => ('file' in place ? place.file : `${place.folder}/*.yaml`)).join(', ')
  return files.filter(({ path }) => !sections.some((section) => belongs(section, path))).map(({ path }) => problem(path, { code: 'handbook.unknown_file', params: { known } }))
}

function shapeProblems({ section, files }: Chapter): readonly Problem[] {
  if (files.length === 0 && 'file' in section.place) return [problem(section.place.file, { code: 'handbook.file_missing', params: { file: section.place.file } })]
  return files.flatMap(({ file, yaml }) => {
    if (!yaml.ok) return yaml.problems.map(({ code, params, place }) => problem(file.path, { code, params }, place))
    const shape = checkShape(section.schema, yaml.value)
    const findings = shape.length > 0 || 'file' in section.place ? shape : misnamed(file.path, yaml.value)
    return findings.map((finding) => problem(file.path, finding, yaml.locate(finding.path), section))
  })
}

function misnamed(path: string, value: unknown): readonly Finding[] {
  const { key } = value as { readonly key: string }
  return new RegExp(`(^|/)${key}\\.ya?ml$`).test(path) ? [] : [{ path: ['key'], code: 'handbook.key_is_not_file_name', params: { key } }]
}

const valueOf = ({ section, files }: Chapter): unknown =>
  'file' in section.place ? must(files[0], 'a file section was found to have its file').yaml.value : Object.freeze(files.map(({ yaml }) => yaml.value))

const meaningOf = (chapter: Chapter, whole: Whole): readonly Problem[] =>
  [...chapter.section.check(whole), ...checkClausesKnown(whole, chapter.section.key)].map((finding) => placed(chapter, finding))

function placed({ section, files }: Chapter, finding: Finding): Problem {
  const [index, ...rest] = finding.path
  const inFile = 'file' in section.place ? { parsed: files[0], path: finding.path } : { parsed: files[Number(index)], path: rest }
  const { file, yaml } = must(inFile.parsed, `a finding of ${section.key} points into one of its files`)
  return problem(file.path, finding, yaml.locate(inFile.path), section)
}

function problem(file: string, finding: Omit<Finding, 'path'>, place = { line: 1, column: 1 }, section?: Section): Problem {
  const params = finding.params ?? {}
  const words = section?.words[finding.code] ?? must(PROBLEM_WORDS[finding.code], `${finding.code} has words`)
  return { file, ...place, severity: finding.warning === true ? 'warning' : 'error', code: finding.code, params, sentence: fillWords(words, params) }
}
