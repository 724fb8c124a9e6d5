import { types } from 'pg'
import type { CustomTypesConfig } from 'pg'

const BIGINT = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const XID8 = 5069

const asDate = types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date | number

/** PostgreSQL's instants as Instant, bigint as number where it is exact, dates as they are written. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [BIGINT]: exactNumber,
  [XID8]: (text) => text,
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => asDate(text).valueOf(),
}

function exactNumber(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}

/** The type parsers of every connection. */
export const rowTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' ? parsers[oid] : undefined) ??
    types.getTypeParser(oid, format as 'text')) as CustomTypesConfig['getTypeParser'],
}
