/** What is told of one record, together: a deal that was asked about, answered and approved is one thing to look at. */
export type Group<Row> = { key: string; newest: Row; rest: Row[] }

/** Groups follow the order of their first row; unread and read ones of a record stay apart, as the list orders them. */
export function groupByRecord<Row extends { subject: { id: string }; read_at: string | null }>(
  rows: readonly Row[],
): Group<Row>[] {
  const groups = new Map<string, Group<Row>>()
  for (const row of rows) {
    const key = `${row.subject.id} ${row.read_at === null}`
    const known = groups.get(key)
    if (known) known.rest.push(row)
    else groups.set(key, { key, newest: row, rest: [] })
  }
  return [...groups.values()]
}
