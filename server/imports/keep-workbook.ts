import type { Context } from '#server/command/index.ts'
import { describeFile } from './describe-file.ts'
import type { TableDescription } from './describe-table.ts'
import { keepBytes } from './keep-bytes.ts'
import * as sheets from './sheets-store.ts'
import { TableRefused } from './table-refused.ts'
import { broken, tooMuch } from './workbook/refused.ts'
import { readWorkbook, type SheetFile } from './workbook/read-workbook.ts'

type Owner = { import_id: string; partner_id: string | null }
type Described = { description: TableDescription; rows_total: number }

/** All sheets together: as much as two of the largest CSVs. */
const MAX_BYTES = 128 * 1024 * 1024

/**
 * Keeps every sheet as the CSV that it is read as, described, so that choosing another one costs nothing. The first one
 * that is not hidden and has rows is chosen; a workbook without any that can be imported is refused, with the reason of its first.
 */
export async function keepWorkbook(ctx: Context, owner: Owner, bytes: Uint8Array<ArrayBuffer>) {
  let chosen: (Described & { sheet: number; is_hidden: boolean }) | null = null
  let first_problem: TableRefused | null = null
  let total = 0
  for await (const file of readWorkbook(bytes.buffer)) {
    const counted = (async function* () {
      for await (const piece of file.bytes) {
        total += piece.length
        if (total > MAX_BYTES) throw tooMuch(`its sheets are more than ${MAX_BYTES / 1024 / 1024} MB of text`)
        yield piece
      }
    })()
    const found = await keepSheet(ctx, owner, file, counted)
    if (found instanceof TableRefused) first_problem ??= found
    else if (!chosen || (chosen.is_hidden && !file.is_hidden))
      chosen = { ...found, sheet: file.no, is_hidden: file.is_hidden }
  }
  if (!chosen) throw first_problem ?? broken('it has no sheet with rows')
  const { is_hidden: _, ...kept } = chosen
  return kept
}

async function keepSheet(
  ctx: Context,
  owner: Owner,
  file: SheetFile,
  bytes: AsyncGenerator<Uint8Array, void, undefined>,
): Promise<Described | TableRefused> {
  const { no, is_hidden } = file
  const name = file.name.slice(0, 100).toWellFormed().replaceAll('\0', '')
  const kept = keepBytes(ctx, { ...owner, sheet: no }, bytes)
  try {
    const described = await describeFile(kept)
    const description = { ...described.description, warnings: [...file.warnings, ...described.description.warnings] }
    const { rows_total } = described
    await sheets.insertSheet(ctx.tx, ctx.org_id, owner, { no, name, is_hidden, rows_total, description, problem: null })
    return { description, rows_total }
  } catch (error) {
    // What the workbook as a whole is refused for ends the upload; what one sheet is, is told beside the others.
    if (!(error instanceof TableRefused) || error.code === 'table.workbook' || error.code === 'table.too_large')
      throw error
    await sheets.dropSheetChunks(ctx.tx, ctx.org_id, owner.import_id, no)
    const problem = error.message
    await sheets.insertSheet(ctx.tx, ctx.org_id, owner, {
      no,
      name,
      is_hidden,
      rows_total: 0,
      description: null,
      problem,
    })
    return error
  }
}
