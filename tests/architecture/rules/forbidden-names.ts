import { blankCode } from '../blank-code.ts'
import { isCode, matches, type Breach, type SourceFile } from '../source-file.ts'

const EMPTY_WORDS = ['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager', 'service', 'services', 'base']
const EXPORTED = /\bexport\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|function\*?|class|type|interface|enum)\s+\w*(?:Utils?|Helpers?|Misc|Manager|Services?)\b/g

/** A name says what a thing is; these words say nothing. Files are kebab-case. */
export function forbiddenNames(files: readonly SourceFile[]): readonly Breach[] {
  return files.filter((file) => isCode(file.path) && !file.path.startsWith('tests/data/')).flatMap((file) => [...pathBreaches(file), ...exportBreaches(file)])
}

function pathBreaches(file: SourceFile): readonly Breach[] {
  const parts = file.path.split('/')
  const stem = (parts.pop() ?? '').replace(/\.tsx?$/, '').replace(/(\.[a-z0-9-]+)*$/, '')
  const empty = [...parts, stem].filter((part) => EMPTY_WORDS.includes(part.split('-').at(-1) ?? ''))
  const said = empty.map((part) => ({ path: file.path, line: 1, what: `is named "${part}"`, remedy: 'name it for its main export, or for the business it does' }))
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)) return said
  return [...said, { path: file.path, line: 1, what: `"${stem}" is not kebab-case`, remedy: 'write small letters, digits and hyphens' }]
}

const exportBreaches = (file: SourceFile): readonly Breach[] =>
  matches({
    file,
    searched: blankCode(file.text),
    pattern: EXPORTED,
    what: (found) => `"${found.split(/\s+/).at(-1)}" says nothing`,
    remedy: 'use the word of docs/glossary.md for what it does',
  })
