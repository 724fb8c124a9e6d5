/** What a spreadsheet would take for a formula; a quote in front keeps it a text. */
const FORMULA = /^[=+\-@\t\r]/

/** One line of a CSV file (RFC 4180), with its end. */
export const csvLine = (values: readonly string[]): string => `${values.map(field).join(',')}\r\n`

function field(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
