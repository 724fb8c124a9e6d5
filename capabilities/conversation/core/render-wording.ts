/** Where a wording is filled in: a mail text, an HTML body, or one header line. */
export type WordingContext = 'text' | 'html' | 'header'

const HOLE = /\{\{\s*([a-z]+(?:\.[a-z]+)?)\s*\}\}/g
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/**
 * Fills `{{path}}` from allow-listed values; no logic, no look-ups beyond the list. What is not known is left empty: the check at publishing names it.
 * A line keeps no space or comma at its edge where an empty value stood: `{{company.name}} 客户服务` without a company reads `客户服务`.
 */
export function renderWording(template: string, values: Readonly<Record<string, string | undefined>>, context: WordingContext): string {
  return template
    .split('\n')
    .map((line) => renderLine(line, values, context))
    .join('\n')
}

function renderLine(line: string, values: Readonly<Record<string, string | undefined>>, context: WordingContext): string {
  let gaps = 0
  const filled = line.replace(HOLE, (_hole, path: string) => {
    const value = fitted(Object.hasOwn(values, path) ? (values[path] ?? '') : '', context)
    if (value === '') gaps += 1
    return value
  })
  return gaps === 0 ? filled : filled.replace(/^[ ,]+/, '').replace(/[ ,]+$/, '')
}

/** A value as its surroundings can bear it. */
function fitted(value: string, context: WordingContext): string {
  switch (context) {
    case 'text':
      return value.replace(/[^\P{Cc}\t\n\r]/gu, '')
    case 'html':
      return value.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    case 'header':
      return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  }
}
