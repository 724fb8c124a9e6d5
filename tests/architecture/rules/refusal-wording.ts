import { blankComments } from '../blank-code.ts'
import { lineAt, type Breach, type SourceFile } from '../source-file.ts'

const LOCALES = ['zh-CN', 'en'] as const
const CODE = /(['"])(?<code>[a-z][a-z0-9]*\.[a-z][a-z0-9_]*)\1/g
const MESSAGES = /(^|\/)messages\/[\w-]+\.ts$|(^|\/)messages?(-[\w-]+)?\.ts$/

/**
 * Each refusal a contract declares is worded in zh-CN and en. A refusal is a code inside an export whose name holds "refusal" or "Refusal";
 * a wording is a mention of that code in a file of messages for the locale. Silent until there is such a file.
 */
export function refusalWording(files: readonly SourceFile[]): readonly Breach[] {
  const messages = files.filter((file) => MESSAGES.test(file.path) && LOCALES.some((locale) => file.text.includes(locale) || file.path.includes(`/${locale}.`)))
  if (messages.length === 0) return []
  return files.filter((file) => /^capabilities\/[^/]+\/(?:[a-z]+-)?contract\.ts$/.test(file.path)).flatMap((file) =>
    refusalsOf(file).flatMap(({ code, line }) =>
      LOCALES.filter((locale) => !isWorded(messages, code, locale)).map((locale) => ({
        path: file.path, line, what: `refuses with ${code}, which has no words in ${locale}`, remedy: `add ${code} to the messages in ${locale}`,
      }))))
}

function refusalsOf(file: SourceFile): readonly { readonly code: string; readonly line: number }[] {
  const text = blankComments(file.text)
  return text.split(/(?=^export )/m).flatMap((part, index, parts) => {
    if (!/^export\s+(?:const|type)\s+\w*refus/i.test(part)) return []
    const offset = parts.slice(0, index).join('').length
    return [...part.matchAll(CODE)].map((match) => ({ code: match.groups?.['code'] ?? '', line: lineAt(text, offset + match.index) }))
  })
}

/** One file per locale (`en.ts`), or one file whose entry for the code carries every locale. */
function isWorded(messages: readonly SourceFile[], code: string, locale: string): boolean {
  return messages.some((file) => {
    const at = file.text.search(new RegExp(`['"]${code.replace('.', '\\.')}['"]`))
    if (at === -1) return false
    const perLocale = /(^|\/)(zh-CN|zh-TW|en)\.ts$/.exec(file.path)?.[2]
    if (perLocale !== undefined) return perLocale === locale
    const rest = file.text.slice(at, at + 1_000)
    return new RegExp(`(^|[^\\w-])['"]?${locale}['"]?\\s*:`).test(rest)
  })
}
