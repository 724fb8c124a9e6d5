import { isSeq, parseDocument, visit } from 'yaml'
import type { CalendarHours } from '../contract.ts'

/** Without quotes some readers of YAML take 12:30 for a number. */
const TIME = /^\d\d:\d\d$/

/** The file of a calendar with other hours; what nobody changed, comments included, stays as it was written. */
export function rewriteCalendar(text: string, { timezone, week, holidays, workdays, exceptions }: CalendarHours): string {
  const document = parseDocument(text)
  const put = (name: string, value: unknown, empty: boolean): void => {
    if (JSON.stringify(document.toJS()[name] ?? null) === JSON.stringify(empty ? null : value)) return
    if (empty) document.delete(name)
    else document.set(name, document.createNode(value))
  }
  put('timezone', timezone, false)
  put('week', week, false)
  put('holidays', holidays, holidays.length === 0)
  put('workdays', workdays.map(({ date, as }) => (as === null ? date : { date, as })), workdays.length === 0)
  put('exceptions', exceptions, exceptions.length === 0)
  visit(document, {
    Seq: (_key, node) => {
      if (node.items.length > 0 && node.items.every(isSeq)) node.flow = true
    },
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && TIME.test(node.value)) node.type = 'QUOTE_SINGLE'
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
