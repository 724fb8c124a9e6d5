/** A column of rows that are written many at once: its name, its SQL type, and its value in a row. */
export type WrittenColumn<Row> = readonly [name: string, type: string, value: (row: Row) => unknown]

/** Rows as one array per column: PostgreSQL reads these in a fraction of the time that it takes to read rows out of JSON. */
export type RowArrays<Row> = {
  /** The names of the columns, for an insert. */
  readonly names: string
  /** A table function over the parameters $1, $2, …, one for each column, e.g. `unnest($1::uuid[], $2::text[])`. */
  readonly table: string
  readonly values: (rows: readonly Row[]) => unknown[][]
}

export function rowArrays<Row>(columns: readonly WrittenColumn<Row>[]): RowArrays<Row> {
  return {
    names: columns.map(([name]) => name).join(', '),
    table: `unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})`,
    values: (rows) => columns.map(([, , value]) => rows.map(value)),
  }
}
