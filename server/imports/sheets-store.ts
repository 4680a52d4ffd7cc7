import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { TableDescription } from './describe-table.ts'

/** A sheet of an uploaded workbook: described, or with the reason why it cannot be imported. */
export type Sheet = {
  no: number
  name: string
  is_hidden: boolean
  rows_total: number
  problem: string | null
}

export async function insertSheet(
  tx: Tx,
  org_id: string,
  of: { import_id: string; partner_id: string | null },
  sheet: Sheet & { description: TableDescription | null },
): Promise<void> {
  const { no, name, is_hidden, rows_total, problem } = sheet
  const description = sheet.description && JSON.stringify(sheet.description)
  await tx.run(sql`insert into import_sheet (org_id, import_id, partner_id, no, name, is_hidden, rows_total, description, problem)
    values (${org_id}, ${of.import_id}, ${of.partner_id}, ${no}, ${name}, ${is_hidden}, ${rows_total}, ${description}::jsonb, ${problem})`)
}

export async function listSheets(tx: Tx, org_id: string, import_id: string): Promise<Sheet[]> {
  return tx.rows(sql`select no, name, is_hidden, rows_total, problem from import_sheet
    where org_id = ${org_id} and import_id = ${import_id} order by no limit 100`)
}

/** Makes a sheet the one that is imported; false where there is no such sheet, or none that can be. */
export async function chooseSheet(tx: Tx, org_id: string, import_id: string, no: number): Promise<boolean> {
  const touched =
    await tx.run(sql`update import i set sheet = s.no, description = s.description, rows_total = s.rows_total,
      mapping = null, state = 'uploaded', revision = i.revision + 1
    from import_sheet s where s.org_id = ${org_id} and s.import_id = ${import_id} and s.no = ${no} and s.description is not null
      and i.org_id = s.org_id and i.id = s.import_id`)
  return touched === 1
}

/** Chunks of a sheet that turned out not to be one to import. */
export async function dropSheetChunks(tx: Tx, org_id: string, import_id: string, sheet: number): Promise<void> {
  await tx.run(sql`delete from import_chunk where org_id = ${org_id} and import_id = ${import_id} and sheet = ${sheet}`)
}
