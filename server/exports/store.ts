import type { Scope } from '#server/platform/postgres/database.ts'
import { settingsOf } from '#server/platform/postgres/database.ts'
import { raw, sql as prepared, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { ExportedTable } from './tables.ts'

/** Names of tables and columns come from EXPORTED_TABLES and the catalog, never from a file. Run once each, so not prepared. */
function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return { ...prepared(strings, ...values), name: undefined }
}

/** From here on the transaction sees one moment, and one org. Must come first. */
export function openSnapshot(tx: Tx, scope: Scope): void {
  tx.send(sql`set transaction isolation level repeatable read, read only`)
  tx.send(settingsOf(scope))
}

export function enterOrg(tx: Tx, scope: Scope): void {
  tx.send(settingsOf(scope))
}

/** The newest migration that was run. */
export async function findSchema(tx: Tx): Promise<string> {
  return (await tx.one<{ name: string }>(sql`select max(name) as name from migration`))?.name ?? ''
}

export async function findOrg(
  tx: Tx,
  by: { id: string; slug: string },
): Promise<{ id: string; slug: string; name: string } | undefined> {
  return tx.one(
    sql`select id, slug, name from org where id = ${by.id}::uuid or slug = ${by.slug} order by (id = ${by.id}::uuid) desc limit 1`,
  )
}

/** The columns that can be written: generated ones follow from them. */
export async function listColumns(tx: Tx, table: string): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(sql`select attname::text as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`)
  return rows.map(({ name }) => name)
}

export async function openCursor(
  tx: Tx,
  org_id: string,
  table: ExportedTable,
  columns: readonly string[],
): Promise<void> {
  const mine =
    table.rows === 'org'
      ? sql`id = ${org_id}::uuid`
      : table.rows === 'people'
        ? sql`id in (select person_id from membership where org_id = ${org_id}::uuid)`
        : sql`org_id = ${org_id}::uuid`
  await tx.run(sql`declare export_rows no scroll cursor for
    select row_to_json(t)::text as line from (select ${raw(columns.join(', '))} from ${raw(table.name)} where ${mine} order by ${raw(table.order)}) t`)
}

export async function fetchLines(tx: Tx, count: number): Promise<string[]> {
  const rows = await tx.rows<{ line: string }>(sql`fetch ${raw(String(count))} from export_rows`)
  return rows.map(({ line }) => line)
}

export async function closeCursor(tx: Tx): Promise<void> {
  await tx.run(sql`close export_rows`)
}

export type Pair = { id: string; column: string; points_at: string }

/** Rows into a table, as PostgreSQL wrote them; each becomes the org's that is restored. Answers what its `later` columns held. */
export async function insertLines(
  tx: Tx,
  org_id: string,
  table: ExportedTable,
  columns: readonly string[],
  lines: readonly string[],
  people: ReadonlyMap<string, string>,
): Promise<Pair[]> {
  const json = `[${lines.join(',')}]`
  const list = columns.join(', ')
  const values = columns.map((column) => {
    if (column === 'org_id') return sql`${org_id}::uuid`
    if (table.later?.includes(column)) return sql`null`
    if (table.name === 'membership' && column === 'person_id')
      return sql`coalesce((${JSON.stringify(Object.fromEntries(people))}::jsonb ->> r.person_id::text)::uuid, r.person_id)`
    return sql`r.${raw(column)}`
  })
  const selected = values.reduce((left, right) => sql`${left}, ${right}`)
  await tx.run(
    sql`insert into ${raw(table.name)} (${raw(list)}) select ${selected} from json_populate_recordset(null::${raw(table.name)}, ${json}::json) r`,
  )
  const pairs: Pair[] = []
  for (const column of table.later ?? [])
    pairs.push(
      ...(await tx.rows<Pair>(sql`select r.id, ${column} as column, r.${raw(column)} as points_at
        from json_populate_recordset(null::${raw(table.name)}, ${json}::json) r where r.${raw(column)} is not null`)),
    )
  return pairs
}

export async function setLater(tx: Tx, org_id: string, table: ExportedTable, pairs: readonly Pair[]): Promise<void> {
  for (const column of table.later ?? []) {
    const of = pairs.filter((pair) => pair.column === column)
    if (of.length > 0)
      await tx.run(sql`update ${raw(table.name)} t set ${raw(column)} = r.points_at
        from json_to_recordset(${JSON.stringify(of)}::json) as r (id uuid, points_at uuid) where t.org_id = ${org_id} and t.id = r.id`)
  }
}

/**
 * People are global: one that is here already, by id or by e-mail, stays as it is. Answers who stands for whom, where the
 * id here is another.
 */
export async function insertPeople(
  tx: Tx,
  columns: readonly string[],
  lines: readonly string[],
): Promise<{ was: string; is: string }[]> {
  const json = `[${lines.join(',')}]`
  const list = columns.join(', ')
  const values = columns.map((column) => `r.${column}`).join(', ')
  await tx.run(sql`insert into person (${raw(list)}) select ${raw(values)} from json_populate_recordset(null::person, ${json}::json) r
    where not exists (select 1 from person p where p.id = r.id) on conflict (email) do nothing`)
  return tx.rows(sql`select r.id as was, p.id as is from json_populate_recordset(null::person, ${json}::json) r join person p on p.email = r.email
    where not exists (select 1 from person q where q.id = r.id)`)
}

/** New claims come after the restored ones. The app may only draw numbers, so it draws until it is past them. */
export async function passClaimNumbers(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select count(nextval('claim_no')) from generate_series(1, greatest(0,
    (select coalesce(max(claim_no), 0) from registration where org_id = ${org_id}) - nextval('claim_no')))`)
}
